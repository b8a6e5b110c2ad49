use super::super::{From, Offers, Service, ServiceFile, yaml_tests::full};
use crate::diagnostic::{Code, Source};
use std::sync::Arc;

fn apply(service: &mut Service, change: &str) -> Vec<Code> {
    apply_where(service, &Offers::default(), change)
}

fn apply_where(service: &mut Service, offers: &Offers, change: &str) -> Vec<Code> {
    let text = format!("overrides:\n- id: change\n  reason: the page is wrong\n{change}");
    let source = Arc::new(Source::new("service.yaml", text));
    let file = ServiceFile::from_yaml(&source).unwrap();
    file.apply(service, offers, &source).into_iter().map(|finding| finding.code).collect()
}

#[test]
fn each_kind_changes_what_it_names() {
    type Holds = fn(&Service) -> bool;
    let table: [(&str, Holds); 28] = [
        ("  match: {operation: show_thing}\n  add_input: {name: marker, in: query, type: string}\n", |s| {
            s.operations[0].inputs[1].facts.from == Some(From::Override)
        }),
        ("  add_operation: {name: hide_thing, page: service.yaml, method: PUT, path: /v1/things}\n", |s| {
            s.operations[1].name == "hide_thing"
        }),
        ("  add_types:\n    Item: {fields: [{name: size, type: integer}]}\n", |s| {
            s.types["Item"].from == Some(From::Override)
        }),
        // What only the operation led to goes with it.
        ("  match: {operation: show_thing}\n  drop: true\n", |s| s.types.is_empty()),
        ("  match: {operation: show_thing}\n  rename: get_thing\n", |s| s.operations[0].name == "get_thing"),
        ("  match: {operation: GET /v1/things}\n  rename: get_thing\n", |s| s.operations[0].name == "get_thing"),
        ("  match: {operation: show_thing}\n  drop: true\n", |s| s.operations.is_empty()),
        ("  match: {operation: show_thing, input: limit}\n  retype: integer\n", |s| {
            s.operations[0].inputs[0].ty.to_string() == "integer"
        }),
        ("  match: {operation: show_thing, input: limit}\n  drop: true\n", |s| s.operations[0].inputs.is_empty()),
        ("  match: {type: Thing}\n  rename: Item\n", |s| {
            s.types.contains_key("Item") && s.operations[0].body.as_ref().unwrap().ty.named() == Some("Item")
        }),
        ("  match: {type: Thing}\n  add: {name: size, type: integer}\n", |s| s.types["Thing"].fields[1].name == "size"),
        ("  match: {operation: show_thing}\n  pagination: {by: page, parameter: limit, items: list}\n", |s| {
            s.operations[0].pagination.as_ref().unwrap().items == "list"
        }),
        ("  match: {operation: show_thing}\n  unpaged: true\n", |s| s.operations[0].pagination.is_none()),
        ("  match: {operation: show_thing}\n  envelope: {code: id, success: ['0']}\n", |s| {
            s.operations[0].envelope.as_ref().unwrap().success == ["0"]
        }),
        ("  match: {}\n  envelope: {code: id, success: ['0']}\n", |s| s.operations[0].envelope.is_some()),
        ("  match: {type: Thing, field: id}\n  rename: ID\n", |s| s.types["Thing"].fields[0].name == "ID"),
        ("  match: {type: Thing, field: id}\n  require: false\n", |s| !s.types["Thing"].fields[0].required),
        ("  match: {type: Thing, field: id}\n  secret: false\n", |s| !s.types["Thing"].fields[0].facts.secret),
        ("  match: {type: Thing, field: id}\n  attribute: false\n", |s| !s.types["Thing"].fields[0].facts.attribute),
        ("  match: {type: Thing, field: id}\n  add_value: {value: 2}\n", |s| {
            s.types["Thing"].fields[0].facts.values.len() == 2
        }),
        ("  match: {operation: show_thing, body: true}\n  retype: map<string>\n", |s| {
            s.operations[0].body.as_ref().unwrap().ty.to_string() == "map<string>"
        }),
        ("  match: {operation: show_thing, body: true}\n  require: true\n", |s| {
            !s.operations[0].body.as_ref().unwrap().optional
        }),
        ("  match: {operation: show_thing, body: true}\n  drop: true\n", |s| s.operations[0].body.is_none()),
        ("  match: {operation: show_thing, output: 200}\n  retype: list<Thing>\n", |s| {
            s.operations[0].outputs[0].ty.as_ref().unwrap().to_string() == "list<Thing>"
        }),
        ("  match: {operation: show_thing, output: 200}\n  drop: true\n", |s| s.operations[0].outputs.is_empty()),
        ("  match: {operation: show_thing, output: 200, header: x-count}\n  retype: string\n", |s| {
            s.operations[0].outputs[0].headers[0].ty.to_string() == "string"
        }),
        ("  match: {operation: show_thing, output: 200, header: X-Count}\n  rename: X-All\n", |s| {
            s.operations[0].outputs[0].headers[0].name == "X-All"
        }),
        ("  match: {operation: show_thing, output: 200, header: X-Count}\n  drop: true\n", |s| {
            s.operations[0].outputs[0].headers.is_empty()
        }),
    ];
    for (change, holds) in table {
        let mut service = full();
        assert_eq!(apply(&mut service, change), [], "{change}");
        assert!(holds(&service), "{change}");
    }
}

