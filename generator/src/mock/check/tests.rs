//! What is wrong to the mock is what is wrong to a client.

use crate::{
    diagnostic::Source,
    ir::Service,
    mock::{
        Mock, Options,
        tests::{get, request, text},
    },
};
use std::sync::Arc;

/// As to a client, which counts the items of no list inside.
#[test]
fn items_are_counted_in_the_list_that_states_them() {
    let yaml = "
service: kilns
operations:
- name: stack
  page: pages/Stack.md
  method: POST
  path: /stacks
  body: {type: Stack}
  outputs:
  - {status: 204}
types:
  Stack:
    fields:
    - {name: rows, type: list<list<string>>, items: ..=2, length: ..=3}
";
    let services = vec![Service::from_yaml(&Arc::new(Source::new("ir.yaml", yaml))).unwrap()];
    let mock = Mock::new(services, Options::default());
    for (body, words) in [
        (r#"{"rows":[["a","b","c"]]}"#, ""),
        (r#"{"rows":[[],[],[]]}"#, "body.rows: has 3 items, more than 2"),
        (r#"{"rows":[["abcd"]]}"#, "body.rows[0][0]: has 4 characters, more than 3"),
    ] {
        let response = mock.respond(&request("POST", "/stacks", &[], body));
        assert!(text(&response).contains(words) && (response.status == 204) == words.is_empty(), "{}", text(&response));
    }
}

/// A constraint means the same to the client that sends as to the mock that receives.
#[test]
fn client_and_mock_judge_alike() {
    use specwright_runtime::emitted::{Location, Rule};
    /// A type and a constraint of the IR, the same as a rule of the client, and texts with whether they hold to it.
    type Row = (&'static str, &'static str, Rule<'static>, &'static [(&'static str, bool)]);
    let rows: [Row; 9] = [
        (
            "integer",
            "range: 1..=64",
            Rule::new("x").range("1..=64"),
            &[("1", true), ("64", true), ("0", false), ("65", false)],
        ),
        ("integer", "range: 1.0..", Rule::new("x").range("1.0.."), &[("1", true), ("0", false)]),
        ("number", "range: ..=0.5", Rule::new("x").range("..=0.5"), &[("0.5", true), ("5e-1", true), ("0.6", false)]),
        // One beyond what a float tells apart.
        (
            "integer",
            "range: ..=9007199254740992",
            Rule::new("x").range("..=9007199254740992"),
            &[("9007199254740992", true), ("9007199254740993", false)],
        ),
        ("string", "length: 2..=3", Rule::new("x").length("2..=3"), &[("窯爐", true), ("a", false), ("abcd", false)]),
        ("string", "pattern: ^[a-z]+$", Rule::new("x").pattern("^[a-z]+$"), &[("kiln", true), ("Kiln", false)]),
        // What no engine can read binds nobody.
        ("string", "pattern: '(?<=a)b'", Rule::new("x").pattern("(?<=a)b"), &[("c", true)]),
        (
            "string",
            "values: [{value: north}, {value: south}]",
            Rule::new("x").values(&["north", "south"]),
            &[("north", true), ("North", false)],
        ),
        ("list<string>", "items: 2..", Rule::new("x").items("2.."), &[("a,b", true), ("a", false)]),
    ];
    for (ty, facts, rule, texts) in rows {
        let ir = format!(
            "service: kilns\noperations:\n- name: look\n  page: pages/Look.md\n  method: GET\n  path: /look\n  inputs:\n  - \
             name: x\n    in: query\n    type: {ty}\n    {facts}\n  outputs:\n  - status: 204\n"
        );
        let service = Service::from_yaml(&Arc::new(Source::new("ir.yaml", ir))).unwrap();
        let mock = Mock::new(vec![service], Options::default());
        let rules: &'static [(Location, Rule<'static>)] = Box::leak(Box::new([(Location::Query, rule)]));
        for (text, holds) in texts {
            let received = mock.respond(&get(&format!("/look?x={text}"))).status == 204;
            let items: Vec<String> = text.split(',').map(str::to_owned).collect();
            assert_eq!((received, is_sent(rules, &items)), (*holds, *holds), "{facts}: {text}");
        }
    }
}

/// Whether the client finds nothing wrong with a query parameter of these texts.
fn is_sent(
    rules: &'static [(specwright_runtime::emitted::Location, specwright_runtime::emitted::Rule<'static>)],
    texts: &[String],
) -> bool {
    use specwright_runtime::{Client, Config, Operation, Token, emitted::Service, transport::MemoryTransport};
    static KILNS: Service = Service { id: "kilns", ..Service::BASE };
    let look: &'static Operation = Box::leak(Box::new(Operation::get("kilns", "look", "/look").inputs(rules)));
    let transport = MemoryTransport::replies::<String>([]);
    let config = Config::builder().credentials(Token::new("t")).transport(transport).build().unwrap();
    let mut call = Client::new(&config, &KILNS).call(look);
    call.query("x", texts.to_vec());
    call.validate().is_ok()
}
