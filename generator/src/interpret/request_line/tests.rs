use super::*;

fn line(text: &str) -> String {
    let Some(line) = read(text) else { return "none".to_owned() };
    let methods: Vec<_> = line.methods.iter().map(|method| method.as_str()).collect();
    let query = line.query.iter().map(|pair| match &pair.value {
        QueryValue::Placeholder(name) => format!(" {}={{{}}}", pair.name, name.as_deref().unwrap_or_default()),
        QueryValue::Bare => format!(" {}", pair.name),
        QueryValue::Constant(value) => format!(" {}={value}", pair.name),
    });
    format!("{} {}{}", methods.join("+"), line.path, query.collect::<String>())
}

#[test]
fn forms_of_the_request_line() {
    let table = [
        ("GET /v1/{project_id}/pets", "GET /v1/{project_id}/pets"),
        ("Get /v1/pets", "GET /v1/pets"),
        ("PUT/POST /v2/pets", "PUT+POST /v2/pets"),
        ("GET https://{Endpoint}/v1/pets", "GET /v1/pets"),
        ("GET https://pets.example.com:8080/v1/pets HTTP/1.1", "GET /v1/pets"),
        ("POST {endpoint}/v1/pets", "POST /v1/pets"),
        ("DELETE /v1/_{project_id}_/pets/{*pet_id*}", "DELETE /v1/{project_id}/pets/{pet_id}"),
        ("GET /v1/pets?limit={limit}&marker={last}", "GET /v1/pets limit={limit} marker={last}"),
        ("GET /v1/pets?size=_size_&mark=", "GET /v1/pets size={} mark={}"),
        ("GET /v1/pets{?limit,marker}", "GET /v1/pets limit={} marker={}"),
        ("GET /v1/pets[?page_size, page_no]", "GET /v1/pets page_size={} page_no={}"),
        ("GET /v1/pets?acl", "GET /v1/pets acl"),
        ("POST /v1/pets?action=check-health", "POST /v1/pets action=check-health"),
        ("GET /v1/pets ?limit={limit} &marker={marker}", "GET /v1/pets limit={limit} marker={marker}"),
        ("GET /v1/pets/{pet id} gets a pet", "GET /v1/pets/{pet_id}"),
        ("GET /v1/pets/<pet_id>", "GET /v1/pets/{pet_id}"),
        ("GET /v1/pets/[pet_id].[format]", "GET /v1/pets/{pet_id}.{format}"),
        ("GET /v1/pets/{pet.id#PETS/pet-object}/toys", "GET /v1/pets/{pet.id}/toys"),
        ("GET /v1/pets/(int:pet_id)/toys/(toy)@(time)", "GET /v1/pets/{pet_id}/toys/{toy}@{time}"),
        ("/v1/pets/{pet_id}?{marker}{limit} [GET]", "GET /v1/pets/{pet_id} marker={} limit={}"),
        ("/v1/pets [get]", "none"),
        ("GET /", "GET /"),
        ("GET/{version}/pets", "GET /{version}/pets"),
        ("Get the pets of /v1", "none"),
        ("GET pets", "none"),
        ("GET //pets", "none"),
        ("", "none"),
    ];
    for (text, expected) in table {
        assert_eq!(line(text), expected, "{text}");
    }
}

#[test]
fn targets_without_a_method() {
    assert_eq!(read_target("/v1/pets").unwrap().path, "/v1/pets");
    assert_eq!(read_target("pets").map(|line| line.path), None);
    assert_eq!(only_methods("PUT/POST").unwrap(), [Method::Put, Method::Post]);
    assert_eq!(only_methods("HTTPS + POST").unwrap(), [Method::Post]);
    assert_eq!(only_methods("Put it here"), None);
}

#[test]
fn lines_without_their_first_slash() {
    let path = |text| read_relative(text).map(|line| line.path);
    assert_eq!(path("PUT _plugins/pets/<pet_id>").as_deref(), Some("/_plugins/pets/{pet_id}"));
    assert_eq!(path("GET pets/:id?toys=all").as_deref(), Some("/pets/{id}"));
    for text in ["Put pets/toys here", "GET pets", "GET a/b or c/d", "GET https://pets.example.com/a", "GET /pets/a"] {
        assert_eq!(path(text), None, "{text}");
    }
}

#[test]
fn methods_before_a_remark() {
    assert_eq!(remarked_methods("POST（**HTTPS**）").unwrap(), [Method::Post]);
    assert_eq!(remarked_methods("(POST)"), None);
}
