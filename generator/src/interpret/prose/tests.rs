mod lists;

use super::read;
use crate::{
    glossary::Glossary,
    interpret::type_cell,
    ir::Facts,
    page::{Span, Text},
};
use serde_json::{Value, json};

fn facts(ty: &str, description: &str) -> Facts {
    let ty = type_cell::read(ty, Glossary::builtin());
    read(&marked(description), "field", &ty, Glossary::builtin()).facts
}

/// A text in which the words between backticks are set as code.
fn marked(description: &str) -> Text {
    let mut text = Text::default();
    for (nth, part) in description.split('`').enumerate() {
        let start = text.content.len();
        text.append(&Text::plain(part, Span::default()));
        if nth % 2 == 1 {
            text.marked.push(start..text.content.len());
        }
    }
    text
}

/// Facts in few words: `length 1..=2, default "x", values a=meaning|b`.
fn short(ty: &str, description: &str) -> String {
    let Facts { default, range, length, items, pattern, format, values, nullable, deprecated, .. } =
        facts(ty, description);
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let meaning = |doc: &str| if doc.is_empty() { String::new() } else { format!("={doc}") };
    let values: Vec<String> = values.iter().map(|value| plain(&value.value) + &meaning(&value.doc)).collect();
    let said = [
        default.map(|value| format!("default {value}")),
        range.map(|range| format!("range {range}")),
        length.map(|length| format!("length {length}")),
        items.map(|items| format!("items {items}")),
        pattern.map(|pattern| format!("pattern {pattern}")),
        format.map(|format| format!("format {format}")),
        (!values.is_empty()).then(|| format!("values {}", values.join("|"))),
        nullable.then(|| "nullable".to_owned()),
        deprecated.then(|| "deprecated".to_owned()),
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn check(table: &[(&str, &str, &str)]) {
    let wrong: Vec<_> = table
        .iter()
        .filter(|(ty, text, expected)| short(ty, text) != *expected)
        .map(|(ty, text, expected)| format!("{ty}: {text:?}\n  is   {expected}\n  read {}", short(ty, text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lengths() {
    check(&[
        ("String", "Name of the pet, a maximum of 64 characters.", "length ..=64"),
        ("String", "The name contains 4 to 64 characters.", "length 4..=64"),
        ("String", "Token Minimum length: 0 Maximum length: 4096", "length 0..=4096"),
        ("String", "Pet id. Minimum: 1 Maximum: 36", "length 1..=36"),
        ("String", "宠物名称，长度为1-64个字符。", "length 1..=64"),
        ("String", "宠物名称最小长度:0最大长度:36", "length 0..=36"),
        ("String", "宠物编号。\n长度：36", "length 36..=36"),
        ("String", "Letra del plato. Longitud 1 caracter.", "length 1..=1"),
        ("String(32)", "Pet id.", "length ..=32"),
        ("Array of strings", "Each id can contain a maximum of 32 characters.", "length ..=32"),
        ("String", "At most 64 bytes. Maximum length: 64 bytes", ""),
        ("String", "When one pet is created, 4 to 64 characters. When more are, 4 to 56 characters.", ""),
        ("Object", "The key contains a maximum of 36 characters.", ""),
        ("Integer", "Port. Minimum length: 1 Maximum length: 5", ""),
        ("String", "Maximum length: 3 Minimum length: 5", ""),
        ("String", "At most 255 characters. Minimum length: 0 Maximum length: 43", ""),
        ("String", "At most 36 characters. Minimum length: 0 Maximum length: 43", "length 0..=43"),
        ("String", "The tag contains 36 Unicode characters at most.", "length ..=36"),
        ("String", "The tag cannot be longer than 36 characters.", "length ..=36"),
        ("String", "Text length: inclusive between 0 and 500", "length 0..=500"),
        ("String", "名称在4位到64位之间，以字母开头", "length 4..=64"),
        ("String", "描述，0～256个字符，不能包含“<>”字符。", "length 0..=256"),
        ("String", "宠物名称。长度限制：1-64", "length 1..=64"),
        ("String", "Name of the pet. Length limit: 64 characters.", "length ..=64"),
        ("String", "The tag is limited to 64 characters.", "length ..=64"),
        ("String", "The tag contains 64 Unicode characters at most and may be empty.", "length ..=64"),
        ("String", "What it is called (min length 1, max length 64)", "length 1..=64"),
        ("String", "A string of 1 to 47 case-sensitive characters without blanks.", "length 1..=47"),
        ("String", "宠物名称，长度为 1~80 个英文或中文字符。", "length 1..=80"),
        ("String", "区分大小写，最大值不超过64个ASCII字符。", "length ..=64"),
        ("String", "El nombre no puede superar los 64 caracteres.", "length ..=64"),
        ("String", "O nome tem até 64 caracteres.", "length ..=64"),
        ("String", "O texto pode ter até 4.096 caracteres.", "length ..=4096"),
        ("String", "No contiene más de 64 caracteres.", "length ..=64"),
        ("String", "由32个字符组成的字符串", "length 32..=32"),
        ("String", "最小字符数量为1，最大为64。", "length 1..=64"),
        ("String", "长度不少于1，不超过9万。", ""),
        ("String", "编号：1-9位由数字构成。", "length 1..=9"),
        ("String", "长度不低于8不超过32。", "length 8..=32"),
        ("Integer", "每页条数，默认1，最大9。", "default 1, range ..=9"),
        ("Array of strings", "Each request can contain up to 9 pets at a time.", "items ..=9"),
        ("String", "It must contain fewer than 64 characters.", "length ..=63"),
        ("String", "Minimum length of 1. Maximum length of 64.", "length 1..=64"),
    ]);
}

#[test]
fn ranges() {
    check(&[
        ("Integer", "Weight. The value ranges from 1 to 100.", "range 1..=100"),
        ("Integer", "Value range: 1s to 86,400s. Default value: 3600s.", "default 3600, range 1..=86400"),
        ("Integer", "取值范围：[-1，100]。", "range -1..=100"),
        ("Integer", "端口，范围1~65535", "range 1..=65535"),
        ("Integer", "Minimum: 1 Maximum: 9", "range 1..=9"),
        ("Number", "最小值：0.5\n最大值：1", "range 0.5..=1"),
        ("Array of integers", "Days. The value ranges from 1 to 7.", "range 1..=7"),
        ("Integer", "The value ranges from 1 to 9, or 99.", ""),
        ("Integer", "The value ranges from 5 minutes to 24 hours.", ""),
        ("Integer", "The value ranges from 1 Mbit/s to 20 Mbit/s by default.", ""),
        ("Integer", "当类型为猫时，取值范围：1-5。", ""),
        ("Integer", "范围1-65535。当协议为icmp时，范围是0-255。", ""),
        ("String", "取值范围：1~65535", ""),
        ("Integer", "Mínimo: 1\nMáximo: 9", "range 1..=9"),
        ("Integer", "Must be >= 1 and <= 9", "range 1..=9"),
        ("Integer", "The value cannot be greater than 9.", "range ..=9"),
        ("Integer", "Valid values: 1-9", "range 1..=9"),
        ("Integer", "Where to start. It cannot be lower than 1.", "range 1.."),
        ("Integer", "只数，取值为正整数。", "range 1.."),
        ("Integer", "大于等于1，小于等于9", "range 1..=9"),
        ("Integer", "El rango de valores es [1, 9].", "range 1..=9"),
        ("Integer", "Port of the bowl, range [1-65535]", "range 1..=65535"),
        ("Integer", "每页条数，最大值1000。", "range ..=1000"),
        ("Integer", "取值区间[1,9]", "range 1..=9"),
        ("Integer", "The valid range is 10 GB to 500 GB.", "range 10..=500"),
        ("Integer", "Pets on a page (1~50, default: 10)", "default 10, range 1..=50"),
        ("Integer", "Page. Valid values: any positive integer.", "range 1.."),
        ("Integer", "取值范围：[0-最大整数]", "range 0.."),
        ("Integer", "不能为负数。取值范围：最小值为1，最大值为9。", "range 1..=9"),
        ("Integer", "只能使用数字，小于等于9。", "range ..=9"),
        ("Integer", "大小，小于等于9时免费。", ""),
        ("Integer", "Rango válido de 1 a 9 Hz.", "range 1..=9"),
        ("Integer", "O valor deve estar entre 1 e 9.", "range 1..=9"),
        ("Integer", "查询条数，最大限制9条。", "range ..=9"),
        ("Integer", "查询条数，最多为9，最小值为1。", "range 1..=9"),
        ("Integer", "最多允许5个时段的个数，最多允许5个时段", "range ..=5"),
        ("Integer", "Pets on a page (max 50). More of it.", "range ..=50"),
        ("Integer", "Pets on a page (default: 20, max: 50)", "default 20, range ..=50"),
        ("Integer", "每页条数。可选参数：1-50。", "range 1..=50"),
        ("Integer", "每页条数。范围 ：[1, 50]", "range 1..=50"),
        ("Integer", "The default value is 30, and the maximum is 300.", "default 30, range ..=300"),
        ("Integer", "间隔，可选值：2~60，单位：秒。", "range 2..=60"),
        ("Integer", "宽度，范围支持0到20。", "range 0..=20"),
        ("Integer", "Página. Mínimo 1, máximo 50.", "range 1..=50"),
        ("Integer", "The limit can range between 1 and 50.", "range 1..=50"),
        ("Integer", "Seconds until it is fed. Maximum 900.", "range ..=900"),
        ("Integer", "Días, entre 1 y 24.", "range 1..=24"),
        ("Integer", "Dias, no máximo 30.", "range ..=30"),
        ("Integer", "Porções. Valores de 1 a 12.", "range 1..=12"),
        ("Integer", "0 refers to no pet, 1 to 9 refers to a few of them", ""),
        ("Integer", "取值为1-9，也可以为99。", ""),
        ("Integer", "The value ranges from 1 to 9. It can also be 99.", ""),
        ("String", "长度为[1-128]个英文字符或[1-64]个中文字符。多于一个时，长度为[1-59]个字符。", ""),
    ]);
}

#[test]
fn counts_of_items() {
    check(&[
        ("Array of strings", "Pets. Array Length: 0 - 20", "items 0..=20"),
        ("Array of Pet objects", "宠物列表。数组长度：1-10", "items 1..=10"),
        (
            "Array of strings",
            "A single id can contain a maximum of 32 characters, and the list can contain a maximum of 100 columns.",
            "length ..=32, items ..=100",
        ),
        ("Array of strings", "A maximum number of 20 IDs is allowed.", "items ..=20"),
        ("Array of integers", "IDs of the pets (max: 5)", "items ..=5"),
        ("Array of strings", "A maximum of 10 IDs can be specified.", "items ..=10"),
        ("Array of strings", "IDs. Up to 50 pet IDs can be fed at a time.", "items ..=50"),
        ("Array of Tag objects", "A pet can have a maximum of 20 tags.", "items ..=20"),
        ("Array of strings", "宠物ID列表，单次最多可查询10个。", "items ..=10"),
        ("Array of strings", "名称列表，最多10个字符。", "length ..=10"),
        ("Array of strings", "宠物ID。列表支持最大长度为20。", "items ..=20"),
        ("Array of strings", "宠物ID数组，数组大小最大支持20。", "items ..=20"),
        ("Array of strings", "编号。\n取值范围：[1-10]", "items 1..=10"),
        ("Array of strings", "Se pueden especificar hasta 10 pets a la vez.", "items ..=10"),
        ("Array of strings", "Até 10 gatos por vez.", "items ..=10"),
        ("Array of strings", "Up to 3 GB is stored. At most 3 retries.", ""),
        ("Array of Pet objects", "Each array can contain up to 20 pets.", ""),
        ("String", "Array Length: 0 - 20", ""),
    ]);
}

#[test]
fn defaults() {
    check(&[
        ("String", "Kind. The default value is cat, indicating cats.", "default \"cat\""),
        ("Integer", "Page size.\nDefault value:\n20", "default 20"),
        ("Integer", "每页条数，默认值为10，即十条。", "default 10"),
        ("Integer", "Defaults to 10 if omitted.", "default 10"),
        ("Integer", "Se não for especificado, o valor padrão 10 será usado.", "default 10"),
        ("Integer", "Range: 1-9, default 5", "default 5, range 1..=9"),
        ("Integer", "Pets on a page (default: 20)", "default 20"),
        ("String", "种类，默认“cat”", "default \"cat\""),
        ("String", "Bowl, default bowl", ""),
        ("Integer", "配额，cat默认5 dog默认10", ""),
        ("String", "返回系统默认bowl。", ""),
        ("Boolean", "是否驯养。缺省值：false", "default false"),
        ("String", "种类缺省值：cat枚举值：cat dog", "default \"cat\", values cat|dog"),
        ("Integer", "If it is not specified, the default value 5 is used.", "default 5"),
        (
            "String",
            "- no (default): The pet stays.\n- yes: The pet goes.",
            "default \"no\", values no=The pet stays.|yes=The pet goes.",
        ),
        ("String", "Definition: Kind. Constraints: N/A. Default value: N/A.", ""),
        ("String", "参数解释：种类。约束限制：不涉及。默认取值：不涉及。", ""),
        ("Integer", "Value range: 0-134,217,728\nDefault value: 13,421,772", "default 13421772, range 0..=134217728"),
        ("String", "Default value: 3600s", ""),
        ("String", "The default value is the local time.", ""),
        ("Integer", "Range: 1 to 9. The value is 5 by default.", "default 5, range 1..=9"),
        ("Integer", "O valor é 5 por padrão.", "default 5"),
        ("Integer", "El valor es 5 por defecto.", "default 5"),
        ("String", "The bowl is closed by default.", ""),
        ("String", "Kind of the pet. CAT_2 is used by default.", "default \"CAT_2\""),
        ("String", "Kind of the pet. `cat` is used by default.", "default \"cat\""),
        ("Integer", "If it is not specified, 5 is used by default.", "default 5"),
        ("Integer", "If the pet is a cat, 5 is used by default.", ""),
        ("Integer", "Port of the bowl. The port of the dish 5 is used by default.", ""),
        ("Integer", "Pets. The default value is -1 which means all.", "default -1"),
        ("Integer", "每页条数，不填默认 20", "default 20"),
        ("String", "Orden: asc o desc. Por defecto: asc.", "default \"asc\""),
        ("String", "Tone (default: 'friendly')", "default \"friendly\""),
        ("String", "Order. Default is `asc`.", "default \"asc\""),
        ("String", "排序，默认排序：ASC。", "default \"ASC\""),
        ("Boolean", "Whether it purrs. Valid values:\n- false (default)\n- true", "default false"),
        ("Integer", "The default value is cat.", ""),
        ("Integer", "The default value is 1. Default value: 2", "default 2"),
        ("Integer", "The default value is 1. The default value is 2.", ""),
        ("String", "For example, urn:pets:default:test.", ""),
        ("String", "默认不驯养。", ""),
        ("Array of strings", "The default value is cat.", ""),
    ]);
}

#[test]
fn enumerations() {
    check(&[
        ("String", "Kind. The value can be cat, dog, or bird.", "values cat|dog|bird"),
        ("String", "Kind. The value can be cat (a cat) or dog (a dog).", "values cat=a cat|dog=a dog"),
        (
            "String",
            "The options are cat, dog, and bird.\ncat: it purrs.\ndog: it barks.\nNote: a pet.",
            "values cat=it purrs.|dog=it barks.|bird",
        ),
        ("String", "A text of two lines.\ncat: it purrs.\ndog: it barks.", ""),
        ("Integer", "The value can be 0 (unknown), 1 (idle), or 2 (busy).", "values 0=unknown|1=idle|2=busy"),
        ("String", "Value range: zh-cn and en-us Default value: N/A.", "values zh-cn|en-us"),
        ("String", "种类，取值：猫科cat、dog", ""),
        ("String", "种类，取值为cat或dog。", "values cat|dog"),
        ("String", "种类。\n取值范围：\n- cat：猫\n- dog：狗", "values cat=猫|dog=狗"),
        ("String", "种类。\n枚举值：\n- cat", "values cat"),
        ("String", "Kind.\n- **cat**: purrs\n- **dog**: barks", "values cat=purrs|dog=barks"),
        ("String", "Kind.\n- cat indicates that it purrs.\n- dog: barks", "values cat=it purrs.|dog=barks"),
        ("Integer", "State. 0: idle 1: asleep 2: fed 3: idle", "values 0=idle|1=asleep|2=fed|3=idle"),
        (
            "String",
            "0: done. PET.API.1000: Wrong name. PET.API.1001: No such pet.",
            "values 0=done.|PET.API.1000=Wrong name.|PET.API.1001=No such pet.",
        ),
        ("String", "状态(NEW|FED|GONE);新|已喂|离开", "values NEW=新|FED=已喂|GONE=离开"),
        ("String", "Enumeration values: any none", "values any|none"),
        ("String", "Enumeration values:\n- GET\n- OPTIONS\n- ANY", "values GET|OPTIONS|ANY"),
        ("Integer", "版本 4：猫 6：狗枚举值：4 6", "values 4=猫|6=狗"),
        ("String", "种类，按猫cat或狗dog计算。枚举值：catdogbird", "values cat|dog|bird"),
        ("String", "- field: this one\n- other: that one", ""),
        ("Array of strings", "Kinds. Options: cat and dog", "values cat|dog"),
        ("Integer", "The value can be cat or dog.", ""),
        ("Boolean", "The value can be true or false.", ""),
        ("String", "The value can be letters, digits, or hyphens.", ""),
        ("String", "Cats and dogs are welcome.", ""),
        ("String", "For a kitten, the value can be cat or dog.", ""),
        ("Integer", "状态 0-睡觉 1-玩耍", "values 0=睡觉|1=玩耍"),
        ("Integer", "0 - asleep, 1 - awake", "values 0=asleep|1=awake"),
        ("Integer", "Any of 1 - 9, 11 - 19", ""),
        ("String", "Kind. Options:\n- cat", "values cat"),
        ("String", "Kind. Value:\ncat: purrs", "values cat=purrs"),
        ("String", "Kind. Options:\n- any word", ""),
        ("String", "Kind. Value:\ncat\nMore of it.", ""),
        ("String", "cat: 猫。dog: 狗", "values cat=猫。|dog=狗"),
        ("String", "操作（仅限于feed，play）：feed（喂）", "values feed|play"),
        ("Integer", "0：CPU上\n1：GPU上", "values 0=CPU上|1=GPU上"),
        ("Integer", "0: asleep\n1: awake", "values 0=asleep|1=awake"),
        ("Integer", "1=猫，2=狗", "values 1=猫|2=狗"),
        ("String", "Currently, only cat and dog are supported.", "values cat|dog"),
        ("String", "“0”表示猫，“1”表示狗。", "values 0=猫|1=狗。"),
        ("String", "种类：cat-猫，dog-狗", "values cat=猫|dog=狗"),
        ("String", "排序，可选值为 up(升)、down(降)，与 sort 一起用", "values up=升|down=降"),
        ("String", "有两种取值。cat：猫。dog：狗。", "values cat=猫。|dog=狗。"),
        ("String", "Enum: [cat, dog]", "values cat|dog"),
        ("Integer", "Options: [1, 9]", ""),
        ("String", "The value can be set to cat or dog only.", "values cat|dog"),
        ("Integer", "The value can be 1, 5, or 15 in the unit of minutes.", "values 1|5|15"),
        ("Integer", "The value can be 1, 5, or 15 minutes.", "values 1|5|15"),
        ("Integer", "The value can be 1 or 5. If it is set to 0, it never purrs.", ""),
        ("String", "种类，当前仅支持cat类型。\n- cat：猫。\n- dog：狗，当前不支持。", "values cat=猫。"),
        ("String", "State. It can be fed, asleep, or gone.\nValue:\n- fed\n- asleep", "values fed|asleep|gone"),
    ]);
}

#[test]
fn formats_marks_and_patterns() {
    check(&[
        ("String", "UTC time. The format is yyyy-mm-ddThh:mm:ssZ.", "format date-time"),
        ("String", "UTC time. The format is yyyy-mm-dd hh:mm:ss.", ""),
        ("Long", "Count.", "format int64"),
        ("String", "Pet id, in UUID format.", "format uuid"),
        ("String", "Name. This parameter is deprecated.", "deprecated"),
        ("String", "名称(弃用)", "deprecated"),
        ("String", "- DEPRECATED: indicates that the version is deprecated.", ""),
        ("String", "Owner. The value can be null.", "nullable"),
        ("String", "扩展信息(暂未使用,赋值为null)。", "nullable"),
        ("String", "Name. Regular expression: ^[a-z]+$", "pattern ^[a-z]+$"),
        ("String", "Must match the regular expression ^[a-z]+$.", "pattern ^[a-z]+$"),
        ("String", "Owner. This field may return null.", "nullable"),
        ("String", "主人。此字段可能返回 null。", "nullable"),
        ("String", "Deprecated in favour of `kind`.", "deprecated"),
        ("String", "Campo obsoleto. Utilize `kind`.", "deprecated"),
        ("String", "主人，即将废弃，请使用owner。", "deprecated"),
        ("String", "If there is no owner, its value is null.", "nullable"),
        ("String", "Time of the meal, as CCYY-MM-DDThh:mm:ss±hh:mm.", "format date-time"),
        ("String", "The pet's name or null.", "nullable"),
        ("String", "The value is either null or the id of the pet.", "nullable"),
    ]);
}

#[test]
fn secrets_are_known_by_name_or_by_what_they_are() {
    let secret = |name: &str, description: &str| {
        let ty = type_cell::read("String", Glossary::builtin());
        read(&marked(description), name, &ty, Glossary::builtin()).facts.secret
    };
    for name in ["password", "adminPass", "new_password", "X-Auth-Token", "secretKey", "private_key"] {
        assert!(secret(name, ""), "{name}");
    }
    assert!(secret("credential_text", "Password."));
    for name in ["next_token", "no_password_access", "token_lifetime", "key", "password_type"] {
        assert!(!secret(name, "Whether a password is needed."), "{name}");
    }
}

#[test]
fn the_words_are_kept_line_by_line() {
    let doc = facts("String", " Name  of the\tpet.\n\n - a\n").doc;
    assert_eq!(doc, "Name of the pet.\n- a");
    assert_eq!(facts("Integer", "全角：１").doc, "全角：１");
}

#[test]
fn no_text_makes_it_panic_or_slow() {
    for unit in [
        "Default: ",
        "- a: ",
        "取值：",
        "a:",
        "1: a ",
        "(|",
        "最大长度:1",
        "\n- ",
        "\"",
        "**",
        "The value can be a, ",
        "0-",
        "汉",
    ] {
        for ty in ["String", "Integer", "Array of strings"] {
            let _ = facts(ty, &unit.repeat(500));
        }
    }
    assert_eq!(facts("Integer", "Minimum: 99999999999999999999999").range, None);
    assert_eq!(facts("Integer", "The default value is 99999999999999999999.").default, None::<Value>);
    assert_eq!(facts("Number", "The default value is 0.5.").default, Some(json!(0.5)));
}
