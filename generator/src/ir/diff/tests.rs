//! One edit of a small service a row, and every change that must come of it; a rule without an edit fails the last test.

use super::{Change, Class, Direction, Event, RULES, diff};
use crate::diagnostic::Source;
use crate::ir::{Service, yaml_tests::full};
use serde_json::{Value, json};
use std::{collections::BTreeSet, sync::Arc};

const SERVICE: &str = "\
service: shelf
title: Shelves
endpoints:
  pattern: https://shelf.{region}.example.com
  regions:
  - east
  hosts:
    west: https://shelf-west.example.com
credentials:
- basic
operations:
- name: list_books
  page: pages/ListBooks.md
  method: GET
  path: /v1/{project_id}/books
  aliases: [/v1/books]
  doc: Lists books.
  inputs:
  - name: project_id
    in: path
    type: string
    required: true
    filled_by: project
  - name: limit
    in: query
    type: integer
    range: 1..=100
    default: 10
    doc: How many.
  - name: marker
    in: query
    type: string
  - name: sort
    in: query
    type: string
    required: true
  - name: kind
    in: query
    type: string
    required: true
  outputs:
  - status: 200
    type: BookList
    headers:
    - name: X-Total
      type: integer
  - status: 404
    type: Fault
  errors:
  - code: SHELF.1
    doc: No such shelf.
- name: add_book
  page: pages/AddBook.md
  method: POST
  path: /v1/books
  body:
    type: NewBook
  outputs:
  - status: 201
    type: Book
  examples:
  - name: request
    request:
      body:
        title: Tides
types:
  BookList:
    fields:
    - name: books
      type: list<Book>
  Book:
    fields:
    - name: id
      type: string
    - name: state
      type: string
      values:
      - value: LENT
        doc: Someone has it.
      - value: HELD
    - name: pages
      type: integer
      nullable: true
  Fault:
    fields:
    - name: code
      type: string
  NewBook:
    fields:
    - name: author
      type: string
      required: true
    - name: title
      type: string
      required: true
      length: ..=64
    - name: subtitle
      type: string
      condition: where there is a title
    - name: shade
      type: string
      pattern: '[a-z]+'
    - name: weight
      type: number
      deprecated: true
";

