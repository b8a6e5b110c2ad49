//! The codec, read as a table: what comes, what becomes of it, what is noted.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

struct Disk {
    name: Option<String>,
    size: Option<i64>,
    price: Option<f64>,
    shared: Option<bool>,
    tags: Option<Vec<String>>,
    parent: Option<Box<Disk>>,
    parts: Option<Vec<Disk>>,
    labels: Option<BTreeMap<String, i64>>,
    note: Option<Nullable<String>>,
    extra: Extra,
}

crate::models! {
    Disk { name, size, price, shared, tags, parent, parts, labels, note; secret "note" }
}

fn disk(text: &str) -> (Disk, Vec<String>) {
    let decoded = decode::<Disk>(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"));
    let drift = decoded.drift.iter().map(ToString::to_string).collect();
    (decoded.value.unwrap_or_else(|| panic!("{text}: no object")), drift)
}

#[test]
fn what_is_printed_is_what_is_there_and_no_secret() {
    let table = [
        ("{}", "Disk { .. }"),
        (r#"{"name":"a","size":1}"#, r#"Disk { name: Some("a"), size: Some(1), .. }"#),
        (r#"{"parts":[{"size":1}]}"#, "Disk { parts: Some([Disk { size: Some(1), .. }]), .. }"),
        (
            r#"{"note":"hidden","parent":{"note":null}}"#,
            "Disk { parent: Some(Disk { note: <redacted>, .. }), note: <redacted>, .. }",
        ),
        (r#"{"note":["hidden"]}"#, "Disk { note: <redacted>, .. }"),
        (r#"{"note":{"so":"hidden"}}"#, "Disk { note: <redacted>, .. }"),
        (r#"{"admin_password":"hidden"}"#, "Disk { admin_password: <redacted>, .. }"),
        (
            r#"{"name":"a","size":1,"price":0.5,"shared":true,"tags":[],"parent":{},"parts":[],"labels":{},"note":"hidden"}"#,
            r#"Disk { name: Some("a"), size: Some(1), price: Some(0.5), shared: Some(true), tags: Some([]), parent: Some(Disk { .. }), parts: Some([]), labels: Some({}), note: <redacted> }"#,
        ),
    ];
    for (text, printed) in table {
        assert_eq!(format!("{:?}", disk(text).0), printed, "{text}");
    }
    let (unstated, _) = disk(r#"{"colour":"red"}"#);
    assert_eq!(format!("{unstated:#?}"), "Disk {\n    colour: String(\n        \"red\",\n    ),\n    ..\n}");
}

/// What came, what is written back, what is noted.
const LENIENCY: &[(&str, &str, &str)] = &[
    // As the pages say.
    (r#"{"name":"a","size":1,"price":0.5,"shared":true}"#, r#"{"name":"a","size":1,"price":0.5,"shared":true}"#, ""),
    // Another scalar type, converted.
    (r#"{"size":"16"}"#, r#"{"size":16}"#, "size: string instead of integer; converted"),
    (r#"{"size":16.0}"#, r#"{"size":16}"#, ""),
    (r#"{"size":1e3}"#, r#"{"size":1000}"#, ""),
    (r#"{"size":true}"#, r#"{"size":1}"#, "size: boolean instead of integer; converted"),
    (r#"{"size":1690000000000}"#, r#"{"size":1690000000000}"#, ""),
    (r#"{"name":5}"#, r#"{"name":"5"}"#, "name: integer instead of string; converted"),
    (r#"{"name":1.50}"#, r#"{"name":"1.50"}"#, "name: number instead of string; converted"),
    (r#"{"name":true}"#, r#"{"name":"true"}"#, "name: boolean instead of string; converted"),
    (r#"{"price":"0.1"}"#, r#"{"price":0.1}"#, "price: string instead of number; converted"),
    (r#"{"shared":"True"}"#, r#"{"shared":true}"#, "shared: string instead of boolean; converted"),
    (r#"{"shared":0}"#, r#"{"shared":false}"#, "shared: number instead of boolean; converted"),
    // Absent in its many forms.
    (r#"{"size":null,"name":null,"parts":null,"parent":null}"#, "{}", ""),
    (
        r#"{"size":NaN,"price":-Infinity}"#,
        "{}",
        "size: number that JSON does not have instead of null; converted; price: number that JSON does not have instead of null; converted",
    ),
    (r#"{"size":""}"#, r#"{"size":""}"#, "size: empty string instead of integer; kept as is"),
    (r#"{"name":""}"#, r#"{"name":""}"#, ""),
    (r#"{"parts":""}"#, r#"{"parts":""}"#, "parts: empty string instead of list; kept as is"),
    (r#"{"note":null}"#, r#"{"note":null}"#, ""),
    (r#"{"note":"x"}"#, r#"{"note":"x"}"#, ""),
    // What does not fit is kept as it came.
    (r#"{"size":"many","name":"a"}"#, r#"{"name":"a","size":"many"}"#, "size: string instead of integer; kept as is"),
    (r#"{"size":16.7}"#, r#"{"size":16.7}"#, "size: number instead of integer; kept as is"),
    (r#"{"size":{"a":[1]}}"#, r#"{"size":{"a":[1]}}"#, "size: object instead of integer; kept as is"),
    (
        r#"{"size":1180591620717411303424}"#,
        r#"{"size":1180591620717411303424}"#,
        "size: integer beyond 64 bits instead of integer; kept as is",
    ),
    (r#"{"price":1e999}"#, r#"{"price":1e999}"#, "price: number instead of number; kept as is"),
    (r#"{"name":{"a":1}}"#, r#"{"name":{"a":1}}"#, "name: object instead of string; kept as is"),
    (r#"{"parent":"x"}"#, r#"{"parent":"x"}"#, "parent: string instead of object; kept as is"),
    // Lists and single values.
    (r#"{"tags":"a"}"#, r#"{"tags":["a"]}"#, "tags: string instead of list; converted"),
    (r#"{"parts":{"size":1}}"#, r#"{"parts":[{"size":1}]}"#, "parts: object instead of list; converted"),
    (r#"{"parent":[]}"#, r#"{"parent":{}}"#, "parent: list instead of object; converted"),
    (r#"{"parent":[{"size":1}]}"#, r#"{"parent":{"size":1}}"#, "parent: list instead of object; converted"),
    (
        r#"{"parent":[{"size":1},{"size":2}]}"#,
        r#"{"parent":[{"size":1},{"size":2}]}"#,
        "parent: list instead of object; kept as is",
    ),
    (r#"{"tags":[{"a":1}]}"#, r#"{"tags":[{"a":1}]}"#, "tags[]: object instead of string; kept as is"),
    (r#"{"tags":["a",1]}"#, r#"{"tags":["a","1"]}"#, "tags[]: integer instead of string; converted"),
    (r#"{"labels":{"a":1,"b":"2"}}"#, r#"{"labels":{"a":1,"b":2}}"#, "labels.b: string instead of integer; converted"),
    (r#"{"labels":[]}"#, r#"{"labels":{}}"#, "labels: list instead of object; converted"),
    // What the pages do not state.
    (
        r#"{"new":{"a":[1,null]},"size":1}"#,
        r#"{"size":1,"new":{"a":[1,null]}}"#,
        "new: a field that the pages do not have (object)",
    ),
    (
        r#"{"parts":[{"new":1},{"new":2}]}"#,
        r#"{"parts":[{"new":1},{"new":2}]}"#,
        "parts[].new: a field that the pages do not have (integer) (2 times)",
    ),
    // Twice the same member: the last one counts, as everywhere.
    (r#"{"size":1,"size":2}"#, r#"{"size":2}"#, ""),
    // Whole responses.
    ("null", "{}", "the response: null instead of object; converted"),
    ("[]", "{}", "the response: list instead of object; converted"),
    ("\u{feff}{\"size\":1}", r#"{"size":1}"#, ""),
    (" {\r\n\t\"size\" : 1 } ", r#"{"size":1}"#, ""),
    // Escapes, surrogates, and halves of them.
    (r#"{"name":"\u00e9\ud83d\ude00\n\/\"\\"}"#, "{\"name\":\"é😀\\n/\\\"\\\\\"}", ""),
    (r#"{"name":"\ud83d!\ude00"}"#, "{\"name\":\"\u{fffd}!\u{fffd}\"}", ""),
    (r#"{"na\u006de":"a"}"#, r#"{"name":"a"}"#, ""),
];

#[test]
fn leniency() {
    for (text, written, noted) in LENIENCY {
        let (value, drift) = disk(text);
        assert_eq!(encode(&value), *written, "{text}");
        assert_eq!(drift.join("; "), *noted, "{text}");
    }
}

#[test]
fn a_bad_item_costs_itself_and_the_list_is_kept_as_it_came() {
    let (value, drift) = disk(r#"{"parts":[{"size":1},"x",{"size":3}],"size":7}"#);
    let sizes: Vec<_> = value.parts.iter().flatten().map(|part| part.size).collect();
    assert_eq!(sizes, [Some(1), Some(3)]);
    assert_eq!(value.size, Some(7));
    assert_eq!(value.extra.get("parts").map(ToString::to_string).as_deref(), Some(r#"[{"size":1},"x",{"size":3}]"#));
    assert_eq!(drift, ["parts[]: string instead of object; kept as is"]);
    assert_eq!(encode(&value), r#"{"size":7,"parts":[{"size":1},{"size":3}]}"#, "the typed list is the one written");
}

#[test]
fn a_whole_response_of_another_type_is_no_object() {
    for text in [r#""x""#, "5", "true", "[1]", "[{},{}]"] {
        assert!(decode::<Disk>(text.as_bytes()).unwrap().value.is_none(), "{text}");
    }
}

#[test]
fn what_is_no_json_is_an_error() {
    for text in [
        "",
        " ",
        "hello",
        "{",
        "[1",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "[1,]",
        "[1 2]",
        "{1:2}",
        "nul",
        "+1",
        "01",
        "1.",
        ".5",
        "1e",
        "-",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "{} {}",
        "{\"size\":01}",
        "{\"name\":\"a}",
        "\u{feff}",
    ] {
        assert!(decode::<Disk>(text.as_bytes()).is_err(), "{text}");
        assert!(Json::parse(text).is_err(), "{text}");
    }
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(Json::parse(&nested(MAX_DEPTH)).is_ok());
    assert!(Json::parse(&nested(MAX_DEPTH + 1)).is_err());
    assert!(decode::<Disk>(format!("{{\"x\":{}", "[".repeat(1_000_000)).as_bytes()).is_err());
    let parents = format!("{}1{}", r#"{"parent":["#.repeat(60), "]}".repeat(60));
    assert!(decode::<Disk>(parents.as_bytes()).is_ok());
}

#[test]
fn bytes_that_are_not_utf8_are_replaced_and_noted() {
    let decoded = decode::<Disk>(b"{\"name\":\"a\xff\"}").unwrap();
    assert_eq!(decoded.value.unwrap().name.as_deref(), Some("a\u{fffd}"));
    assert_eq!(decoded.drift.len(), 1);
}

#[test]
fn numbers_keep_their_digits_and_know_their_value() {
    for (text, whole) in [
        ("0", Some(0)),
        ("-0", Some(0)),
        ("9223372036854775807", Some(i64::MAX)),
        ("-9223372036854775808", Some(i64::MIN)),
        ("9223372036854775808", None),
        ("1.5", None),
        ("1500e-2", None),
        ("1.50e1", Some(15)),
        ("1e18", Some(1_000_000_000_000_000_000)),
        ("1e19", None),
        ("0e999999999", Some(0)),
        ("1e999999999", None),
        ("1E+2", Some(100)),
    ] {
        let Json::Number(number) = Json::parse(text).unwrap() else { panic!("{text}") };
        assert_eq!((number.as_str(), number.as_i64()), (text, whole));
    }
}

/// The same value in the form of the judge.
fn judge(value: &Json) -> serde_json::Value {
    match value {
        Json::Null => serde_json::Value::Null,
        Json::Bool(value) => (*value).into(),
        Json::Number(number) => {
            number.as_str().parse::<serde_json::Number>().map_or(serde_json::Value::Null, Into::into)
        }
        Json::String(text) => text.as_str().into(),
        Json::Array(items) => items.iter().map(judge).collect(),
        Json::Object(members) => members.iter().map(|(name, value)| (name.clone(), judge(value))).collect(),
    }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_filter_map("finite", |value| serde_json::Number::from_f64(value).map(Into::into)),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::Array),
            prop::collection::vec((any::<String>(), inner), 0..5)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Text that is nearly JSON: the tokens in any order, cut anywhere.
fn nearly_json() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\"",
        "\"name\"",
        "\"size\"",
        "\"parts\"",
        "\"parent\"",
        "\"tags\"",
        "1",
        "-",
        "0",
        ".5",
        "e3",
        "true",
        "false",
        "null",
        " ",
        "\\",
        "\"",
        "\\u00",
        "\\ud800",
        "12",
        "nu",
    ]);
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reads_what_serde_json_writes(value in any_json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            prop_assert_eq!(&judge(&Json::parse(&text).unwrap()), &value);
        }
    }

    #[test]
    fn serde_json_reads_what_is_written(value in any_json()) {
        let json = Json::parse(&value.to_string()).unwrap();
        let written = encode(&json);
        prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), value);
        prop_assert_eq!(Json::parse(&written).unwrap(), json);
    }

    #[test]
    fn refuses_what_serde_json_refuses(text in nearly_json()) {
        // Half surrogates are the one thing that is taken although serde_json does not.
        prop_assume!(!text.contains("\\ud800"));
        let judged = serde_json::from_str::<serde_json::Value>(&text);
        let ours = Json::parse(&text);
        prop_assert_eq!(judged.is_ok(), ours.is_ok(), "{:?} against {:?}", judged, ours);
        prop_assert_eq!(decode::<Disk>(text.as_bytes()).is_ok(), ours.is_ok());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = decode::<Disk>(&bytes);
    }

    #[test]
    fn nothing_of_an_object_is_lost(members in prop::collection::btree_map("name|size|tags|parts|parent|labels|other", any_json(), 0..6)) {
        let sent: serde_json::Value = members.into_iter().collect::<serde_json::Map<_, _>>().into();
        let (value, _) = disk(&sent.to_string());
        for (name, value_sent) in sent.as_object().unwrap() {
            let again = serde_json::from_str::<serde_json::Value>(&encode(&value)).unwrap();
            prop_assert!(value_sent.is_null() || again.get(name).is_some() , "{} of {}", name, sent);
        }
    }
}

/// Copies and comparisons are not derived: each field counts, and what is beyond the fields, too.
#[test]
fn a_copy_is_equal_until_any_part_of_it_changes() {
    let parts = [
        r#""name":"a""#,
        r#""size":1"#,
        r#""price":0.5"#,
        r#""shared":true"#,
        r#""tags":["x"]"#,
        r#""parent":{"size":2,"odd":[]}"#,
        r#""parts":[{"name":"b"},{}]"#,
        r#""labels":{"l":3}"#,
        r#""note":null"#,
        r#""beyond":{"deep":[1,"2"]}"#,
    ];
    let (whole, _) = disk(&format!("{{{}}}", parts.join(",")));
    let copy = whole.clone();
    assert_eq!(copy, whole);
    assert_eq!(encode(&copy), encode(&whole));
    for left_out in parts {
        let rest: Vec<&str> = parts.into_iter().filter(|part| *part != left_out).collect();
        let (other, _) = disk(&format!("{{{}}}", rest.join(",")));
        assert_ne!(other, whole, "{left_out}");
        assert_ne!(whole, other, "{left_out}");
        assert_eq!(other.clone(), other, "{left_out}");
    }
    let mut changed = copy;
    changed.parts.as_mut().unwrap()[0].name = Some("c".to_owned());
    assert_ne!(changed, whole, "a copy shares nothing");
    let number = |price: f64| Disk { price: Some(price), ..Disk::default() };
    assert_eq!(number(0.0), number(-0.0));
    assert_ne!(number(f64::NAN), number(f64::NAN).clone(), "as numbers compare, not as they are written");
}
