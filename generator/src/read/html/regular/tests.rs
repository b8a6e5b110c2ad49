//! What is taken for regular gives what the browser's parser gives, places included; what is not is
//! declined. Held on pieces written here, on the same under damage, and on real pages where they are.

use super::{super::fragment, *};
use crate::{glossary::Glossary, read::html::browser};
use std::{
    fs,
    path::{Path, PathBuf},
};

const REGULAR: &[&str] = &[
    "<table><thead align=\"left\"><tr id=\"r1\"><th class=\"c\" id=\"h1\"><p id=\"p1\"><a name=\"p1\"></a>Name</p>\n</th>\n</tr>\n\
     </thead>\n<tbody><tr><td><p><a name=\"p2\"></a><a name=\"p2\"></a>a</p>\n</td>\n</tr>\n</tbody>\n</table>",
    "<table><caption><b>Table 1</b> Leaves</caption><colgroup><col><col></colgroup><tr><th>Name</th><td rowspan=\"2\" \
     colspan='3'>a</td></tr>\n<tr>\n<td role=navigation>x</td></tr><tfoot><tr><td>f</td></tr></tfoot></table>",
    "<table><tr><td><p>One <strong>bold</strong></p>\n<p>two<br>three</p><ul><li>x<ul><li>y</li></ul></li></ul>\
     <pre>\n\n k: 1\n  l: 2</pre></td><td></td></tr></table>",
    "<TABLE><TR><TD>A&lt;b&amp;&nbsp;&#39;&#x4e2d;&not-tags &amp <T> x<y a&b</TD></TR></TABLE> behind",
    "<table><tr><td><a href=\"#a&amp;b&c=1\">see <b>one</b></a> and <a name=x>two</a></td></tr></table>",
    "<div><p id=\"x\">words</p><table><tr><td><table><tr><td>in <a href=\"u\">l</a></td></tr></table></td></tr></table></div>",
    "<ul><li><p>one</p><ol><li>two</li></ol></li><!-- c --><li><span>three</span><hr></li></ul><dl><dt>t</dt><dd>d</dd></dl>",
    "<h2 id=\"a\">T<a name=\"b\"></a></h2><div><u><u>x</u></u><b><p>y</p></b><sub>2</sub></div><img src=\"x\">",
    "<p>a<![CDATA[<b>&]]>c</p><script>x<y</script><p>d</p></p></b><pre><a name=\"q\"></a>\nz</pre>",
    "<b><b><b><b>x</b></b></b>y</b><a>l<table><tr><td><a href=\"k\">m</a></td></tr></table></a>",
];

const IRREGULAR: &[&str] = &[
    "<table><tr><td>a<td>b</table>",
    "<table><tr><td>a</td></tr>",
    "<table>words<tr><td>a</td></tr></table>",
    "<table>&nbsp;<tr><td>a</td></tr></table>",
    "<table><td>a</td></table>",
    "<table><tr><p>a</p></tr></table>",
    "<table><br><tr><td>a</td></tr></table>",
    "<table><table><tr><td>a</td></tr></table></table>",
    "<p><p>a</p></p>",
    "<p><b><div>a</div></b></p>",
    "<p><table><tr><td>a</td></tr></table></p>",
    "<a href=\"x\"><a href=\"y\">a</a></a>",
    "<b><i>a</b>c</i>",
    "<li>a</li>",
    "<ul><li>a<li>b</li></ul>",
    "<ul><li><div><li>a</li></div></li></ul>",
    "<h1><h2>a</h2></h1>",
    "<p>a</p></br>&copy;",
    "<td>a</td>",
    "<button><p>a</p></button>",
    "<nobr>a</nobr>",
    "<x-note>a</x-note>",
];

/// The blocks by both ways; none where the fast one declines.
fn both(source: &str) -> Option<[String; 2]> {
    let base = 7;
    let whole = Span::new(base, base + source.len());
    let blocks = |grown: Grown| {
        let fragment = fragment(&grown, whole, Glossary::builtin());
        format!("{:#?}\n{:#?}", fragment.read, fragment.findings)
    };
    let regular = super::tree(source, base, Form::Fragment)?;
    Some([blocks(regular), blocks(browser::tree(source, base, Form::Fragment))])
}

/// Whether the piece was taken; panics where the two ways differ.
#[track_caller]
fn agrees(source: &str) -> bool {
    let Some([regular, browser]) = both(source) else { return false };
    assert_eq!(regular, browser, "{source}");
    true
}

