//! A memo is believed whole or not at all.

use super::*;

fn services() -> BTreeMap<String, Remembered> {
    let finding = Finding {
        code: Code::NoPages,
        message: "words \u{4e2d}".into(),
        help: None,
        place: Some(("specs/a/pages/b.md".into(), 3, 9)),
    };
    let counts = Counts { pages: 1, ..Counts::default() };
    let reading = Some(Reading { folder: Digest::of("folder"), counts, findings: vec![finding] });
    BTreeMap::from([("a".to_owned(), Remembered { reading, ..Remembered::default() })])
}

#[test]
fn what_was_written_is_read() {
    let context = Digest::of("x");
    let written = text(&services(), &context).unwrap();
    assert_eq!(parse(&written, &context), Some(services()));
    assert_eq!(parse(&written, &Digest::of("y")), None);
    assert_eq!(parse(&written.replace(HEAD, "specwright memo 1"), &context), None);
}

#[test]
fn a_memo_cut_anywhere_is_none() {
    let context = Digest::of("x");
    let written = text(&services(), &context).unwrap();
    for end in (0..written.len()).filter(|end| written.is_char_boundary(*end)) {
        assert_eq!(parse(written.get(..end).unwrap(), &context), None, "cut at {end}");
    }
}

#[test]
fn a_memo_with_any_bit_turned_is_none() {
    let context = Digest::of("x");
    let written = text(&services(), &context).unwrap();
    for bit in 0..written.len() * 8 {
        let mut bytes = written.clone().into_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(parse(&String::from_utf8_lossy(&bytes), &context), None, "bit {bit}");
    }
}

#[test]
fn a_project_has_a_memo_where_its_crates_are_built() {
    let folder = tempfile::tempdir().unwrap();
    let project = Project::open(folder.path()).unwrap();
    assert!(Memo::of(&project).is_none(), "there is no `target`");
    fs::create_dir(folder.path().join("target")).unwrap();
    Memo::of(&project).unwrap().keep(&services());
    assert_eq!(Memo::of(&project).unwrap().services, services());
    fs::write(folder.path().join(CONFIG_FILE), "crate = 'x'").unwrap();
    let other = Project::open(folder.path()).unwrap();
    assert_eq!(Memo::of(&other).unwrap().services, BTreeMap::new(), "of another configuration");
}
