//! A reference in plain letters, as its author typed it: request lines at the margin, what is said of each set in below
//! it, `name: words` for each of its parameters. In go the lines, out come blocks: a request line is a heading, such a
//! line an item. What a scraper left of a page is none of these; nothing is joined or restored here.

use crate::{
    glossary::form,
    page::{Block, Source, Span, Text},
    read::blocks::Blocks,
};

/// A page with fewer calls shows how the form is written at most.
const FEWEST_REQUESTS: usize = 3;

/// The level of the heading below which nothing is a title.
const LOWEST_LEVEL: usize = 6;

/// What code opens with where it is set in.
const CODE: [&str; 7] = ["{", "[", "<?xml", "HTTP/", "curl ", "$ ", "\""];

/// The blocks of such a reference; none of any other text.
pub(super) fn read(source: &Source) -> Option<Vec<Block>> {
    if !is_outlined(&source.text) {
        return None;
    }
    let lines = lines(&source.text);
    let mut walk = Walk::default();
    for line in &lines {
        walk.line(line);
    }
    walk.flush();
    Some(walk.blocks.finish().blocks)
}

/// Whether request lines stand at the margin, and hardly anything else does but headings and labels.
pub(in crate::read) fn is_outlined(text: &str) -> bool {
    let lines = lines(text);
    let (mut requests, mut inside, mut others) = (0, 0, 0);
    for line in lines.iter().filter(|line| !line.words.is_empty()) {
        match line.indent {
            0 if form::is_request_line(line.words) => requests += 1,
            0 if heading(line.words).is_some() || label(line.words).is_some() => {}
            0 => others += 1,
            _ => inside += 1,
        }
    }
    let drawn = lines.iter().any(|line| line.indent == 0 && line.words.starts_with(['|', '+', '#']));
    requests >= FEWEST_REQUESTS && 2 * inside >= requests && inside > 2 * others && !drawn
}

struct Line<'a> {
    /// How far it is set in.
    indent: usize,
    words: &'a str,
    place: Span,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let line = |line| {
        let words = str::trim(line);
        let indent = line.len() - line.trim_start().len();
        let place = Span::new(start + indent, start + indent + words.len());
        start += line.len();
        Line { indent, words, place }
    };
    text.split_inclusive('\n').map(line).collect()
}

/// `== Kites`: the level of a heading, and its words.
fn heading(line: &str) -> Option<(usize, &str)> {
    let words = line.trim_start_matches('=');
    let level = line.len() - words.len();
    let words = words.trim_end_matches('=').trim();
    (level > 0 && line.get(level..)?.starts_with(' ') && !words.is_empty()).then_some((level, words))
}

/// What follows the name that a line opens with, and a colon: `limit: how many`, `Parameters:`.
fn label(line: &str) -> Option<&str> {
    let (name, words) = line.split_once(':')?;
    let name = name.trim_matches(['<', '>']);
    (form::is_identifier(name.trim()) && (words.is_empty() || words.starts_with(' '))).then_some(words)
}

/// `limit= how many`, `sort=name by the name`: the same with a colon.
fn assigned(line: &str) -> Option<String> {
    let (name, words) = line.split_once('=')?;
    let named = form::is_path_of_members(name) && words.contains(' ');
    named.then(|| format!("{name}: {}", words.trim_start()))
}

/// What is being read below the last line at the margin.
#[derive(Default)]
struct Walk {
    blocks: Blocks,
    /// The level of the last title.
    level: usize,
    /// Whether the last line is a request at the margin, so that one more is another address of it.
    requested: bool,
    /// How far the lines are set in that open something.
    margin: Option<usize>,
    open: Option<Open>,
}

struct Open {
    kind: Kind,
    words: String,
    place: Span,
}

impl Open {
    fn add(&mut self, line: &str, place: Span) {
        self.words.push('\n');
        self.words.push_str(line);
        self.place = self.place.to(place);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Words,
    Item,
    Code,
}

impl Walk {
    fn line(&mut self, line: &Line<'_>) {
        let requested = std::mem::take(&mut self.requested);
        if line.words.is_empty() {
            self.flush();
        } else if line.indent == 0 {
            let is_request = form::is_request_line(line.words);
            if requested
                && is_request
                && let Some(open) = &mut self.open
            {
                open.add(line.words, line.place);
                self.requested = true;
                return;
            }
            self.flush();
            self.margin = None;
            self.at_margin(line, requested);
        } else {
            self.inside(line);
        }
    }

    fn at_margin(&mut self, line: &Line<'_>, below_request: bool) {
        let text = Text::plain(line.words, line.place);
        if let Some((level, words)) = heading(line.words) {
            self.level = level.min(LOWEST_LEVEL - 1);
            self.heading(self.level, Text::plain(words, line.place));
        } else if form::is_request_line(line.words) {
            self.requested = true;
            if below_request {
                self.open = Some(Open { kind: Kind::Words, words: text.content, place: text.place });
            } else {
                self.heading(self.level + 1, text);
            }
        } else {
            self.blocks.text(text);
        }
    }

    fn heading(&mut self, level: usize, text: Text) {
        let place = text.place;
        self.blocks.heading(u8::try_from(level).unwrap_or(u8::MAX), text, place);
    }

    fn inside(&mut self, line: &Line<'_>) {
        let margin = *self.margin.get_or_insert(line.indent);
        let deeper = line.indent > margin;
        let assigned = assigned(line.words);
        let is_item = assigned.is_some() || label(line.words).is_some_and(|words| !words.is_empty());
        match &mut self.open {
            Some(open)
                if open.kind == Kind::Code
                    || deeper
                    || line.words.starts_with('#')
                    || open.kind == Kind::Words && !is_item =>
            {
                // Code keeps its lines as they are set in.
                let blanks = if open.kind == Kind::Code { line.indent.saturating_sub(margin) } else { 0 };
                open.add(&(" ".repeat(blanks) + line.words), line.place);
            }
            _ => {
                self.flush();
                let is_code = CODE.iter().any(|sign| line.words.starts_with(sign));
                let kind = match () {
                    () if is_code => Kind::Code,
                    () if is_item => Kind::Item,
                    () => Kind::Words,
                };
                let words = assigned.filter(|_| kind == Kind::Item).unwrap_or_else(|| line.words.to_owned());
                self.open = Some(Open { kind, words, place: line.place });
            }
        }
    }

    fn flush(&mut self) {
        let Some(Open { kind, words, place }) = self.open.take() else { return };
        match kind {
            Kind::Words => self.blocks.text(Text::plain(words, place)),
            Kind::Code => self.blocks.code(words, place),
            Kind::Item => {
                self.blocks.open_list();
                self.blocks.open_item();
                self.blocks.text(Text::plain(words, place));
                self.blocks.close_list();
            }
        }
    }
}
