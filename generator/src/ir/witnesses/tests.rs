use super::{Constraint, Witness};
use crate::{ir::Service, page::Source};

/// A service of one operation, whose body has the field given and whose example sends the value given.
fn service(field: &str, value: &str) -> Service {
    let yaml = format!(
        "service: kites\n\
         operations:\n\
         - name: fly_kite\n  page: p.md\n  method: POST\n  path: /v1/kites\n\
         \x20 body:\n    type: Kite\n\
         \x20 examples:\n  - name: request\n    request:\n      body:\n        name: {value}\n\
         types:\n  Kite:\n    fields:\n    - name: name\n{field}"
    );
    Service::from_yaml(&Source::new("kites/ir.yaml", &yaml).into()).unwrap()
}

fn broken(field: &str, value: &str) -> Vec<Constraint> {
    let service = service(field, value);
    service.breaches().into_iter().map(|breach| breach.constraint).collect()
}

#[test]
fn an_example_breaks_what_does_not_hold_for_it() {
    for (field, value, expected) in [
        ("      type: string\n      length: ..=3\n", "wide", vec![Constraint::Length]),
        ("      type: string\n      length: ..=4\n", "wide", vec![]),
        ("      type: string\n      pattern: ^[a-z]+$\n", "'12'", vec![Constraint::Pattern]),
        ("      type: string\n      pattern: (?<=a)b\n", "'12'", vec![]),
        ("      type: string\n      pattern: ^[a-z]{5,9}$\n      length: ..=3\n", "'<name>'", vec![Constraint::Length]),
        ("      type: string\n      pattern: ^[a-z]{5,9}$\n      length: ..=5\n", "'<name>'", vec![]),
        ("      type: string\n      values:\n      - value: red\n", "blue", vec![Constraint::Values]),
        ("      type: string\n      values:\n      - value: red\n", "red", vec![]),
        ("      type: integer\n      range: 1..=9\n", "10", vec![Constraint::Range]),
        ("      type: list<string>\n      items: ..=1\n", "[a, b]", vec![Constraint::Items]),
        ("      type: list<string>\n      length: ..=1\n", "[a, bc]", vec![Constraint::Length]),
        ("      type: list<integer>\n      range: ..=1\n", "[1, 2]", vec![Constraint::Range]),
        ("      type: map<string>\n      length: ..=1\n", "{a: bc}", vec![Constraint::Length]),
        ("      type: string\n      length: ..=3\n", "'<name>'", vec![]),
        ("      type: string\n      length: ..=3\n", "'********'", vec![]),
        ("      type: integer\n      range: 1..=9\n      default: 0\n", "5", vec![Constraint::Range]),
        (
            "      type: string\n      default: red\n      values:\n      - value: blue\n",
            "blue",
            vec![Constraint::Values],
        ),
    ] {
        assert_eq!(broken(field, value), expected, "{field}{value}");
    }
}

#[test]
fn a_lifted_constraint_is_broken_no_more() {
    let mut service = service("      type: string\n      length: ..=3\n", "wide");
    let [breach] = service.breaches().try_into().unwrap();
    assert_eq!(breach.of.to_string(), "types.Kite.name");
    assert_eq!(breach.witness, Witness::Example("fly_kite".to_owned(), "request".to_owned()));
    service.lift(&breach);
    assert!(service.breaches().is_empty());
}

#[test]
fn values_in_another_letter_case_stay_and_bind_no_caller() {
    let values = "      type: string\n      values:\n      - value: red\n";
    let mut kept = service(values, "Red");
    let [breach] = kept.breaches().try_into().unwrap();
    assert!(breach.by_case);
    kept.lift(&breach);
    assert!(kept.breaches().is_empty());
    let facts = &kept.types["Kite"].fields[0].facts;
    assert_eq!((facts.values.len(), facts.by_sentence.as_slice()), (1, &[Constraint::Values][..]));
    assert!(broken(values, "YOUR_COLOUR").is_empty());
}

#[test]
fn a_shorter_list_of_a_parameter_that_is_sent_is_doubted() {
    let yaml = "service: kites
operations:
- name: fly_kite
  page: a.md
  method: POST
  path: /v1/kites
  body:
    type: Kite
- name: list_kites
  page: b.md
  method: GET
  path: /v1/kites
  inputs:
  - name: kind
    in: query
    type: string
    values:
    - value: box
    - value: delta
    - value: roller
types:
  Kite:
    fields:
    - name: kind
      type: string
      values:
      - value: delta
      - value: box
";
    let mut service = Service::from_yaml(&Source::new("kites/ir.yaml", yaml).into()).unwrap();
    let [breach] = service.breaches().try_into().unwrap();
    assert_eq!(breach.reason(), "`roller` in the values of `list_kites.inputs.kind` does not fit the values");
    service.lift(&breach);
    assert!(service.breaches().is_empty());
    assert_eq!(service.types["Kite"].fields[0].facts.values.len(), 2);
}
