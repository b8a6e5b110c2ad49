//! Lines that a scraper broke at links and bold words, put together again: `Array of`, `Kite`, `objects`; `Table 2`,
//! `Description of the`, `kite`, `field`; `GET`, `/`, `pets`. In: lines. Out: fewer.
//! Only what cannot stand alone is joined; a blank line is crossed inside a type only that opens with
//! `Array of`.

use crate::{
    glossary::{Glossary, form},
    read::table::{Kind, Line},
};

/// Of the pieces of a type, or of a caption.
const MOST_PIECES: usize = 4;
const LONGEST_PIECE: usize = 60;

/// Joins what belongs together.
pub(super) fn mend<'a>(lines: Vec<Line<'a>>, text: &'a str, glossary: &Glossary) -> Vec<Line<'a>> {
    let lines = with_bullets_apart(lines);
    let mut mended: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    let mut skip = 0;
    for (nth, line) in lines.iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let rest = lines.get(nth..).unwrap_or_default();
        let pieces = [type_pieces(rest, glossary), caption_pieces(rest, glossary), path_pieces(rest)];
        skip = pieces.into_iter().max().unwrap_or(0).saturating_sub(1);
        let last = rest.get(skip).unwrap_or(line);
        let end = last.start + last.text.len();
        let next = rest.get(skip + 1);
        let before = mended.last_mut().filter(|before| {
            skip == 0 && (goes_on(before, line, glossary) || ends_caption(before, line, next, glossary))
        });
        if let Some(before) = before {
            before.text = text.get(before.start..end).unwrap_or(before.text);
            before.ends_row = last.ends_row;
        } else {
            let text = text.get(line.start..end).filter(|_| skip > 0).unwrap_or(line.text);
            mended.push(Line { text, ends_row: last.ends_row, ..*line });
        }
    }
    mended
}

/// Where bullets stand on lines of their own, one at the end of a line opens the next item: `The shed. -`.
fn with_bullets_apart(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    const BULLET: &str = "-";
    let ends_in_bullet = |line: &Line<'_>| is_piece(line) && line.text.ends_with(" -");
    if lines.iter().filter(|line| line.text == BULLET).take(2).count() < 2 || !lines.iter().any(ends_in_bullet) {
        return lines;
    }
    let mut apart = Vec::with_capacity(lines.len() + 1);
    for line in lines {
        let at = line.text.len() - if ends_in_bullet(&line) { BULLET.len() } else { 0 };
        let (words, bullet) = line.text.split_at_checked(at).unwrap_or((line.text, ""));
        apart.push(Line { text: words.trim_end(), ..line });
        if !bullet.is_empty() {
            apart.push(Line { text: bullet, start: line.start + at, blank_before: false, ..line });
        }
    }
    apart
}

fn is_piece(line: &Line<'_>) -> bool {
    line.kind == Kind::Words && !line.text.contains('|')
}

/// Whether a line goes on the one before it.
fn goes_on(before: &Line<'_>, line: &Line<'_>, glossary: &Glossary) -> bool {
    if line.blank_before || !is_piece(before) || !is_piece(line) {
        return false;
    }
    let number = line.text.len() < 4 && line.text.bytes().all(|byte| byte.is_ascii_digit());
    let status =
        || form::ends_label(before.text) && glossary.status(&format!("{} {}", before.text, line.text)).is_some();
    let method = before.text.len() < 8 && before.text.bytes().all(|byte| byte.is_ascii_uppercase());
    let request = || method && form::is_request_line(&format!("{} {}", before.text, line.text));
    let cut =
        || form::is_cut_request(before.text) && !line.text.contains(' ') && line.text.contains(['/', '{', '}', '=']);
    let points = || glossary.types().grammar.pointer.iter().any(|pointer| ends_in(before.text, pointer));
    let joins = |words: &str| glossary.types().grammar.either.iter().any(|either| either.trim() == words);
    let either = joins(line.text) || before.text.rsplit('\n').next().is_some_and(joins);
    form::goes_on(line.text) || either || (number && status()) || request() || cut() || points()
}