/// What is replaced by what, and the changes: class, event, subject.
const EDITS: &[(&str, &str, &[&str])] = &[
    ("title: Shelves\n", "title: Shelving\n", &["words only TitleChanged title"]),
    ("  - east\n", "  - east\n  - north\n", &["additive EndpointAdded endpoints.north"]),
    (
        "  - east\n",
        "  - north\n",
        &["breaking EndpointRemoved endpoints.east", "additive EndpointAdded endpoints.north"],
    ),
    ("shelf-west.example", "shelf.west.example", &["behaviour EndpointMoved endpoints.west"]),
    ("- basic\n", "- basic\n- token\n", &["additive CredentialAdded credentials"]),
    ("- basic\n", "- token\n", &["additive CredentialAdded credentials", "breaking CredentialRemoved credentials"]),
    ("endpoints:\n", "signing: {date: X-Date}\nendpoints:\n", &["breaking SigningChanged signing.date"]),
    ("endpoints:\n", "vendor: hills\nendpoints:\n", &["breaking SigningChanged vendor"]),
    ("- name: add_book", "- name: put_book", &["words only OperationRenamed put_book"]),
    ("method: POST", "method: PUT", &["breaking RequestLineChanged add_book"]),
    ("path: /v1/{project_id}/books", "path: /v2/{project_id}/books", &["breaking RequestLineChanged list_books"]),
    ("project_id", "tenant_id", &["words only PlaceholderRenamed list_books"]),
    (
        "- name: add_book\n  page: pages/AddBook.md\n  method: POST",
        "- name: put_book\n  page: pages/AddBook.md\n  method: PUT",
        &["additive OperationAdded put_book", "breaking OperationRemoved add_book"],
    ),
    ("pages/AddBook.md", "pages/books.md", &["words only PageMoved add_book"]),
    ("aliases: [/v1/books]", "aliases: [/v1/books, /v0/books]", &["additive AliasAdded list_books"]),
    ("  aliases: [/v1/books]\n", "", &["behaviour AliasRemoved list_books"]),
    ("  errors:", "  pagination: {by: page, parameter: p}\n  errors:", &["words only PagesTold list_books.pagination"]),
    ("  errors:", "  envelope: {code: a, success: []}\n  errors:", &["behaviour EnvelopeChanged list_books.envelope"]),
    ("  doc: Lists books.", "  doc: Lists books.\n  deprecated: true", &["behaviour OperationDeprecated list_books"]),
    ("Lists books.", "Lists the books.", &["words only DocChanged list_books"]),
    (
        "  - name: marker\n    in: query\n    type: string\n",
        "  - name: marker\n    in: query\n    type: string\n  - name: shelf\n    in: query\n    type: string\n    required: true\n",
        &["breaking RequiredInputAdded list_books.inputs.shelf"],
    ),
    (
        "  - name: marker\n    in: query\n    type: string\n",
        "  - name: marker\n    in: query\n    type: string\n  - name: X-Id\n    in: header\n    type: string\n    required: true\n    filled_by: request_id\n",
        &["additive OptionalInputAdded list_books.inputs.X-Id"],
    ),
    ("  - name: marker\n    in: query\n    type: string\n", "", &["breaking InputRemoved list_books.inputs.marker"]),
    ("name: marker", "name: after", &["breaking InputRenamed list_books.inputs.after"]),
    (
        "  - name: marker\n    in: query\n    type: string\n",
        "  - name: marker\n    in: header\n    type: string\n",
        &["additive OptionalInputAdded list_books.inputs.marker", "breaking InputRemoved list_books.inputs.marker"],
    ),
    (
        "  - name: sort\n    in: query\n    type: string\n    required: true\n  - name: kind\n    in: query\n    type: string\n    required: true\n",
        "  - name: kind\n    in: query\n    type: string\n    required: true\n  - name: sort\n    in: query\n    type: string\n    required: true\n",
        &["words only InputsReordered list_books.inputs"],
    ),
    (
        "    in: query\n    type: integer",
        "    in: query\n    type: string",
        &["breaking InputRetyped list_books.inputs.limit"],
    ),
    (
        "    in: query\n    type: integer",
        "    in: query\n    type: integer\n    required: true",
        &["breaking InputRequired list_books.inputs.limit"],
    ),
    (
        "    required: true\n    filled_by: project",
        "    filled_by: project",
        &["additive InputOptional list_books.inputs.project_id"],
    ),
    ("filled_by: project", "filled_by: domain", &["behaviour InputFilled list_books.inputs.project_id"]),
    ("range: 1..=100", "range: 1..=50", &["breaking ConstraintTightened list_books.inputs.limit.range"]),
    ("range: 1..=100", "range: 0..=100", &["additive ConstraintLoosened list_books.inputs.limit.range"]),
    ("range: 1..=100", "range: 0..=50", &["behaviour ConstraintChanged list_books.inputs.limit.range"]),
    ("range: 1..=100", "range: 1.0..=100", &[]),
    ("    range: 1..=100\n", "", &["additive ConstraintRemoved list_books.inputs.limit.range"]),
    ("default: 10", "default: 20", &["behaviour DefaultChanged list_books.inputs.limit"]),
    ("where there is a title", "always", &["behaviour ConditionChanged types.NewBook.subtitle"]),
    (
        "    - name: X-Total\n      type: integer\n",
        "    - name: X-Total\n      type: integer\n    - name: X-Page\n      type: integer\n",
        &["additive HeaderAdded list_books.outputs.200.headers.X-Page"],
    ),
    (
        "    headers:\n    - name: X-Total\n      type: integer\n",
        "",
        &["breaking HeaderRemoved list_books.outputs.200.headers.X-Total"],
    ),
    ("  - status: 404\n    type: Fault\n", "  - status: 404\n", &["breaking BodyRemoved list_books.outputs.404"]),
    (
        "    - name: X-Total\n      type: integer\n",
        "    - name: X-Total\n      type: string\n",
        &["breaking HeaderRetyped list_books.outputs.200.headers.X-Total"],
    ),
    (
        "  - code: SHELF.1\n",
        "  - code: SHELF.1\n    status: 404\n",
        &["behaviour ErrorCodeMoved list_books.errors.SHELF.1"],
    ),
    ("  - status: 404\n    type: Fault\n", "", &["behaviour StatusRemoved list_books.outputs.404"]),
    (
        "  - status: 404\n",
        "  - status: 400\n    type: Fault\n  - status: 404\n",
        &["behaviour StatusAdded list_books.outputs.400"],
    ),
    ("  body:\n    type: NewBook\n", "", &["breaking BodyRemoved add_book.body"]),
    ("    type: NewBook\n", "    type: Book\n", &["breaking BodyRetyped add_book.body"]),
    ("    type: NewBook\n", "    type: NewBook\n    optional: true\n", &["additive BodyOptional add_book.body"]),
    ("NewBook\n", "NewBook\n    cases: [{name: a, required: []}]\n", &["behaviour BodyCasesChanged add_book.body"]),
    ("    type: NewBook\n", "    type: NewBook\n    media: text/xml\n", &["breaking MediaChanged add_book.body"]),
    (
        "path: /v1/{project_id}/books\n",
        "path: /v1/{project_id}/books\n  body:\n    type: NewBook\n",
        &["breaking RequiredBodyAdded list_books.body"],
    ),
    (
        "path: /v1/{project_id}/books\n",
        "path: /v1/{project_id}/books\n  body:\n    type: NewBook\n    optional: true\n",
        &["additive OptionalBodyAdded list_books.body"],
    ),
    ("Fault", "Failure", &["words only TypeRenamed types.Failure"]),
    (
        "    - name: id\n",
        "    - name: shelf\n      type: string\n    - name: id\n",
        &["additive OptionalFieldAdded types.Book.shelf"],
    ),
    (
        "    - name: title\n",
        "    - name: shelf\n      type: string\n      required: true\n    - name: title\n",
        &["breaking RequiredFieldAdded types.NewBook.shelf"],
    ),
    ("    - name: code\n", "    - name: error\n", &["breaking FieldRenamed types.Fault.error"]),
    (
        "    - name: code\n      type: string\n",
        "    - name: error\n      type: integer\n",
        &["additive OptionalFieldAdded types.Fault.error", "breaking FieldRemoved types.Fault.code"],
    ),
    (
        "    - name: title\n      type: string\n      required: true\n      length: ..=64\n    - name: subtitle\n      type: string\n      condition: where there is a title\n",
        "    - name: subtitle\n      type: string\n      condition: where there is a title\n    - name: title\n      type: string\n      required: true\n      length: ..=64\n",
        &[],
    ),
    (
        "    - name: author\n      type: string\n      required: true\n",
        "",
        &["breaking FieldRemoved types.NewBook.author"],
    ),
    (
        "    - name: author\n      type: string\n      required: true\n    - name: title\n      type: string\n      required: true\n      length: ..=64\n",
        "    - name: title\n      type: string\n      required: true\n      length: ..=64\n    - name: author\n      type: string\n      required: true\n",
        &["words only FieldsReordered types.NewBook"],
    ),
    (
        "    - name: id\n      type: string\n",
        "    - name: id\n      type: integer\n",
        &["breaking FieldRetyped types.Book.id"],
    ),
    (
        "    - name: shade\n      type: string\n",
        "    - name: shade\n      type: string\n      required: true\n",
        &["breaking FieldRequired types.NewBook.shade"],
    ),
    ("      required: true\n      length", "      length", &["additive FieldOptional types.NewBook.title"]),
    ("  Fault:\n", "  Fault:\n    doc: What went wrong.\n", &["words only DocChanged types.Fault"]),
    ("  Fault:\n", "  Fault:\n    from: example\n", &["words only OriginChanged types.Fault"]),
    (
        "    - name: id\n      type: string\n",
        "    - name: id\n      type: string\n      required: true\n",
        &["additive FieldRequired types.Book.id"],
    ),
    ("      - value: HELD\n", "      - value: HELD\n      - value: LOST\n", &["additive ValueAdded types.Book.state"]),
    ("      - value: HELD\n", "", &["words only ValueRemoved types.Book.state"]),
    ("Someone has it.", "Somebody has it.", &["words only DocChanged types.Book.state.\"LENT\""]),
    (
        "      values:\n      - value: LENT\n        doc: Someone has it.\n      - value: HELD\n",
        "",
        &["behaviour EnumerationRemoved types.Book.state"],
    ),
    (
        "      length: ..=64\n",
        "      length: ..=64\n      values:\n      - value: Tides\n",
        &["behaviour EnumerationAdded types.NewBook.title"],
    ),
    (
        "      length: ..=64\n",
        "      length: ..=64\n      format: uuid\n",
        &["breaking ConstraintAdded types.NewBook.title.format"],
    ),
    ("'[a-z]+'", "'[a-z]*'", &["behaviour ConstraintChanged types.NewBook.shade.pattern"]),
    ("      nullable: true\n", "", &["additive NullRefused types.Book.pages"]),
    (
        "      length: ..=64\n",
        "      length: ..=64\n      nullable: true\n",
        &["additive NullAllowed types.NewBook.title"],
    ),
    ("      deprecated: true\n", "", &["additive FieldReinstated types.NewBook.weight"]),
    (
        "      nullable: true\n",
        "      nullable: true\n      deprecated: true\n",
        &["behaviour FieldDeprecated types.Book.pages"],
    ),
    (
        "      length: ..=64\n",
        "      length: ..=64\n      attribute: true\n",
        &["breaking AttributeChanged types.NewBook.title"],
    ),
    (
        "      length: ..=64\n",
        "      length: ..=64\n      secret: true\n      from: example\n",
        &["words only SecrecyChanged types.NewBook.title", "words only OriginChanged types.NewBook.title"],
    ),
    (
        "  - code: SHELF.1\n",
        "  - code: SHELF.2\n  - code: SHELF.1\n",
        &["behaviour ErrorCodeAdded list_books.errors.SHELF.2"],
    ),
    (
        "  errors:\n  - code: SHELF.1\n    doc: No such shelf.\n",
        "",
        &["words only ErrorCodeRemoved list_books.errors.SHELF.1"],
    ),
    ("        title: Tides", "        title: Ebb", &["words only ExampleChanged add_book.examples"]),
];

