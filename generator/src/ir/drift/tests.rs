use super::{Suggestions, read, suggest};
use crate::{
    diagnostic::{Code, Source},
    ir::{Offers, Override, Service, ServiceFile},
};
use std::sync::Arc;

const DOCUMENT: &str = include_str!("../../../../docs/src/drift.md");

const KILNS: &str = "\
service: kilns
operations:
- name: show_kiln
  page: pages/ShowKiln.md
  method: GET
  path: /v1/kilns/{id}
  outputs:
  - status: 200
    type: Kiln
- name: list_kilns
  page: pages/ListKilns.md
  method: GET
  path: /v1/kilns
  outputs:
  - status: 200
    type: list<Kiln>
types:
  Kiln:
    fields:
    - name: heat
      type: integer
    - name: size
      type: integer
    - name: state
      type: string
      values:
      - value: hot
    - name: level
      type: integer
      values:
      - value: 1
    - name: shelves
      type: list<Shelf>
    - name: labels
      type: map<Shelf>
    - name: sizes
      type: list<integer>
  Shelf:
    fields:
    - name: a.b
      type: string
    - name: a
      type: string
";

fn kilns() -> Service {
    Service::from_yaml(&Arc::new(Source::new("ir.yaml", KILNS))).unwrap()
}

fn fenced<'d>(mark: &str) -> &'d str {
    DOCUMENT.split_once(&format!("```{mark}\n")).unwrap().1.split_once("```").unwrap().0
}

fn suggestions(record: &str) -> Suggestions {
    let (record, unread) = read(&Arc::new(Source::new("drift.jsonl", record)));
    assert!(unread.is_empty(), "{unread:?}");
    suggest(&kilns(), &record)
}

