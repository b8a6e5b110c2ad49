//! A browser's parser beside ours: what it makes of sound pieces ours makes too, of damaged ones nearly always, and no
//! damage costs a word. Held on pieces written here, on the same under damage, and on real pages where they are.

use super::super::{
    Grown, fragment, scan,
    tag::{Attribute, Name},
    tree::Tree,
};
use crate::{
    glossary::Glossary,
    page::{Format, Page, Source, Span},
    read::testing::outline,
};
use scraper::Html;
use std::{
    borrow::Cow,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

/// The tables of one real page of so many are parsed: what is held is a share of them.
const ONE_OF: usize = 2;

const SOUND: &[&str] = &[
    "<table><thead align=\"left\"><tr id=\"r1\"><th class=\"c\" id=\"h1\"><p id=\"p1\"><a name=\"p1\"></a>Name</p>\n</th>\n</tr>\n\
     </thead>\n<tbody><tr><td><p><a name=\"p2\"></a><a name=\"p2\"></a>a</p>\n</td>\n</tr>\n</tbody>\n</table>",
    "<table><caption><b>Table 1</b> Leaves</caption><colgroup><col><col></colgroup><tr><th>Name</th><td rowspan=\"2\" \
     colspan='3'>a</td></tr>\n<tr>\n<td role=navigation>x</td></tr><tfoot><tr><td>f</td></tr></tfoot></table>",
    "<table><tr><td><p>One <strong>bold</strong></p>\n<p>two<br>three</p><ul><li>x<ul><li>y</li></ul></li></ul>\
     <pre>\n\n k: 1\n  l: 2</pre></td><td></td></tr></table>",
    "<TABLE><TR><TD>A&lt;b&amp;&nbsp;&#39;&#x4e2d;&mdash;&#150;</TD></TR></TABLE> after",
    "<table><tr><td><a href=\"#a&amp;b&c=1\">see <b>one</b></a> and <a name=x>two</a></td></tr></table>",
    "<div><p id=\"x\">words</p><table><tr><td><table><tr><td>in <a href=\"u\">l</a></td></tr></table></td></tr></table></div>",
    "<ul><li><p>one</p><ol><li>two</li></ol></li><!-- c --><li><span>three</span><hr></li></ul><dl><dt>t</dt><dd>d</dd></dl>",
    "<h2 id=\"a\">T<a name=\"b\"></a></h2><div><u><u>x</u></u><b><p>y</p></b><sub>2</sub></div><img src=\"x\">",
    "<p>a</p><p>d</p></p></b><pre><a name=\"q\"></a>\nz</pre>",
    // What authors leave out.
    "<table><tr><td>a<td>b<tr><td>c</table>",
    "<table><thead><tr><th>a<tbody><tr><td>b</td></tr>",
    "<table>words<tr><td>a</td></tr>more</table>",
    "<table><td>a</td></table>",
    "<table><form action=x><tr><td>a</td></tr></form></table>",
    "<table><tr><p>a</p><td>b</td></tr></table>",
    "<p>a<p>b<ul><li>c<li>d<ul><li>e</ul></ul><dl><dt>f<dd>g<dt>h</dl>",
    "<p><b>a<div>b</div></p>c",
    "<a href=\"x\">a<a href=\"y\">b</a></a>",
    "<b><i>a</b>c</i>",
    "<h1>a<h2>b</h2></h1>",
    "<ul><li><div><li>a</li></div></li></ul>",
    "<td>a</td><p>b</p></br>&copy;",
    "<table><tr><td>a</p></div></td><td>b</td></tr></table>",
];

/// The outline of a piece; how words are set is not compared, since damage to a mark of bold words ends with its block here.
fn blocks(grown: &Grown, text: &str) -> String {
    let blocks = fragment(grown, Glossary::builtin()).read.blocks;
    let source = Arc::new(Source::new("piece.html", text));
    outline(&Page { source, format: Format::Html, blocks, original_name: None }).replace("**", "")
}

fn ours(text: &str) -> String {
    blocks(&scan::scan(text, 0), text)
}

fn theirs(text: &str) -> String {
    blocks_of_browser(&Html::parse_fragment(text), text)
}

fn blocks_of_browser(html: &Html, text: &str) -> String {
    blocks(&Grown { tree: copied(html), too_deep: false }, text)
}

/// The browser's tree as ours, without places.
fn copied(html: &Html) -> Tree<'static> {
    let mut tree = Tree::default();
    let root = html.root_element();
    tree.open(Name::of("html"), Span::default());
    let mut open = vec![root.id()];
    for node in root.descendants().skip(1) {
        while open.last().copied() != node.parent().map(|parent| parent.id()) && open.pop().is_some() {
            tree.close(None);
        }
        if let Some(words) = node.value().as_text() {
            tree.words(Cow::Owned(words.to_string()));
        } else if let Some(element) = node.value().as_element() {
            tree.open(Name::of(element.name()), Span::default());
            for attribute in Attribute::ALL {
                if let Some(value) = element.attr(attribute.text()) {
                    tree.attribute(attribute, Cow::Owned(value.to_owned()));
                }
            }
            open.push(node.id());
        }
    }
    tree.finish();
    tree
}