#[test]
fn regular_pieces_are_taken() {
    for source in REGULAR {
        assert!(agrees(source), "{source}");
    }
}

#[test]
fn what_a_browser_moves_or_closes_is_declined() {
    for source in IRREGULAR {
        assert!(both(source).is_none(), "{source}");
    }
}

#[test]
fn whole_pages_too() {
    let page = "<!DOCTYPE html>\n<html id=\"r\">\n<head><meta charset=\"utf-8\"><title>T</title></head>\n<body><main><h1>T</h1>\n\
                <p>w</p></main></body>\n</html>\n";
    assert!(super::tree(page, 0, Form::Document).is_some());
    for irregular in
        ["<p>a</p>", "<html><body>a</body>b</html>", "<html><p>a</p></html>", "<html><head>a</head></html>"]
    {
        assert!(super::tree(irregular, 0, Form::Document).is_none(), "{irregular}");
    }
}

#[test]
fn damage_gives_the_same_or_is_declined() {
    let mut random = Random(0x5eed);
    let taken = (0..20_000).filter(|round| {
        let piece = REGULAR[round % REGULAR.len()];
        agrees(&damaged(piece, &mut random))
    });
    let taken = taken.count();
    assert!(taken > 2_000, "only {taken} damaged pieces were still regular: the test says little");
}

#[test]
fn tables_of_real_pages_give_the_same() {
    let mut random = Random(0xfeed);
    let (mut tables, mut taken) = (0, 0);
    for page in real_pages() {
        let source = fs::read_to_string(&page).unwrap();
        for table in source.split("<table").skip(1).filter_map(|rest| rest.split_once("</table>")) {
            let table = format!("<table{}</table>", table.0);
            tables += 1;
            taken += usize::from(agrees(&table));
            if tables % 4 == 0 {
                agrees(&damaged(&table, &mut random));
            }
        }
    }
    println!("{taken} of {tables} tables are regular");
    assert!(taken * 100 >= tables * 95, "{taken} of {tables} tables are regular");
}

fn real_pages() -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/pages");
    if !corpus.is_dir() {
        println!("skipped: no real pages at {}", corpus.display());
    }
    let (mut pages, mut folders) = (Vec::new(), vec![corpus]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

/// A piece with one to three cuts, copies or insertions, at tags more often than not.
fn damaged(source: &str, random: &mut Random) -> String {
    const PIECES: [&str; 40] = [
        "<p>",
        "</p>",
        "<td>",
        "</td>",
        "<tr>",
        "</tr>",
        "<th>",
        "<table>",
        "</table>",
        "<tbody>",
        "</tbody>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<a href=x>",
        "<a name=y>",
        "</a>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<div>",
        "</div>",
        "<pre>",
        "\n",
        "<span>",
        "</span>",
        "&lt;",
        "&",
        "<",
        "<!-- x -->",
        "<br>",
        "<hr>",
        "<h2>",
        "</h2>",
        "words",
        "<select>",
        "<caption>",
        "</caption>",
    ];
    let mut text = source.to_owned();
    for _ in 0..=random.below(3) {
        let start = random.place(&text);
        let end = random.place(&text);
        let (start, end) = (start.min(end), start.max(end).min(start.min(end) + 60));
        let end = (start..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(start);
        match random.below(4) {
            0 => text.replace_range(start..end, ""),
            1 => {
                let copy = text.get(start..end).unwrap().to_owned();
                text.insert_str(start, &copy);
            }
            2 => text.insert_str(start, PIECES[random.below(PIECES.len())]),
            _ => {
                let (open, close) =
                    [("<b>", "</b>"), ("<p>", "</p>"), ("<div>", "</div>"), ("<a href=z>", "</a>")][random.below(4)];
                text.insert_str(end, close);
                text.insert_str(start, open);
            }
        }
    }
    text
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    /// A place in a text: before a tag, behind one, or anywhere.
    fn place(&mut self, text: &str) -> usize {
        let anywhere = self.below(text.len() + 1);
        let tag = text.as_bytes()[anywhere..].iter().position(|byte| *byte == b'<').map(|at| anywhere + at);
        let behind = text.as_bytes()[anywhere..].iter().position(|byte| *byte == b'>').map(|at| anywhere + at + 1);
        let wanted = match self.below(3) {
            0 => tag,
            1 => behind,
            _ => None,
        };
        let wanted = wanted.unwrap_or(anywhere);
        (wanted..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
    }
}
