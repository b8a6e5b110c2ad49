use super::super::Service;
use crate::diagnostic::Source;
use std::sync::Arc;

const SERVICE: &str = "
service: shelf
operations:
- name: list_books
  page: p.md
  method: GET
  path: /v1/books
  inputs:
  - {name: marker, in: query, type: string}
  outputs:
  - {status: 202}
  - {status: 206, type: Other}
  - {status: 200, type: Answer}
  TAKEN
types:
  Answer: {fields: [{name: data, type: Data}, {name: code, type: string}]}
  Data: {fields: [{name: books, type: list<Book>}, {name: total, type: integer}]}
  Book: {fields: [{name: id, type: string}]}
  Other: {fields: []}
";

#[test]
fn what_pagination_and_envelope_name_must_be_there() {
    for (taken, expected) in [
        ("pagination: {by: marker, parameter: marker, items: data.books, total: data.total, last: id}", &[][..]),
        ("envelope: {code: code, success: ['0']}", &[]),
        ("envelope: {code: data.code, success: ['0']}", &["the response has no `data.code`"]),
        ("pagination: {by: page, parameter: page, items: data.books}", &["there is no query parameter `page`"]),
        ("pagination: {by: page, in: body, parameter: page, items: data.books}", &["the body has no `page`"]),
        ("pagination: {by: marker, parameter: marker}", &["the response has no list ``"]),
        ("pagination: {by: marker, parameter: marker, items: data}", &["the response has no list `data`"]),
        (
            "pagination: {by: marker, parameter: marker, items: data.books, total: total, next: data.next, last: key}",
            &["the response has no `total`", "the response has no `data.next`", "the items have no `key`"],
        ),
    ] {
        let yaml = SERVICE.replace("TAKEN", taken);
        let service = Service::from_yaml(&Arc::new(Source::new("ir.yaml", yaml))).unwrap();
        assert_eq!(service.misfits(&service.operations[0]), expected, "{taken}");
    }
}