/// The name lock gives the new name from the second run on. What the pages say then decides whether it is still needed.
#[test]
fn a_rename_is_needed_until_the_pages_offer_the_name() {
    let offers = |old: &str, new: &str| Offers {
        operations: [(new.to_owned(), old.to_owned())].into(),
        types: [(new.to_owned(), old.to_owned())].into(),
    };
    let operation = "  match: {operation: list_thing}\n  rename: show_thing\n";
    let by_path = "  match: {operation: GET /v1/things}\n  rename: show_thing\n";
    let ty = "  match: {type: Item}\n  rename: Thing\n";
    let rows = [
        (operation, offers("list_thing", "show_thing"), None),
        (operation, offers("show_thing", "show_thing"), Some(Code::NeedlessOverride)),
        (operation, Offers::default(), Some(Code::NeedlessOverride)),
        (by_path, offers("list_thing", "show_thing"), None),
        (by_path, Offers::default(), Some(Code::NeedlessOverride)),
        (ty, offers("Item", "Thing"), None),
        (ty, offers("Thing", "Thing"), Some(Code::NeedlessOverride)),
        ("  match: {type: Thing}\n  rename: Thing\n", Offers::default(), Some(Code::NeedlessOverride)),
        ("  match: {operation: ghost}\n  rename: spirit\n", Offers::default(), Some(Code::StaleOverride)),
        ("  match: {type: Ghost}\n  rename: Spirit\n", Offers::default(), Some(Code::StaleOverride)),
    ];
    for (change, offers, expected) in rows {
        let found = apply_where(&mut full(), &offers, change);
        assert_eq!(found, Vec::from_iter(expected), "{change} {offers:?}");
    }
}

#[test]
fn what_matches_nothing_or_changes_nothing_is_reported() {
    for (change, code) in [
        ("  match: {type: Ghost, field: id}\n  drop: true\n", Code::StaleOverride),
        ("  match: {type: Thing, field: ghost}\n  drop: true\n", Code::StaleOverride),
        ("  match: {operation: show_thing, input: ghost}\n  drop: true\n", Code::StaleOverride),
        ("  match: {operation: show_thing, output: 418}\n  drop: true\n", Code::StaleOverride),
        ("  match: {operation: show_thing, output: 200, header: ghost}\n  drop: true\n", Code::StaleOverride),
        ("  match: {operation: show_thing, body: true}\n  retype: Thing\n", Code::NeedlessOverride),
        ("  match: {operation: show_thing, output: 200}\n  retype: Thing\n", Code::NeedlessOverride),
        ("  match: {operation: show_thing, body: true}\n  secret: true\n", Code::MisusedOverride),
        ("  match: {operation: show_thing, header: X-Count}\n  drop: true\n", Code::MisusedOverride),
        ("  match: {}\n  drop: true\n", Code::MisusedOverride),
        ("  match: {input: limit}\n  drop: true\n", Code::MisusedOverride),
        ("  match: {type: Thing}\n", Code::MisusedOverride),
        ("  match: {type: Thing}\n  rename: Item\n  secret: true\n", Code::MisusedOverride),
        ("  match: {type: Thing, field: id}\n  require: true\n  retype: integer\n", Code::NeedlessOverride),
        (
            "  match: {operation: show_thing}\n  add_input: {name: limit, in: query, type: string}\n",
            Code::NeedlessOverride,
        ),
        ("  add_types:\n    Thing: {fields: []}\n", Code::NeedlessOverride),
        (
            "  add_operation: {name: other, page: service.yaml, method: GET, path: /v1/things, when: {body: os-start}}\n",
            Code::NeedlessOverride,
        ),
        ("  match: {}\n  envelope: {code: ghost, success: ['0']}\n", Code::StaleOverride),
        ("  match: {operation: ghost}\n  unpaged: true\n", Code::StaleOverride),
        ("  match: {type: Thing, field: id}\n  require: true\n", Code::NeedlessOverride),
        ("  match: {type: Thing}\n  add: {name: id, type: string}\n", Code::NeedlessOverride),
    ] {
        assert_eq!(apply(&mut full(), change), [code], "{change}");
    }
}

#[test]
fn later_overrides_may_use_the_old_name_or_the_new_one() {
    let lines = [
        "- {id: a, match: {operation: show_thing}, reason: r, unpaged: true}",
        "- {id: b, match: {operation: show_thing}, reason: r, rename: get_thing}",
        "- {id: c, match: {operation: show_thing, input: limit}, reason: r, require: false}",
        "- {id: d, match: {operation: get_thing, body: true}, reason: r, require: true}",
        "- {id: e, match: {type: Thing}, reason: r, rename: Item}",
        "- {id: f, match: {type: Thing, field: id}, reason: r, require: false}",
    ];
    let source = Arc::new(Source::new("service.yaml", format!("overrides:\n{}\n", lines.join("\n"))));
    let file = ServiceFile::from_yaml(&source).unwrap();
    let findings = file.apply(&mut full(), &Offers::default(), &source);
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn an_override_has_an_id_of_its_own_and_a_reason() {
    let rename = |id: &str, reason: &str, field: &str| {
        format!("- id: {id}\n  match: {{type: Thing, field: {field}}}\n  reason: '{reason}'\n  rename: {field}2\n")
    };
    let text = format!("overrides:\n{}{}", rename("a", "it is wrong", "id"), rename("a", " ", "id2"));
    let source = Arc::new(Source::new("service.yaml", text));
    let file = ServiceFile::from_yaml(&source).unwrap();
    let codes: Vec<Code> =
        file.apply(&mut full(), &Offers::default(), &source).into_iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::RepeatedOverride, Code::UnreasonedOverride]);
}
