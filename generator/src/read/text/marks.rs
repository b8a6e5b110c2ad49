//! Marks that a scraper left among the words: escapes, entities, targets of links, inline tags, anchors, bars for line
//! ends. In: a dump.
//! Out: the dump without them, and where each of its bytes stood, so that places stay true. Drawn tables are left as
//! they are.

use crate::{
    glossary::Glossary,
    page::{Block, Span},
    read::entity,
};
use std::ops::Range;

/// A text without marks.
pub(super) struct Bare {
    pub(super) text: String,
    /// Where something was left out: the place after it, in this text and in the full one.
    cuts: Vec<(usize, usize)>,
}

/// A mark: how long it is, and what of it stays.
struct Mark {
    length: usize,
    stays: Stays,
}

enum Stays {
    /// A part of it, as it stands.
    Part(Range<usize>),
    Words(&'static str),
    /// The sign that it stands for.
    Sign(char),
}

/// Leaves the marks out; `None` if there are none.
pub(super) fn bare(full: &str, kept: &[Range<usize>], dialect: &Dialect<'_>) -> Option<Bare> {
    let mut bare = Bare { text: String::with_capacity(full.len()), cuts: Vec::new() };
    let mut kept = kept.iter().peekable();
    let (mut from, mut at) = (0, 0);
    while let Some(next) =
        full.as_bytes().get(at..).and_then(|rest| rest.iter().position(|byte| dialect.marks.contains(byte)))
    {
        at += next;
        while kept.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = kept.peek().filter(|range| range.contains(&at)) {
            at = range.end;
            continue;
        }
        let rest = full.get(at..).unwrap_or_default();
        let Some(mark) = dialect.mark(rest) else {
            at += 1;
            continue;
        };
        bare.take(full, from..at);
        match mark.stays {
            Stays::Part(part) => bare.take(full, at + part.start..at + part.end),
            Stays::Words(words) => bare.text.push_str(words),
            Stays::Sign(sign) => bare.text.push(sign),
        }
        at += mark.length;
        from = at;
    }
    bare.take(full, from..full.len());
    (bare.text != full).then_some(bare)
}

/// How the scraper writes, as its whole page shows.
pub(super) struct Dialect<'g> {
    glossary: &'g Glossary,
    /// What marks begin with.
    marks: Vec<u8>,
    /// Cells stand in brackets, which is what is left of links.
    bracketed: bool,
    /// Links are numbers, and a list at the end says what they are.
    numbered: bool,
}

impl<'g> Dialect<'g> {
    /// The dialect of a page.
    pub(super) fn of(full: &str, glossary: &'g Glossary) -> Self {
        let mut marks = b"&[!<".to_vec();
        marks.extend(["\\_", "\\*", "\\<", "\\["].iter().any(|mark| full.contains(mark)).then_some(b'\\'));
        marks.extend(bars_end_lines(full, glossary).then_some(b'|'));
        let bracketed = full.contains("| [") && shows_bracketed_heads(full, glossary);
        Self { glossary, marks, bracketed, numbered: full.contains("\nReferences\n") }
    }

    fn mark(&self, rest: &str) -> Option<Mark> {
        match rest.as_bytes().first()? {
            b'\\' => escape(rest),
            b'&' => entity(rest),
            b'!' if rest.starts_with("![") => {
                link(rest.get(1..)?).map(|mark| Mark { length: mark.length + 1, stays: Stays::Words("") })
            }
            b'[' => link(rest).or_else(|| self.number(rest)).or_else(|| self.head(rest)),
            b'<' => tag(rest),
            b'|' => Some(Mark { length: 1, stays: Stays::Words("\n") }),
            _ => None,
        }
    }

    /// `[Parameter]`: what is left of a link around the head of a column.
    fn head(&self, rest: &str) -> Option<Mark> {
        let rest = near(rest);
        let line = rest.get(..memchr::memchr2(b'\n', b'|', rest.as_bytes()).unwrap_or(rest.len()))?;
        let nested = usize::from(line.starts_with("[["));
        let close = line.find(if nested > 0 { "]]" } else { "]" })? + nested;
        let head = || self.glossary.head(line.get(1..close).unwrap_or_default()).is_some();
        (self.bracketed || head()).then_some(Mark { length: close + 1, stays: Stays::Part(1..close) })
    }

    /// `[12]` before the words of a link.
    fn number(&self, rest: &str) -> Option<Mark> {
        let digits = rest.get(1..)?.bytes().take_while(u8::is_ascii_digit).count();
        let closed = self.numbered && (1..4).contains(&digits) && rest.as_bytes().get(digits + 1) == Some(&b']');
        closed.then_some(Mark { length: digits + 2, stays: Stays::Words("") })
    }
}

/// Whether bars stand for line ends: labels of several parts of a call stand between them.
fn bars_end_lines(text: &str, glossary: &Glossary) -> bool {
    const LEAST_BARS: usize = 12;
    const LEAST_SECTIONS: usize = 3;
    const LONGEST_LABEL: usize = 80;
    let joined = |line: &&str| memchr::memchr_iter(b'|', line.as_bytes()).count() >= LEAST_BARS;
    let mut sections = Vec::new();
    for line in text.lines().filter(joined) {
        for piece in line.split('|').map(str::trim).filter(|piece| piece.len() < LONGEST_LABEL) {
            let section = glossary.section(piece).filter(|section| !sections.contains(section));
            sections.extend(section);
        }
    }
    sections.len() >= LEAST_SECTIONS && !text.lines().any(|line| line.contains("---|"))
}

