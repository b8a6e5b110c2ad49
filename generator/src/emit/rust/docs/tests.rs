//! Docs as a table: the page's words, and the lines that stand for them.

use super::{
    Docs, code, inline,
    tree::{parsed, render},
    words::{is_plain, marked},
};

fn lines(text: &str) -> Vec<String> {
    Docs::of_page(text).0
}

#[test]
fn words_of_a_page() {
    for (text, expected) in [
        ("", &[][..]),
        ("Two\nlines.", &["Two", "", "lines."]),
        ("The query_days or instanceId of ModelArts.", &["The `query_days` or `instanceId` of `ModelArts`."]),
        ("Between 1*2 and [3, 4].", &["Between 1\\*2 and \\[3, 4\\]."]),
        ("Replace <project_id>.", &["Replace `<project_id>`."]),
        ("See https://example.com/a_b, please.", &["See `https://example.com/a_b`, please."]),
        ("[name]: not a definition", &["\\[name\\]: not a definition"]),
        ("States:\n- up: runs\n- down\nAfter.", &["States:", "", "- up: runs", "- down", "", "After."]),
        ("1. one\n2. two", &["1. one", "2. two"]),
        ("    indented();", &["`indented()`;"]),
        ("```rust\nfn main() {}\n```", &["```text", "fn main() {}", "```"]),
        ("# Title", &["Title"]),
        ("a | b", &["a \\| b"]),
        ("\u{202e}turned\u{0}", &["turned"]),
        ("Redis实例的状态", &["Redis 实例的状态"]),
        ("a &lt;b&gt; c", &["a `<b>` c"]),
        ("字段，port_id；主机“server_id”", &["字段，`port_id`；主机“`server_id`”"]),
        ("It fits ^[a-z][a-z0-9_]{0,31}$.", &["It fits `^[a-z][a-z0-9_]{0,31}$`."]),
        ("Sets from_port/to_port(icmp code).", &["Sets `from_port/to_port`(icmp code)."]),
        ("A Map<String, Integer>, or a List<String>.", &["A `Map<String, Integer>`, or a `List<String>`."]),
        ("If a < b, and c > d.", &["If a \\< b, and c \\> d."]),
        ("Digits ([0-9]) only", &["Digits (`[0-9]`) only"]),
        ("Signs (!@$%^-_=+[{}]:,./?~#*), letters", &["Signs (`!@$%^-_=+[{}]:,./?~#*`), letters"]),
    ] {
        assert_eq!(lines(text), expected, "{text:?}");
    }
}

#[test]
fn long_lines_are_filled_and_open_nothing_by_accident() {
    let text = format!("{} - + 1. # > end", "word ".repeat(19).trim());
    for line in lines(&text).iter().skip(1) {
        assert!(
            line.starts_with('\\') || line.starts_with("1\\.") || line.starts_with(char::is_alphabetic),
            "{line:?}"
        );
        assert!(line.chars().count() <= super::lines::WIDTH, "{line:?}");
    }
}

#[test]
fn plain_words_need_no_marks() {
    let stops = ["", ".", ",", ";", ":"];
    for word in ["a", "A", "name", "Name", "http", "Https", "file", "ws"] {
        for word in stops.map(|stop| format!("{word}{stop}")) {
            assert!(is_plain(&word), "{word}");
            assert_eq!(marked(&word), word);
        }
    }
    for word in ["", ".", "IDs", "instanceId", "a_b", "a.b", "a::b", "f()", "a..", "1a", "ä", "-a"] {
        assert!(!is_plain(word), "{word}");
    }
}

#[test]
fn a_text_without_marks_is_shown_as_its_tree_is() {
    let pieces = [
        "Name",
        "of",
        "the",
        "volume.",
        "a-b",
        "it's",
        "(50%)",
        "x=1,",
        "/v1/{id}",
        "$x",
        "a@b:c;",
        "\"quoted\"?",
        "1.",
        "-",
        "+",
        "=",
        "==",
        "---",
        "状态",
        "状态。",
        "é",
        "\u{3000}",
        "\u{a0}",
        " ",
        "    ",
        "\n",
        "\n\n",
        "- ",
        "1)",
        "{",
        "'",
        "IDs",
        "instanceId",
    ];
    let mut seed = 7_u64;
    let mut draw = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..draw(9) {
            text.push_str(pieces[draw(pieces.len())]);
            text.push_str(["", " ", " ", "\n"][draw(4)]);
        }
        assert_eq!(render(&text), parsed(&text), "{text:?}");
    }
}

#[test]
fn code_cannot_be_left() {
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(code("`"), "`` ` ``");
    assert_eq!(code("a\nb\u{202e}"), "`a b`");
    assert_eq!(code(""), "``\u{a0}``");
}

#[test]
fn inline_text_is_one_line() {
    assert_eq!(inline("a\n\n# b_c"), "a # `b_c`");
}
