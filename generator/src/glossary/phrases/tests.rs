use super::{FILES, Fact, File, Phrases, Trust};

fn found(text: &str) -> Vec<(Fact, Trust, Option<String>, Option<String>)> {
    let phrases = Phrases::load(None).unwrap().find(text);
    phrases.into_iter().map(|phrase| (phrase.fact, phrase.trust, phrase.min, phrase.max)).collect()
}

#[test]
fn the_files_are_whole() {
    for file in FILES {
        toml::from_str::<File>(file).unwrap();
    }
}

#[test]
fn holes_take_numbers() {
    let number = |text: &str| Some(text.to_owned());
    for (text, fact, trust, min, max) in [
        ("a maximum of 64 characters", Fact::Length, Trust::Prose, None, number("64")),
        ("holds 4 to 64 characters.", Fact::Length, Trust::Prose, number("4"), number("64")),
        ("最小长度:1", Fact::Length, Trust::Label, number("1"), None),
        ("value range: 1s to 86,400s", Fact::Range, Trust::Label, number("1"), number("86400")),
        ("取值范围:[-1, 100]", Fact::Range, Trust::Label, number("-1"), number("100")),
        ("取值范围:大于0", Fact::Range, Trust::Label, number("1"), None),
        ("cannot be negative", Fact::Range, Trust::Prose, number("0"), None),
        ("the maximum length is 64 characters", Fact::Length, Trust::Label, None, number("64")),
        ("o valor varia de 1 a 9", Fact::Range, Trust::Prose, number("1"), number("9")),
        ("un máximo de 64 caracteres", Fact::Length, Trust::Prose, None, number("64")),
        ("65 535 caractères au maximum", Fact::Length, Trust::Prose, None, number("65535")),
        ("l'entier est compris entre 1 et 10 000", Fact::Range, Trust::Prose, number("1"), number("10000")),
        ("höchstens 64 zeichen", Fact::Length, Trust::Prose, None, number("64")),
        ("compreso tra 1 e 9", Fact::Range, Trust::Prose, number("1"), number("9")),
        ("не более 64 символов", Fact::Length, Trust::Prose, None, number("64")),
        ("3文字以上20文字以内", Fact::Length, Trust::Prose, number("3"), number("20")),
        ("최대 64자", Fact::Length, Trust::Prose, None, number("64")),
        ("array length: 0 - 20", Fact::Items, Trust::Label, number("0"), number("20")),
    ] {
        assert_eq!(found(text), [(fact, trust, min, max)], "{text}");
    }
    for text in ["longer than 64 charactersets", "supremum: 3", "最大长度:1.2.3", "ranges from 1 to 2^31"] {
        assert!(found(text).is_empty(), "{text}");
    }
}