/// The words of an outline in any order, since browsers move some of them; kinds, targets and anchors left out.
fn letters(outline: &str) -> Vec<char> {
    let words =
        outline.lines().filter_map(|line| line.trim_start().split_once(' ')).flat_map(|(_, words)| words.split(' '));
    let shown = words.filter(|word| !word.starts_with('#')).flat_map(|word| word.split("](").enumerate());
    let text = shown.map(|(nth, part)| if nth == 0 { part } else { part.split_once(')').map_or("", |(_, rest)| rest) });
    let mut letters: Vec<char> = text.flat_map(str::chars).filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

#[test]
fn sound_pieces_and_left_out_tags_give_what_a_browser_gives() {
    for piece in SOUND {
        assert_eq!(ours(piece), theirs(piece), "{piece}");
    }
}

#[test]
fn damage_costs_no_word_and_rarely_the_shape() {
    let mut random = Random(0x5eed);
    let rounds = 4_000;
    let mut same = 0;
    for round in 0..rounds {
        let piece = damaged(SOUND[round % SOUND.len()], &mut random);
        let (ours, theirs) = (ours(&piece), theirs(&piece));
        same += usize::from(ours == theirs);
        assert!(letters(&ours).len() >= letters(&theirs).len(), "{piece}\n{ours}\n{theirs}");
    }
    println!("{same} of {rounds} damaged pieces give the browser's blocks");
    assert!(same * 100 >= rounds * 85, "{same} of {rounds}");
}

#[test]
fn tables_of_real_pages_give_what_a_browser_gives() {
    let (mut tables, mut same) = (0, 0);
    let (mut own_time, mut browser_time) = (Duration::ZERO, Duration::ZERO);
    for page in real_pages().iter().step_by(ONE_OF) {
        let source = fs::read_to_string(page).unwrap();
        for table in source.split("<table").skip(1).filter_map(|rest| rest.split_once("</table>")) {
            let table = format!("<table{}</table>", table.0);
            let start = Instant::now();
            let grown = scan::scan(&table, 0);
            own_time += start.elapsed();
            let start = Instant::now();
            let html = Html::parse_fragment(&table);
            browser_time += start.elapsed();
            tables += 1;
            same += usize::from(blocks(&grown, &table) == blocks_of_browser(&html, &table));
        }
    }
    println!("{same} of {tables} tables are the browser's; {own_time:?} beside {browser_time:?}");
    assert!(same * 1000 >= tables * 995, "{same} of {tables}");
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
    const PIECES: &str = "<p>|</p>|<td>|</td>|<tr>|</tr>|<th>|<table>|</table>|<tbody>|</tbody>|<b>|</b>|<i>|</i>|<a href=x>|<a name=y>|\
                          </a>|<ul>|</ul>|<li>|</li>|<div>|</div>|<pre>|\n|<span>|</span>|&lt;|<!-- x -->|<br>|<hr>|<h2>|</h2>|words|\
                          <caption>|</caption>";
    const PAIRS: [(&str, &str); 4] = [("<b>", "</b>"), ("<p>", "</p>"), ("<div>", "</div>"), ("<a href=z>", "</a>")];
    let pieces: Vec<&str> = PIECES.split('|').collect();
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
            2 => text.insert_str(start, pieces[random.below(pieces.len())]),
            _ => {
                let (open, close) = PAIRS[random.below(PAIRS.len())];
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

    /// The start of a tag, its end, or any place. What is cut inside a tag is read in another way here than in browsers.
    fn place(&mut self, text: &str) -> usize {
        let anywhere = self.below(text.len() + 1);
        let mark = if self.below(2) == 0 { b'<' } else { b'>' };
        let found = text.as_bytes()[anywhere..].iter().position(|byte| *byte == mark);
        found.map_or(text.len(), |at| anywhere + at + usize::from(mark == b'>'))
    }
}
