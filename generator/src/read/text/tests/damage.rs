//! Damage, growth and the shared dumps: no page may panic, lose its source or take long.

use super::*;

/// Damage of every kind, by a seeded generator: no page may panic, lose its source or take long.
#[test]
fn no_damage_panics() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % below.max(1)
    };
    let scraps = [
        "|",
        "\n",
        "---|---",
        "{",
        "}",
        "\"",
        "`",
        "```",
        "是",
        " ",
        "  ",
        "|\n|",
        "# ",
        "- ",
        "Parameter",
        "200",
        "\t",
        "\u{3000}",
        "Table 1 ",
    ];
    let pages =
        DIALECTS.map(|(name, table)| format!("{name}\nURI\n{table}Example Responses\n{{ \"a\": [1] }} Status Codes\n"));
    let whole = pages.concat();
    for _ in 0..150 {
        let mut text: Vec<char> = whole.chars().skip(random(2500)).take(random(900)).collect();
        for _ in 0..random(40) {
            let (at, scrap) = (random(text.len()), scraps[random(scraps.len())]);
            match random(3) {
                0 if !text.is_empty() => drop(text.remove(at)),
                1 => text.truncate(text.len() - random(20).min(text.len())),
                _ => drop(text.splice(at..at, scrap.chars())),
            }
        }
        let text: String = text.into_iter().collect();
        let (page, _) = page(&text);
        assert_eq!(page.source.text, text);
        assert!(page.tables().all(|table| {
            table.rows.iter().all(|row| table.header.is_empty() || row.cells.len() == table.header.len())
        }));
    }
}

#[test]
fn time_grows_with_the_page_only() {
    let hostile = [
        "{",
        "[\"",
        "|\n",
        "Parameter |\n",
        "Parameter\nType\nDescription\n",
        "a | b | ",
        "\"",
        "- \n",
        "``` ",
        "Table 1 Parameter\n",
    ];
    for scrap in hostile {
        let (page, _) = page(&scrap.repeat(1000));
        assert!(!page.source.text.is_empty(), "{scrap:?}");
    }
}

/// Reads a fifth of the shared dumps where they are at hand: none may panic, none may come out without blocks.
#[test]
fn shared_dumps_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/dumps");
    if !folder.is_dir() {
        println!("skipped: there are no shared dumps beside this checkout");
        return;
    }
    let mut folders = vec![folder];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            count += 1;
            if count % 5 != 0 {
                continue;
            }
            let (page, _) =
                crate::read::read("dump.txt", &std::fs::read(&path).expect("a readable file"), Glossary::builtin());
            assert!(!page.blocks.is_empty(), "{}", path.display());
        }
    }
    assert!(count > 0, "the folder of dumps is empty");
}