fn service(yaml: &str) -> Service {
    Service::from_yaml(&Arc::new(Source::new("ir.yaml", yaml))).unwrap_or_else(|problem| panic!("{problem:?}\n{yaml}"))
}

fn shown(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| format!("{} {:?} {}", change.class(), change.event, change.subject)).collect()
}

#[test]
fn each_edit_gives_its_changes_and_no_other() {
    for (from, to, expected) in EDITS {
        assert!(SERVICE.contains(from), "nothing to edit: {from}");
        let changes = diff(&service(SERVICE), &service(&SERVICE.replace(from, to)));
        assert_eq!(shown(&changes), *expected, "{from} -> {to}");
    }
}

#[test]
fn the_same_service_has_no_change() {
    assert_eq!(diff(&service(SERVICE), &service(SERVICE)), []);
}

#[test]
fn every_rule_is_brought_about_by_an_edit_or_its_reverse() {
    let mut seen = BTreeSet::new();
    for (from, to, _) in EDITS {
        let (old, new) = (service(SERVICE), service(&SERVICE.replace(from, to)));
        seen.extend(diff(&old, &new).into_iter().chain(diff(&new, &old)).map(|change| change.event));
    }
    let missing: Vec<Event> = RULES.iter().map(|rule| rule.event).filter(|event| !seen.contains(event)).collect();
    assert_eq!(missing, []);
}