/// Whether the heads of some table stand in brackets.
fn shows_bracketed_heads(full: &str, glossary: &Glossary) -> bool {
    let bracketed = |cell: &str| {
        let head = cell.trim().strip_prefix('[').and_then(|cell| cell.strip_suffix(']'));
        head.is_some_and(|head| glossary.head(head).is_some())
    };
    full.lines()
        .filter(|line| line.contains("| ["))
        .any(|line| line.split('|').filter(|cell| bracketed(cell)).count() > 1)
}

/// `\_`.
fn escape(rest: &str) -> Option<Mark> {
    let next = rest.as_bytes().get(1)?;
    b"_*{}[]<>#~".contains(next).then_some(Mark { length: 2, stays: Stays::Part(1..2) })
}

/// `&lt;`, as all formats know it; a blank that does not break is a blank.
fn entity(rest: &str) -> Option<Mark> {
    let length = 1 + entity::length(rest.get(1..)?)?;
    let sign = entity::character(rest.get(..length)?)?;
    Some(Mark { length, stays: Stays::Sign(if sign == '\u{a0}' { ' ' } else { sign }) })
}

/// As much of a text as a mark can take: what is open is not looked for to the end of the page.
fn near(rest: &str) -> &str {
    const LONGEST: usize = 2_000;
    let end = (0..=LONGEST.min(rest.len())).rev().find(|at| rest.is_char_boundary(*at));
    rest.get(..end.unwrap_or_default()).unwrap_or_default()
}

/// `[words](target)`, `[]{#anchor}`: the words stay.
fn link(rest: &str) -> Option<Mark> {
    const LONGEST: usize = 600;
    let rest = near(rest);
    let line = rest.get(..memchr::memmem::find(rest.as_bytes(), b"\n\n").unwrap_or(rest.len()))?;
    let close = line.bytes().take(LONGEST).position(|byte| matches!(byte, b']' | b'|' | b'{'))?;
    let whole = line.get(close..)?.strip_prefix(']')?;
    let after =
        if whole.starts_with([' ', '\n']) && whole.trim_start().starts_with("(#") { whole.trim_start() } else { whole };
    let gap = whole.len() - after.len();
    let ends = |open: char, end: char| {
        let inner = after.strip_prefix(open)?;
        inner.find(end).filter(|length| *length < LONGEST).map(|length| close + gap + 3 + length)
    };
    let attributes = after.starts_with("{#") || after.starts_with("{.");
    let length = ends('(', ')').or_else(|| ends('{', '}').filter(|_| attributes))?;
    Some(Mark { length, stays: Stays::Part(1..close) })
}

/// An inline tag or one that only groups.
fn tag(rest: &str) -> Option<Mark> {
    const KNOWN: [&str; 12] = ["span", "a", "div", "strong", "b", "em", "i", "p", "sup", "sub", "u", "font"];
    const LONGEST: usize = 400;
    let inner = rest.get(1..)?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let letters = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, after) = name.split_at_checked(letters)?;
    let ends = after.starts_with(['>', ' ', '/', '\n']);
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b'>').filter(|_| ends)?;
    let known = KNOWN.iter().any(|known| name.eq_ignore_ascii_case(known));
    let breaks = name.eq_ignore_ascii_case("br");
    (known || breaks).then_some(Mark { length: end + 1, stays: Stays::Words(if breaks { " " } else { "" }) })
}

impl Bare {
    fn take(&mut self, full: &str, part: Range<usize>) {
        self.cuts.push((self.text.len(), part.start));
        self.text.push_str(full.get(part).unwrap_or_default());
    }

    /// Where a place of the full text is in this one.
    pub(super) fn within(&self, place: Span) -> Span {
        let at = |full: usize| {
            let nth = self.cuts.partition_point(|(_, after)| *after <= full);
            let (here, after) = nth.checked_sub(1).and_then(|nth| self.cuts.get(nth)).copied().unwrap_or_default();
            here + (full - after)
        };
        Span::new(at(place.start as usize), at(place.end as usize))
    }

    /// Where a place of this text is in the full one.
    pub(super) fn without(&self, place: Span) -> Span {
        let at = |here: usize| {
            let nth = self.cuts.partition_point(|(start, _)| *start <= here);
            let (start, after) = nth.checked_sub(1).and_then(|nth| self.cuts.get(nth)).copied().unwrap_or_default();
            after + (here - start)
        };
        let (start, end) = (place.start as usize, place.end as usize);
        if end <= start { Span::new(at(start), at(start)) } else { Span::new(at(start), at(end - 1) + 1) }
    }

    /// Gives the blocks their places in the full text.
    pub(super) fn restore(&self, blocks: &mut [Block]) {
        for block in blocks {
            block.move_places(&|place| self.without(place));
        }
    }
}
