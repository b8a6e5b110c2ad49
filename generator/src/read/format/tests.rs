//! What bytes decode to, and what texts are.

use super::*;

fn decoded(bytes: &[u8]) -> (String, Vec<&'static str>) {
    let (source, diagnostics) = decode("kite.txt", bytes);
    (source.text.clone(), diagnostics.iter().map(|diagnostic| diagnostic.code.id()).collect())
}

#[test]
fn bytes_become_text() {
    let gb18030 = GB18030.encode("风筝的接口").0;
    let stated = [b"<meta charset=\"windows-1252\"><p>caf\xe9 \x80</p>".as_slice()].concat();
    let wide = |bytes: [u8; 2], mark: [u8; 2]| [mark, bytes].concat();
    let cases: [(&str, &[u8], &str, &[&str]); 11] = [
        ("plain", b"a\nb", "a\nb", &[]),
        ("a mark of UTF-8", b"\xef\xbb\xbfa", "a", &[]),
        ("little UTF-16", &wide([0x97, 0x5e], [0xff, 0xfe]), "\u{5e97}", &[]),
        ("big UTF-16", &wide([0x5e, 0x97], [0xfe, 0xff]), "\u{5e97}", &[]),
        ("GB18030 without a word", &gb18030, "风筝的接口", &[]),
        ("an encoding that the page states", &stated, "<meta charset=\"windows-1252\"><p>café €</p>", &[]),
        ("line ends of two kinds", b"a\r\nb\rc", "a\nb\nc", &[]),
        ("bytes of no encoding", b"kite \xff\xff kite", "kite \u{fffd}\u{fffd} kite", &["SW113"]),
        ("a NUL", b"GIF\0", "", &["SW112"]),
        ("a NUL in UTF-16", &[0xff, 0xfe, 0, 0], "", &["SW112"]),
        ("blanks", b" \n\n", "", &["SW101"]),
    ];
    for (name, bytes, text, codes) in cases {
        assert_eq!(decoded(bytes), (text.to_owned(), codes.to_vec()), "{name}");
    }
}

#[test]
fn a_page_beyond_the_limit_is_refused() {
    let (text, codes) = decoded(&vec![b'a'; LARGEST_PAGE + 1]);
    assert_eq!((text.as_str(), codes.as_slice()), ("", ["SW111"].as_slice()));
}

#[test]
fn the_content_tells_the_format_before_the_ending_does() {
    let cases = [
        ("fly.md", "# Fly\n\n## URI\n\nGET /v1/{kite_id}\n", Format::Markdown),
        (
            "fly.txt",
            "# Fly\n\n## URI\n\nGET /v1/\\{kite\\_id\\}\n\n<table><tr><td>a</td></tr></table>\n",
            Format::Markdown,
        ),
        ("fly.md", "# Fly\n\n| Parameter | Type |\n|---|---|\n| a | [X](#x) |\n", Format::Markdown),
        ("fly.txt", "# Fly\n\n## URI\n\nParameter | Type  \n---|---  \na | String  \n", Format::Text),
        ("fly.md", "# Fly\n\n## URI\n\nParameter | Type  \n---|---  \na | String  \n", Format::Text),
        ("fly.md", "# Fly\n\n## URI\n\nName | Type     \n:--- | :---     \na | String\n", Format::Markdown),
        ("fly.txt", "Fly\nURI\n| Parameter | Type |\n|---|---|\n| a | String |\n", Format::Text),
        ("fly.md", "Fly\nURI\nGET /v1\nParameter |\nType |\na |\nString |\n", Format::Text),
        ("fly.txt", "<!DOCTYPE html>\n<html><body><h1>Fly</h1></body></html>", Format::Html),
        ("fly.md", "# Fly\n\n## URI\n\n**Parameter**\n\n**Type**  \n  \nkite\n\nString\n", Format::Text),
        ("fly.txt", "# Fly\n\n## URI\n\n+------+-----+\n| Name | Type |\n", Format::Text),
        ("fly.txt", "# Fly\n\n## URI\n\n  Name   Type\n  ------ ------\n  kite   String\n", Format::Text),
        ("fly.html", "<div>\n<h1>Fly</h1>\n<p>Flies.</p>\n</div>", Format::Html),
        ("fly.rst", ":original_name: FlyKite.html\n\n.. _FlyKite:\n\nFly\n===\n", Format::Rst),
        (
            "fly.txt",
            ":original_name: FlyKite.html\n\n.. _FlyKite:\n\nFly\n===\n\n.. table:: **Table 1** Kites\n",
            Format::Rst,
        ),
        ("fly.txt", "- original_name:\nFlyKite.html\nFly\nURI\n", Format::Text),
        ("fly", "Fly\nURI\n``` { \"a\": 1 }\n```\n", Format::Text),
    ];
    for (path, text, format) in cases {
        assert_eq!(detect(&Source::new(path, text), Glossary::builtin()), format, "{path}: {text}");
    }
}