/// A line of the record of `show_kiln`.
fn line(path: &str, rest: &str) -> String {
    format!(r#"{{"service":"kilns","operation":"show_kiln","path":"{path}",{rest},"count":1}}{}"#, '\n')
}

fn other_type(path: &str, expected: &str, found: &str) -> String {
    line(path, &format!(r#""kind":"coerced","expected":"{expected}","found":"{found}""#))
}

#[test]
fn the_documented_record_gives_the_documented_overrides() {
    let suggested = suggestions(fenced("json"));
    let documented = fenced("yaml");
    let file = ServiceFile::from_yaml(&Arc::new(Source::new("service.yaml", documented))).unwrap();
    let sorted = |mut overrides: Vec<Override>| {
        overrides.sort_by(|one, other| one.id.cmp(&other.id));
        overrides
    };
    assert_eq!(sorted(suggested.overrides), sorted(file.overrides));
    let codes: Vec<Code> = suggested.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::OpenDrift]);
}

#[test]
fn every_suggestion_can_be_applied() {
    let suggested = suggestions(fenced("json"));
    let file = ServiceFile { overrides: suggested.overrides, ..ServiceFile::default() };
    let findings = file.apply(&mut kilns(), &Offers::default(), &Arc::new(Source::new("service.yaml", "")));
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn a_field_gets_the_type_that_fits_all_that_came() {
    for (path, expected, found, new) in [
        ("heat", "integer", &["string"][..], "string"),
        ("heat", "integer", &["number"], "number"),
        ("heat", "integer", &["string", "boolean"], "string"),
        ("heat", "integer", &["object", "string"], "any"),
        // With all its digits.
        ("heat", "integer", &["integer beyond 64 bits"], "any"),
        ("state", "string", &["integer"], "integer"),
        ("state", "string", &["integer", "number"], "number"),
        ("sizes[]", "integer", &["string"], "list<string>"),
    ] {
        let record: String = found.iter().map(|found| other_type(path, expected, found)).collect();
        let suggested = suggestions(&record);
        let retyped = suggested.overrides[0].retype.as_ref().map(ToString::to_string);
        assert_eq!(retyped.as_deref(), Some(new), "{path}: {found:?}");
        assert_eq!((suggested.overrides.len(), suggested.findings.len()), (1, 0));
    }
}

#[test]
fn places_are_found_through_lists_maps_and_odd_names() {
    let member = r#""kind":"unknown_member","found":"integer""#;
    for (path, holder, name) in [
        ("new", "Kiln", "new"),
        ("new.name", "Kiln", "new.name"),
        ("shelves[].c", "Shelf", "c"),
        ("shelves.c", "Shelf", "c"),
        ("labels.any.c", "Shelf", "c"),
    ] {
        let suggested = suggestions(&line(path, member));
        let change = &suggested.overrides[0];
        let added = change.add.as_ref().map(|field| (field.name.as_str(), field.ty.to_string()));
        assert_eq!((change.target.ty.as_deref(), added), (Some(holder), Some((name, "integer".to_owned()))), "{path}");
    }
    let suggested = suggestions(&other_type("shelves[].a.b", "string", "integer"));
    assert_eq!(suggested.overrides[0].target.field.as_deref(), Some("a.b"));
    let listed = line("[].heat", r#""kind":"coerced","expected":"integer","found":"string""#);
    let suggested = suggestions(&listed.replace("show_kiln", "list_kilns"));
    assert_eq!(suggested.overrides[0].id, "drift-kiln-heat");
}

#[test]
fn what_no_override_settles_is_said() {
    let value = |path: &str, value: &str| line(path, &format!(r#""kind":"unknown_value","value":"{value}""#));
    for (record, code) in [
        (other_type("heat", "integer", "empty string"), Code::OpenDrift),
        (other_type("shelves", "list", "object"), Code::OpenDrift),
        (other_type("heat", "integer", "integer"), Code::OpenDrift),
        (other_type("", "object", "null"), Code::OpenDrift),
        (other_type("heat", "boolean", "string"), Code::SettledDrift),
        (line("heat", r#""kind":"unknown_member","found":"string""#), Code::SettledDrift),
        (value("state", "hot"), Code::SettledDrift),
        (value("level", "1"), Code::SettledDrift),
        (other_type("heat.deeper", "integer", "string"), Code::ForeignDrift),
        (line("x", r#""kind":"not_utf8""#).replace("show_kiln", "gone"), Code::ForeignDrift),
    ] {
        let suggested = suggestions(&record);
        assert!(suggested.overrides.is_empty(), "{record}: {suggested:?}");
        assert_eq!(suggested.findings[0].code, code, "{record}");
    }
    let said = |record: &str| suggestions(record).findings[0].message.clone();
    let gone = said(&line("x", r#""kind":"not_utf8""#).replace("show_kiln", "gone"));
    assert!(gone.starts_with("`kilns.gone`, x: ") && gone.ends_with("the IR has no such operation"), "{gone}");
    let nowhere = said(&other_type("heat.deeper", "integer", "string"));
    assert!(nowhere.ends_with("the response of the operation has no such field"), "{nowhere}");
    let suggested = suggestions(&value("level", "2"));
    assert_eq!(suggested.overrides[0].add_value.as_ref().unwrap().value, 2);
}

#[test]
fn a_line_of_another_form_is_a_finding_at_its_place() {
    let text = format!("{}\nnonsense\n{{\"service\":\"kilns\"}}\n", other_type("heat", "integer", "string"));
    let (record, findings) = read(&Arc::new(Source::new("drift.jsonl", text)));
    assert_eq!((record.len(), findings.len()), (1, 2));
    assert!(findings.iter().all(|finding| finding.code == Code::UnreadableDrift && finding.place.is_some()));
}

#[test]
fn ids_are_formed_and_told_apart() {
    let added = |name: &str| line(name, r#""kind":"unknown_member","found":"string""#);
    let record = added("OS-EXT:vmState") + &added("OS-EXT:vm state") + &added("温度");
    let ids: Vec<String> = suggestions(&record).overrides.into_iter().map(|change| change.id).collect();
    assert_eq!(ids, ["drift-kiln-os-ext-vm-state", "drift-kiln-os-ext-vm-state-2", "drift-kiln"]);
}
