use super::read;
use crate::{
    glossary::Glossary,
    interpret::{Mandatory, TypeCell, TypeExpr},
};

fn cell(text: &str) -> TypeCell {
    read(text, Glossary::builtin())
}

/// An expression in few signs: `[..]` a list, `{..}` a map, `<name>` an object.
fn short(expr: &TypeExpr) -> String {
    match expr {
        TypeExpr::Unsaid => "-".into(),
        TypeExpr::String => "string".into(),
        TypeExpr::Integer => "integer".into(),
        TypeExpr::Number => "number".into(),
        TypeExpr::Boolean => "boolean".into(),
        TypeExpr::Any => "any".into(),
        TypeExpr::Binary => "binary".into(),
        TypeExpr::List(element) => format!("[{}]", short(element)),
        TypeExpr::Map(value) => format!("{{{}}}", short(value)),
        TypeExpr::Object(name) => format!("<{}>", name.as_deref().unwrap_or_default()),
        TypeExpr::Unknown(words) => format!("? {words}"),
    }
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<_> = table
        .iter()
        .filter(|(text, expected)| short(&cell(text).expr) != *expected)
        .map(|(text, expected)| format!("{text:?} is {expected}, read as {}", short(&cell(text).expr)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn scalars() {
    check(&[
        ("String", "string"),
        ("STRING", "string"),
        (" string。", "string"),
        ("字符串", "string"),
        ("enum", "string"),
        ("UUID", "string"),
        ("Date", "string"),
        ("datetime", "string"),
        ("Timestamp", "string"),
        ("String(64)", "string"),
        ("varchar(0-255)", "string"),
        ("JSON string. For details, see Table 5.", "string"),
        ("Integer", "integer"),
        ("Interger", "integer"),
        ("Int。", "integer"),
        ("Long", "integer"),
        ("Long integer", "integer"),
        ("Int64", "integer"),
        ("integer(int64)", "integer"),
        ("IntegerInteger", "integer"),
        ("整型", "integer"),
        ("整数类型", "integer"),
        ("Long/Integer", "integer"),
        ("Integer or Long", "integer"),
        ("Integer/Float", "number"),
        ("Double", "number"),
        ("doubule", "number"),
        ("Number", "number"),
        ("String or Integer", "any"),
        ("Boolean", "boolean"),
        ("Bool", "boolean"),
        ("布尔值", "boolean"),
        ("*String", "string"),
        ("File", "binary"),
        ("文件流", "binary"),
        ("AnyType", "any"),
        ("any of [boolean, null]", "boolean"),
        ("oneOf (string, integer)", "any"),
    ]);
}

#[test]
fn objects_and_cells_that_state_nothing() {
    check(&[
        ("", "-"),
        ("-", "-"),
        ("Null", "-"),
        ("不涉及", "-"),
        ("Object", "<>"),
        ("JSON", "<>"),
        ("JSONObject", "<>"),
        ("Dict", "<>"),
        ("字典数据类型", "<>"),
        ("字典数据结构，请参见Widget。", "<>"),
        ("Dictionary data structure. For details, see Widget.", "<>"),
        ("Object. For details, see Table 3.", "<>"),
        ("Widget object", "<Widget>"),
        ("Widget Object", "<Widget>"),
        ("Widget structure", "<Widget>"),
        ("Widget", "<Widget>"),
        ("widget_spec", "<widget_spec>"),
        ("io.example.v1.Widget object", "<io.example.v1.Widget>"),
        ("Widget对象", "<Widget>"),
        ("object (Widget)", "<Widget>"),
        ("Object<Widget>", "<Widget>"),
        ("Object of Widget", "<Widget>"),
        ("参见Widget", "<Widget>"),
        ("参考widget图类型数据结构说明。", "? 参考widget图类型数据结构说明。"),
        ("Table 3", "<>"),
        ("表4object", "<>"),
        ("表 4", "<>"),
        ("Files object", "<Files>"),
    ]);
}

#[test]
fn lists_maps_and_words_that_are_no_type() {
    check(&[
        ("Array", "[-]"),
        ("list", "[-]"),
        ("JSON Array", "[-]"),
        ("List data structure", "[-]"),
        ("List data structure. For details, see Widget.", "[-]"),
        ("Array.\nFor details, see Table 4.", "[-]"),
        ("列表数据结构，请参见Widget。", "[-]"),
        ("JSON数组", "[-]"),
        ("List object", "[<>]"),
        ("Array of strings", "[string]"),
        ("Array of String", "[string]"),
        ("Array of  integers", "[integer]"),
        ("array of booleans", "[boolean]"),
        ("Array of objects", "[<>]"),
        ("Array of Object", "[<>]"),
        ("Array of Widget objects", "[<Widget>]"),
        ("Array of Files objects", "[<Files>]"),
        ("Array of Widget", "[<Widget>]"),
        ("Array of Widget Group Rule objects", "[<Widget Group Rule>]"),
        ("Array of Table 4 objects", "[<>]"),
        ("Array of arrays", "[[-]]"),
        ("Array of Array of strings", "[[string]]"),
        ("Array of Map<String,String> objects", "[{string}]"),
        ("Array of 部件 objects", "[<部件>]"),
        ("List<Widget>", "[<Widget>]"),
        ("List < Widget >", "[<Widget>]"),
        ("list<string>", "[string]"),
        ("List<List<Widget>>", "[[<Widget>]]"),
        ("list<map<String,String>>", "[{string}]"),
        ("List (NAT gateways)", "[<NAT gateways>]"),
        ("List(nat_gateway)", "[<nat_gateway>]"),
        ("List<String", "[string]"),
        ("list(str)", "[string]"),
        ("List(Dict)", "[<>]"),
        ("Array<Object>", "[<>]"),
        ("Array(Object)", "[<>]"),
        ("Array[Widget]", "[<Widget>]"),
        ("[Widget]", "[<Widget>]"),
        ("Widget[]", "[<Widget>]"),
        ("[]String", "[string]"),
        ("[]*String", "[string]"),
        ("String array", "[string]"),
        ("Array String", "[string]"),
        ("StringArray", "[string]"),
        ("String list", "[string]"),
        ("String数组", "[string]"),
        ("字符串数组", "[string]"),
        ("对象数组", "[<>]"),
        ("Widget结构数组", "[<Widget>]"),
        ("Tags structure array", "[<Tags>]"),
        ("Match condition structure array", "[<Match condition>]"),
        ("Map", "{-}"),
        ("Map<String,String>", "{string}"),
        ("map <String, Object>", "{<>}"),
        ("Map<String, List<Widget>>", "{[<Widget>]}"),
        ("Map<String,Map<String,Widget<String>>>", "{{<Widget>}}"),
        ("map[string]string", "{string}"),
        ("dict", "<>"),
        ("Map of strings", "{string}"),
        ("键值对", "{-}"),
        ("User token", "? User token"),
        ("MIME type of the body in the request", "? MIME type of the body in the request"),
    ]);
}

#[test]
fn a_cell_may_say_more_than_a_type() {
    assert_eq!(cell("Long").format.as_deref(), Some("int64"));
    assert_eq!(cell("Array of Long").format.as_deref(), Some("int64"));
    assert_eq!(cell("integer(int32)").format.as_deref(), Some("int32"));
    assert_eq!(cell("Date Time").format.as_deref(), Some("date-time"));
    assert_eq!(cell("Timestamp").format, None, "it may count milliseconds");
    assert_eq!(cell("String(64)").max_length, Some(64));
    assert_eq!(cell("varchar(0-255)").max_length, Some(255));
    assert_eq!(cell("String (Required)").mandatory, Mandatory::Yes);
    assert_eq!(cell("Datetime (Optional)").mandatory, Mandatory::No);
    assert_eq!(cell("String").mandatory, Mandatory::Unsaid);
    assert_eq!(cell(" Widget  object ").raw, " Widget  object ");
}

#[test]
fn no_cell_is_too_odd() {
    for text in [
        "<",
        ">",
        "[[[[",
        "List<",
        "Map<,>",
        "Map<String>",
        "()",
        "[]",
        "*",
        "of",
        "array of",
        "对象",
        "\u{0}",
        "<<<<>>>>[[]]",
    ] {
        let _ = cell(text);
    }
    let _ = cell(&"List<".repeat(10_000));
    let _ = cell(&"*".repeat(10_000));
    let _ = cell(&"array of ".repeat(10_000));
    let _ = cell(&"a/".repeat(10_000));
}
