use super::{Message, split};
use crate::call::Method;
use serde_json::{Value, json};

fn values(message: &Message) -> Vec<Value> {
    message.documents.iter().map(|document| document.value.clone()).collect()
}

fn one(code: &str) -> Message {
    let mut messages = split(code);
    assert_eq!(messages.len(), 1, "{code}");
    messages.remove(0)
}

#[test]
fn a_request_line_headers_and_a_body() {
    let message = one(
        "POST https://{endpoint}/v1/{project_id}/pets?limit=10&name=rex&acl HTTP/1.1\nHost: pets.example.com\nContent-Type: application/json\n\n{\"name\": \"rex\"}\n",
    );
    let request = message.request.as_ref().unwrap();
    assert_eq!(request.methods, [Method::Post]);
    assert_eq!(request.path, "/v1/{project_id}/pets");
    assert_eq!(request.query.len(), 3);
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    assert_eq!(message.headers, [pair("Host", "pets.example.com"), pair("Content-Type", "application/json")]);
    assert_eq!(values(&message), [json!({"name": "rex"})]);
}

#[test]
fn ways_to_write_a_request_line() {
    for (line, methods, path) in [
        ("GET /v1/pets", vec![Method::Get], "/v1/pets"),
        ("Get: https://pets.example.com/v1/pets", vec![Method::Get], "/v1/pets"),
        ("DELETE {endpoint}/v1/pets/{id}", vec![Method::Delete], "/v1/pets/{id}"),
        ("https://{Endpoint}/v1/pets", vec![], "/v1/pets"),
        ("/v1/pets", vec![], "/v1/pets"),
    ] {
        let request = one(line).request.unwrap();
        assert_eq!((request.methods, request.path.as_str()), (methods, path), "{line}");
    }
    for line in ["GETTING STARTED /x", "// a comment", "/* a comment */", "Post your pets", "/v1/pets is the path"] {
        assert!(split(line).iter().all(|message| message.request.is_none()), "{line}");
    }
}

#[test]
fn a_dump_loses_lines_and_glues_headings() {
    let message = one("GET https://{endpoint}/v1/pets?all=true Example Responses");
    let request = message.request.unwrap();
    assert_eq!((request.path.as_str(), request.query.len()), ("/v1/pets", 1));
    let message = one("POST /v1/pets { \"a\": 1 } Status code");
    assert_eq!(values(&message), [json!({"a": 1})]);
    let message = one("Response body: {\"a\": [1]}");
    assert_eq!(values(&message), [json!({"a": [1]})]);
}

#[test]
fn a_request_and_its_answer() {
    let messages = split("GET /v1/pets HTTP/1.1\nHost: x\n\nHTTP/1.1 202 Accepted\nServer: y\n\n{\"a\": 1}");
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[0].request.as_ref().map(|request| request.path.as_str()), Some("/v1/pets"));
    assert_eq!(messages[1].status, Some(202));
    assert_eq!(values(&messages[1]), [json!({"a": 1})]);
}

#[test]
fn several_documents() {
    assert_eq!(values(&one("{\"a\": 1}\nOr\n{\"a\": 2}")), [json!({"a": 1}), json!({"a": 2})]);
    assert_eq!(values(&one("// the cat\n{\"a\": 1}\n// the dog\n[2]")), [json!({"a": 1}), json!([2])]);
}

#[test]
fn a_command() {
    let message = one(
        "curl -i -k -X PUT \\\n  -H 'X-Auth-Token: abc' -H \"Accept: */*\" \\\n  -d '{\n  \"a\": 1\n}' 'https://pets.example.com/v1/pets?x=1'\n",
    );
    let request = message.request.as_ref().unwrap();
    assert_eq!((request.methods.as_slice(), request.path.as_str()), (&[Method::Put][..], "/v1/pets"));
    assert_eq!(message.headers.len(), 2);
    assert_eq!(values(&message), [json!({"a": 1})]);
    assert_eq!(one("curl https://pets.example.com/v1/pets").request.unwrap().methods, [Method::Get]);
}

#[test]
fn a_command_and_its_document() {
    for (opening, end) in [("<<END", "END\n"), ("<< 'END'", "END\n"), ("<<-\"END\"", "\tEND\n"), ("<<END", "")] {
        let code = format!("curl https://pets.example.com/pets -d @- {opening}\n{{\"a\": 1}}\n{end}");
        assert_eq!(values(&one(&code)), [json!({"a": 1})], "{code}");
    }
    let answered = "curl https://pets.example.com/pets -d @- <<END\n{\"a\": 1}\nEND\n{\"id\": 7}\n";
    let messages = split(answered);
    assert_eq!(messages.iter().flat_map(values).collect::<Vec<_>>(), [json!({"a": 1}), json!({"id": 7})]);
    assert!(messages[0].request.is_some() && messages[1].request.is_none());
}

#[test]
fn what_cannot_be_read_is_said() {
    let message = one("{\"a\" 1 2 \"b\"}");
    assert!(message.unread && message.documents.is_empty());
    assert!(split("").is_empty());
    let [message] = split("<pets/>").try_into().unwrap();
    assert!(message.xml.as_deref() == Some("pets") && message.documents.is_empty() && !message.unread);
    let [message] = split("<?xml version=\"1.0\"?>\n<p:pets xmlns:p=\"x\">\n<pet/>").try_into().unwrap();
    assert_eq!(message.xml.as_deref(), Some("pets"));
    let messages = split("{\"a\" 1 2 \"b\"}\nGET /v1/pets\n");
    assert_eq!(messages.len(), 2, "the next message is not lost with it");
}

#[test]
fn no_block_makes_it_panic_or_hang() {
    for unit in
        ["{\n", "curl -d '\n", "curl -d @- <<A\n", "HTTP/", "GET /x ", "[\"", "汉{", "'", "\\\n", "a: b\n", "POST {"]
    {
        let _ = split(&unit.repeat(5_000));
    }
}

#[test]
fn what_commands_send() {
    let rows = [
        ("curl http://pets.example.com/pets -d name=rex -d 'age=7'", "POST /pets", "application/x-www-form-urlencoded"),
        ("curl http://pets.example.com/pets -d 'name=rex&age=7'", "POST /pets", "application/x-www-form-urlencoded"),
        ("curl http://pets.example.com/photos -F photo=@rex.png", "POST /photos", "multipart/form-data"),
        ("curl --get http://pets.example.com/pets -d name=rex", "GET /pets?name", ""),
        ("curl -T rex.png http://pets.example.com/photos/1", "PUT /photos/1", ""),
        ("curl -I http://pets.example.com/pets", "HEAD /pets", ""),
        ("curl http://pets.example.com/pets -d '{\"name\": \"rex\"}'", "POST /pets", ""),
        ("curl http://pets.example.com/pets -d @rex.json", "POST /pets", ""),
    ];
    for (command, request, media) in rows {
        let message = one(command);
        let line = message.request.unwrap();
        let query = line.query.iter().map(|pair| format!("?{}", pair.name)).collect::<Vec<_>>().concat();
        assert_eq!(format!("{} {}{query}", line.methods[0].as_str(), line.path), request, "{command}");
        assert_eq!(message.headers.first().map_or("", |(_, value)| value), media, "{command}");
    }
}