/// Whether a line is the rest of a caption that was too wide for its table: a few words right above the drawing.
fn ends_caption(before: &Line<'_>, line: &Line<'_>, next: Option<&Line<'_>>, glossary: &Glossary) -> bool {
    const LONGEST: usize = 48;
    let drawn = next.is_some_and(|next| matches!(next.kind, Kind::Drawn(_)));
    drawn
        && !line.blank_before
        && is_piece(before)
        && is_piece(line)
        && line.text.len() <= LONGEST
        && glossary.table_label(line.text).is_none()
        && glossary.table_label(before.text).is_some()
}

fn ends_in(text: &str, words: &str) -> bool {
    let tail = text.len().checked_sub(words.len()).and_then(|at| text.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(words))
}

/// How many lines make a caption whose words were broken: from its number to the heads of the table; 0 if the first
/// stands alone.
fn caption_pieces(lines: &[Line<'_>], glossary: &Glossary) -> usize {
    let is_label = |line: &Line<'_>| glossary.table_label(line.text).is_some();
    let is_bare = |line: &Line<'_>| glossary.table_label(line.text).is_some_and(|label| label.rest.is_empty());
    if !lines.first().is_some_and(|line| is_piece(line) && is_bare(line)) {
        return 0;
    }
    let rest = lines.iter().skip(1).take_while(|line| is_piece(line) && !line.blank_before && !is_label(line));
    let head = |at: usize| lines.get(at).and_then(|line| glossary.head(line.text));
    let heads = |at: usize| {
        let drawn = lines.get(at).is_some_and(|line| !is_piece(line) && line.kind != Kind::Code);
        drawn || (head(at).is_some() && head(at + 1).is_some() && head(at) != head(at + 1))
    };
    (2..=rest.take(MOST_PIECES).count() + 1).find(|count| heads(*count)).unwrap_or(0)
}

/// How many lines make a request line whose path was broken at each slash: `GET`, `/`, `pets`, `/`, `{id}`; 0 if
/// the first stands alone.
fn path_pieces(lines: &[Line<'_>]) -> usize {
    let Some((first, rest)) = lines.split_first() else { return 0 };
    let is_method = is_piece(first) && form::method_word(first.text) == Some(first.text);
    let fits = |(at, line): &(usize, &Line<'_>)| {
        is_piece(line) && !line.blank_before && !line.text.contains(' ') && (line.text == "/") == (at % 2 == 0)
    };
    let pieces = rest.iter().enumerate().take_while(fits).count();
    if is_method && pieces > 1 { 1 + pieces } else { 0 }
}

/// How many lines make a type that was broken at the name of its structure; 0 if the first stands alone.
fn type_pieces(lines: &[Line<'_>], glossary: &Glossary) -> usize {
    let types = glossary.types();
    let Some(first) = lines.first().filter(|line| is_piece(line) && line.text.len() <= LONGEST_PIECE) else { return 0 };
    let words = first.text.to_lowercase();
    let opens = types.grammar.list_of.iter().chain(&types.grammar.map_of).any(|phrase| words.trim() == phrase.trim());
    let named = first.text.starts_with(|c: char| !c.is_ascii_lowercase()) && !first.text.contains(' ');
    if !opens && !named {
        return 0;
    }
    let piece = |line: &&Line<'_>| is_piece(line) && (opens || !line.blank_before) && line.text.len() <= LONGEST_PIECE;
    let most = 1 + lines.iter().skip(1).take(MOST_PIECES - 1).take_while(piece).count();
    let closes = |line: &Line<'_>| {
        let after = types.grammar.object_after.iter().chain(&types.grammar.list_after);
        line.text.starts_with(|c: char| !c.is_ascii_uppercase())
            && after.into_iter().any(|word| word.trim() == line.text)
    };
    let reads = |count: &usize| {
        let pieces: Vec<&str> = lines.iter().take(*count).map(|line| line.text).collect();
        types.looks_like_type(&pieces.join(" "))
    };
    let whole = |count: &usize| lines.get(count - 1).is_some_and(closes) && reads(count);
    let longest = if opens { 3 } else { 2 };
    let longest = (2..=most.min(longest)).rev().find(whole);
    let apart = lines.get(1).is_some_and(|line| line.blank_before);
    longest.or_else(|| (opens && !apart && most > 1 && reads(&2)).then_some(2)).unwrap_or(0)
}
