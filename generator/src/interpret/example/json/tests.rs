use super::repair;
use serde_json::{Value, json};

fn mended(text: &str) -> Option<Value> {
    repair(text).map(|repaired| repaired.value)
}

#[test]
fn valid_json_needs_no_repair() {
    for text in [
        "{}",
        "[]",
        "null",
        "-0.5e3",
        " \"a \\u00e9 \\ud83d\\ude00 \\n\" ",
        r#"{"a": [1, 2.5, -3, true, null, {"b": "c, \"d\": }"}], "e": {}, "a": 2}"#,
        "{\"a\"\n:\n[\n]\n}",
        "[18446744073709551615, -9223372036854775808, 1e300]",
        r##"["“curly”, ok", "it's", "x: 'y'", "# no comment", "// none", "...", "{\"a\":1}"]"##,
    ] {
        let repaired = repair(text).unwrap();
        assert_eq!(repaired.value, serde_json::from_str::<Value>(text).unwrap(), "{text}");
        assert!(repaired.repairs.is_empty(), "{text}: {:?}", repaired.repairs);
    }
}

#[test]
fn what_pages_do_to_json_is_mended() {
    let table = [
        ("a comma too many", r#"{"a": [1, 2,], "b": 3,}"#, json!({"a": [1, 2], "b": 3})),
        ("commas in a row", r#"{"a": 1,, "b": 2}"#, json!({"a": 1, "b": 2})),
        ("a comma missing", "{\"a\": 1\n\"b\": \"x\" \"c\": [{} {}]}", json!({"a": 1, "b": "x", "c": [{}, {}]})),
        ("comments", "{\"a\": 1, // one\n# two\n\"b\": /* three */ 2}", json!({"a": 1, "b": 2})),
        ("a comment after a text", "{\"a\": \"x\" // one\n, \"b\": 2}", json!({"a": "x", "b": 2})),
        ("a comment on a lost line", "{\"a\": 1, // first \"b\": 2}", json!({"a": 1, "b": 2})),
        ("a bare line break", "{\"a\": \"one\ntwo\"}", json!({"a": "one\ntwo"})),
        ("braces missing", "\"a\": 1,\n\"b\": {\"c\": 2}", json!({"a": 1, "b": {"c": 2}})),
        ("a brace missing at the end", r#"{"a": {"b": 1}"#, json!({"a": {"b": 1}})),
        (
            "cut in a value",
            r#"{"a": {"b": [{"c": {"d": {"e": 1, "f": "the wo"#,
            json!({"a": {"b": [{"c": {"d": {"e": 1, "f": null}}}]}}),
        ),
        ("cut in a name", r#"{"a": {"b": 1, "the na"#, json!({"a": {"b": 1}})),
        ("cut in a word", r#"{"a": [{"b": tr"#, json!({"a": [{"b": null}]})),
        ("cut in a list", r#"{"a": ["one", "tw"#, json!({"a": ["one", null]})),
        ("a bracket missing inside", r#"{"a": [1, 2, "b": 3}"#, json!({"a": [1, 2], "b": 3})),
        ("braces missing in a list", r#"{"a": ["b": 1, "c": 2]}"#, json!({"a": [{"b": 1, "c": 2}]})),
        ("a list of objects left open", r#"{"a": [{"b": 1}, "c": 2}"#, json!({"a": [{"b": 1}], "c": 2})),
        ("a list left open", r#"{"a": [{"b": 1}, {"b": 2}}"#, json!({"a": [{"b": 1}, {"b": 2}]})),
        ("a brace too many inside", r#"{"a": {"b": 1}}, "c": 2}"#, json!({"a": {"b": 1}, "c": 2})),
        ("a brace too many at the end", r#"{"a": {"b": 1}}}"#, json!({"a": {"b": 1}})),
        ("curly quotes", "{“a”: “x”, \"b”: 1}", json!({"a": "x", "b": 1})),
        ("one curly quote", "{\"a\": \"x”,\n\"b\": 1}", json!({"a": "x", "b": 1})),
        ("full-width punctuation", "{\"a\"：1，\"b\"：2｝", json!({"a": 1, "b": 2})),
        ("single quotes", "{'a': 'it is', 'b': 'x'}", json!({"a": "it is", "b": "x"})),
        ("equals signs", r#"{"a" = 1, b = "x"}"#, json!({"a": 1, "b": "x"})),
        ("an ideographic blank", "{\u{3000}\"a\": 1}", json!({"a": 1})),
        ("a no-break blank", "{\u{a0}\"a\":\u{a0}1}", json!({"a": 1})),
        ("an ellipsis", "{\"a\": [1, 2, ...], \"b\": 1,\n...\n}", json!({"a": [1, 2], "b": 1})),
        ("a bad escape", r#"{"a": "x\?y\d"}"#, json!({"a": "x\\?y\\d"})),
        ("half a surrogate", r#"{"a": "\ud800"}"#, json!({"a": "\u{fffd}"})),
        ("names without quotes", "{a: 1, b-c: 2}", json!({"a": 1, "b-c": 2})),
        (
            "words without quotes",
            "{\"a\": xxxx, \"b\": 0058-ab,\n\"c\": two words\n}",
            json!({"a": "xxxx", "b": "0058-ab", "c": "two words"}),
        ),
        ("the opening quote missing", "{\"a\": az-7c\", \"b\": 1}", json!({"a": "az-7c", "b": 1})),
        ("the closing quote missing", "{\"a\": \"az-7c,\n\"b\": 1}", json!({"a": "az-7c", "b": 1})),
        ("a name's opening quote missing", "{a\": 1}", json!({"a": 1})),
        ("other spellings", "{\"a\": True, \"b\": None}", json!({"a": true, "b": null})),
        ("a value missing", "{\"a\": , \"b\": }", json!({"a": null, "b": null})),
        ("a placeholder", "{\"a\": {project_id}, \"b\": [{x}]}", json!({"a": "{project_id}", "b": ["{x}"]})),
        ("a document in a text", r#"{"a": "{"b": "c"}", "d": 1}"#, json!({"a": "{\"b\": \"c\"}", "d": 1})),
        ("a bare quote", r#"{"a": "the "best" of all"}"#, json!({"a": "the \"best\" of all"})),
        ("a number beyond 64 bits", "[18446744073709551616]", json!(["18446744073709551616"])),
    ];
    for (name, text, expected) in table {
        let repaired = repair(text).unwrap_or_else(|| panic!("{name} is not read"));
        assert_eq!(repaired.value, expected, "{name}");
        assert!(!repaired.repairs.is_empty(), "{name} is repaired in silence");
    }
}

#[test]
fn a_document_ends_where_its_brackets_balance() {
    for (text, length) in [
        ("{\"a\": 1} 状态码", 8),
        ("[1]\n\nStatus Codes", 3),
        ("{\"a\": {\"b\": []}}\n{\"c\": 1}", 16),
        ("{}, {}", 2),
        ("  {}x", 4),
    ] {
        assert_eq!(repair(text).unwrap().length, length, "{text}");
    }
    assert_eq!(
        mended("{\"a\": 1\nStatus codes"),
        Some(json!({"a": 1})),
        "the closing brace is missing before a heading"
    );
}

#[test]
fn keys_keep_their_order_and_the_last_of_two_counts() {
    let value = mended(r#"{"z": 1, "a": 2, "z": 3,}"#).unwrap();
    assert_eq!(value.to_string(), r#"{"z":3,"a":2}"#);
}

#[test]
fn nothing_is_guessed() {
    for text in [
        "",
        "   ",
        "Status code: 200",
        "a: 1",
        "<xml/>",
        "{\"a\" 1 2 \"b\"}",
        "]]]]",
        "{[{]}[{]}[{]}[{]}[{]}",
        "{\"a\": \"never closed,\n and more",
    ] {
        assert_eq!(mended(text), None, "{text}");
    }
}

#[test]
fn depth_is_bounded() {
    assert!(mended(&"[".repeat(100_000)).is_none());
    assert!(mended(&"{\"a\":".repeat(100_000)).is_none());
    let deep = format!("{}{}", "[".repeat(127), "]".repeat(127));
    assert_eq!(mended(&deep), serde_json::from_str(&deep).ok());
}

/// A small generator of numbers, so that every run tries the same texts.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

fn any_value(dice: &mut Dice, depth: usize) -> Value {
    let words = [
        "",
        "a",
        "x y",
        "“q”",
        "{\"a\":1}",
        "it's",
        "a,b",
        "k:",
        "//",
        "\n",
        "\\",
        "汉字",
        "\u{1F600}",
        "...",
        "#",
        "\t\u{1}",
        "}",
        "]",
    ];
    match dice.roll(if depth == 0 { 5 } else { 8 }) {
        0 => Value::Null,
        1 => Value::Bool(dice.roll(2) == 0),
        2 => json!(i64::try_from(dice.roll(1 << 30)).unwrap() - (1 << 29)),
        3 => json!(f64::from(u32::try_from(dice.roll(1 << 20)).unwrap()) / 7.0),
        4 => json!(words[dice.roll(words.len())]),
        5 => (0..dice.roll(4)).map(|_| any_value(dice, depth - 1)).collect(),
        _ => Value::Object(
            (0..dice.roll(4)).map(|_| (words[dice.roll(words.len())].to_owned(), any_value(dice, depth - 1))).collect(),
        ),
    }
}

#[test]
fn every_valid_document_gives_the_value_that_serde_json_gives() {
    let mut dice = Dice(7);
    for _ in 0..3_000 {
        let value = any_value(&mut dice, 4);
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let repaired = repair(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(repaired.value, serde_json::from_str::<Value>(&text).unwrap(), "{text}");
            assert!(repaired.repairs.is_empty(), "{text}: {:?}", repaired.repairs);
        }
    }
}

#[test]
fn no_damage_makes_it_panic() {
    let mut dice = Dice(11);
    let signs = ['"', '{', '}', '[', ']', ',', ':', '\\', '\n', '“', '，', '\'', '.', '#', '/', 'u', '0', '-', '汉'];
    for _ in 0..3_000 {
        let mut text: Vec<char> = any_value(&mut dice, 3).to_string().chars().collect();
        for _ in 0..=dice.roll(6) {
            let at = dice.roll(text.len() + 1);
            match dice.roll(3) {
                0 => text.insert(at, signs[dice.roll(signs.len())]),
                1 if at < text.len() => drop(text.remove(at)),
                _ => text.truncate(at),
            }
        }
        let text: String = text.into_iter().collect();
        if let Some(repaired) = repair(&text) {
            assert!(text.is_char_boundary(repaired.length), "{text}");
        }
    }
}

#[test]
fn time_is_linear() {
    for unit in
        ["{\"a\":\"{\"a\":", "\"", "[\"{\"", "{\"a\": \"b\n", "“", "// x\n", "{\"a\": 1}, \"", "\\u", ".", "{}{}"]
    {
        let _ = mended(&unit.repeat(20_000));
        let _ = mended(&format!("{{\"k\": {}", unit.repeat(20_000)));
    }
}