/// The table has no hole towards the model either: whatever an IR can say, a change of it is seen.
#[test]
fn no_value_of_an_ir_changes_unseen() {
    let service = full();
    let whole = serde_json::to_value(&service).unwrap();
    let mut unseen = Vec::new();
    let mut seen = 0;
    for place in leaves(&whole, "") {
        for value in other_values(whole.pointer(&place).unwrap()) {
            let mut changed = whole.clone();
            *changed.pointer_mut(&place).unwrap() = value;
            let Ok(changed) = serde_json::from_value::<Service>(changed) else { continue };
            // The id names what is compared: it is not part of it.
            if changed == service || place == "/service" {
                continue;
            }
            seen += 1;
            for (old, new) in [(&service, &changed), (&changed, &service)] {
                if diff(old, new).is_empty() {
                    unseen.push(place.clone());
                }
            }
        }
    }
    assert!(seen > 60, "only {seen} values could be changed");
    assert_eq!(unseen, [""; 0]);
}

/// Pointers to everything that is neither object nor list, and to lists as a whole.
fn leaves(value: &Value, place: &str) -> Vec<String> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| leaves(value, &format!("{place}/{}", name.replace('/', "~1"))))
            .collect(),
        Value::Array(items) => {
            let inner = items.iter().enumerate().flat_map(|(index, item)| leaves(item, &format!("{place}/{index}")));
            inner.chain([place.to_owned()]).collect()
        }
        _ => vec![place.to_owned()],
    }
}

/// Values that stand for another fact than this one; the model refuses those that cannot stand here.
fn other_values(value: &Value) -> Vec<Value> {
    match value {
        Value::Bool(flag) => vec![json!(!flag)],
        Value::Number(_) => vec![json!(7), Value::Null],
        Value::Array(_) => vec![json!([])],
        Value::String(_) => {
            let words =
                ["other", "integer", "map<string>", "POST", "201", "header", "project", "uri", "global", "2..=3"];
            words.map(|word| json!(word)).into_iter().chain([Value::Null]).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn every_event_has_its_own_row() {
    for rule in RULES {
        assert_eq!(rule.event.rule(), rule);
        assert!(!rule.words.is_empty());
    }
}

#[test]
fn a_type_that_travels_both_ways_takes_the_worse_class() {
    let shared = SERVICE.replace("    type: NewBook\n", "    type: Book\n");
    let changes = diff(
        &service(&shared),
        &service(&shared.replace(
            "    - name: id\n      type: string\n",
            "    - name: id\n      type: string\n      required: true\n",
        )),
    );
    let seen: Vec<_> = changes.iter().map(|change| (change.event, change.direction, change.class())).collect();
    assert_eq!(seen, [(Event::FieldRequired, Direction::Both, Class::Breaking)]);
}
