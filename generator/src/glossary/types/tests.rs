use super::{FILE, File, Types, within_one_edit};
use crate::glossary::{Glossary, TypeMeaning};

fn types() -> &'static Types {
    Glossary::builtin().types()
}

#[test]
fn the_file_is_whole() {
    toml::from_str::<File>(FILE).unwrap();
}

#[test]
fn words_are_found_in_any_case_width_and_number() {
    for (word, means) in [
        ("String", TypeMeaning::String),
        ("STRINGS", TypeMeaning::String),
        ("Ｉｎｔ", TypeMeaning::Integer),
        ("Long  integer", TypeMeaning::Integer),
        ("浮点型", TypeMeaning::Number),
        ("Dict", TypeMeaning::Object),
    ] {
        assert_eq!(types().word(word).map(|word| word.means), Some(means), "{word}");
    }
}

#[test]
fn one_slip_of_the_pen_is_seen_through_in_long_words_only() {
    for (word, means) in [
        ("Interger", Some(TypeMeaning::Integer)),
        ("Intero", Some(TypeMeaning::Integer)),
        ("intro", None),
        ("listen", None),
        ("Boalean", Some(TypeMeaning::Boolean)),
        ("doubule", Some(TypeMeaning::Number)),
        ("Sting", Some(TypeMeaning::String)),
        ("Stirng", Some(TypeMeaning::String)),
        ("Lint", None),
        ("Project", None),
        ("Subject", None),
    ] {
        assert_eq!(types().word(word).map(|word| word.means), means, "{word}");
    }
}

#[test]
fn one_edit_is_one_edit() {
    assert!(within_one_edit(b"abc", b"abc"));
    assert!(within_one_edit(b"abc", b"acb"));
    assert!(within_one_edit(b"abc", b"ab"));
    assert!(within_one_edit(b"abc", b"axbc"));
    assert!(within_one_edit(b"abc", b"abx"));
    assert!(!within_one_edit(b"abc", b"xby"));
    assert!(!within_one_edit(b"abc", b"a"));
}

#[test]
fn type_cells_look_like_types_and_other_cells_do_not() {
    for cell in [
        "String",
        "Array of Widget objects",
        "List<Widget>",
        "Widget object",
        "[]String",
        "*String",
        "map[string]string",
        "String(64)",
        "字符串",
        "Widget对象",
        "String。",
    ] {
        assert!(types().looks_like_type(cell), "{cell}");
    }
    for cell in [
        "",
        "Yes",
        "否",
        "widget_id",
        "Whether the widget is on.",
        "N/A",
        "The list can hold ten widgets, each of which is an object",
    ] {
        assert!(!types().looks_like_type(cell), "{cell}");
    }
}
