//! A memo is believed whole or not at all.

use super::*;
use std::path::Path;

fn said() -> Said {
    let finding = Finding {
        code: "SW101".into(),
        message: "words \u{4e2d}".into(),
        help: None,
        place: Some(("specs/a/pages/b.md".into(), 3, 9)),
    };
    Said { summary: "read 1 page".into(), files: 7, findings: vec![finding] }
}

#[test]
fn what_was_written_is_read() {
    let digest = Digest::of_text("x");
    assert_eq!(parse(&write(&said(), &digest).unwrap(), &digest), Some(said()));
    assert_eq!(parse(&write(&said(), &digest).unwrap(), &Digest::of_text("y")), None);
}

#[test]
fn a_memo_cut_anywhere_is_none() {
    let digest = Digest::of_text("x");
    let text = write(&said(), &digest).unwrap();
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        assert_eq!(parse(text.get(..end).unwrap(), &digest), None, "cut at {end}");
    }
}

#[test]
fn a_memo_with_any_bit_turned_is_none() {
    let digest = Digest::of_text("x");
    let text = write(&said(), &digest).unwrap();
    for bit in 0..text.len() * 8 {
        let mut bytes = text.clone().into_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let damaged = String::from_utf8_lossy(&bytes);
        assert_eq!(parse(&damaged, &digest), None, "bit {bit}");
    }
}

#[test]
fn a_memo_of_another_version_is_none() {
    let digest = Digest::of_text("x");
    let text = write(&said(), &digest).unwrap().replace(HEAD, "specwright memo 0");
    assert_eq!(parse(&text, &digest), None);
}

#[test]
fn content_counts_and_dates_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("specs/a/pages/p.md", "one");
    put("generated/src/lib.rs", "made");
    put("target/other", "x");
    let project = Project::open(folder.path()).unwrap();
    let memo = || Memo::of(&project).unwrap();
    assert_eq!(memo().recall(), None);
    memo().remember(&said());
    assert_eq!(memo().recall(), Some(said()));

    put("specs/a/pages/p.md", "one");
    put("generated/target/debug/x", "built");
    assert_eq!(memo().recall(), Some(said()), "the same again");
    for (path, text) in [
        ("specs/a/pages/p.md", "two"),
        ("generated/src/lib.rs", "mads"),
        ("specs/a/pages/q.md", ""),
        ("specwright.toml", "crate = 'x'"),
    ] {
        let path = folder.path().join(path);
        let before = fs::read(&path).ok();
        fs::write(&path, text).unwrap();
        assert_eq!(memo().recall(), None, "{}", path.display());
        before.map_or_else(|| fs::remove_file(&path), |before| fs::write(&path, before)).unwrap();
        assert_eq!(memo().recall(), Some(said()));
    }
    let stale = memo();
    put("specs/a/pages/p.md", "changed while it ran");
    stale.forget();
    stale.remember(&said());
    assert_eq!(stale.recall(), None, "what changed during the run is not remembered");
}

#[test]
fn a_project_without_target_has_no_memo() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("specs")).unwrap();
    assert!(Memo::of(&Project::open(Path::new(folder.path())).unwrap()).is_none());
}
