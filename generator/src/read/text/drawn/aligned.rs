//! Tables whose columns nothing but blanks keeps apart, their cells over several lines and set to the top or to the
//! middle of their rows. In: lines. Out: the table: its columns are the gaps that all lines leave under known heads.

use super::{Drawn, rows, table};
use crate::{
    glossary::{Column, Glossary},
    read::line::{Columns, Line},
};
use std::ops::Range;

const MOST_HEADS: usize = 8;
const LONGEST_HEAD: usize = 6;

/// Reads the table whose head is the first line; none where it is no head, or where its rows need no drawing.
pub(super) fn read(lines: &[Line<'_>], glossary: &Glossary) -> Option<Drawn> {
    let first = lines.first()?;
    let words = pieces(first);
    if words.len() < 2 {
        return None;
    }
    let one = heads(&words, glossary, first);
    let two = || lines.get(1).and_then(|second| heads(&stacked(words, pieces(second)), glossary, first));
    let (heads, taken) = one.map(|heads| (heads, 1)).or_else(|| Some((two()?, 2)))?;
    let mut gaps = Gaps::new(&heads);
    let whole = lines.iter().take(taken).all(|line| gaps.take(&Columns::new(*line)));
    if !whole {
        return None;
    }
    let limit = taken
        + lines
            .iter()
            .skip(taken)
            .take_while(|line| !ends(line, glossary, &heads) && gaps.take(&Columns::new(**line)))
            .count();
    let body = lines.get(taken..limit)?;
    let body = body.get(..body.iter().rposition(|line| !line.is_blank()).map_or(0, |last| last + 1))?;
    let starts = gaps.starts(body)?;
    let columns: Vec<Column> = heads.iter().map(|head| head.column).collect();
    let split = rows::split(body, &starts, &columns, glossary)?;
    let table = table(lines.get(..taken)?, &split.rows, &starts);
    // A name a line and nothing beside it is no table.
    let bare = table.rows.iter().filter(|row| row.cells.iter().skip(1).all(|cell| cell.text.is_empty())).count();
    if bare * 2 > table.rows.len() {
        return None;
    }
    let doubt =
        split.doubtful.then_some("the cells of the table stand at different heights: where its rows end is a guess");
    Some(Drawn { table, lines: taken + body.len(), doubt })
}

/// A head and where it stands.
struct Head {
    at: Range<usize>,
    column: Column,
}

/// A word of a head, or a head that stands over two lines.
struct Piece<'a> {
    at: Range<usize>,
    words: Vec<&'a str>,
}

/// The words of a line that could hold heads.
fn pieces<'a>(line: &Line<'a>) -> Vec<Piece<'a>> {
    const LONGEST: usize = 400;
    if line.text.len() > LONGEST || line.text.contains(['|', '\t', '.', '。', '，', '"']) {
        return Vec::new();
    }
    let drawn = Columns::new(*line);
    let mut pieces = Vec::new();
    let mut from = None;
    for at in 0..=drawn.width() {
        let blank = at == drawn.width() || drawn.at(at) == b' ';
        match (blank, from) {
            (false, None) => from = Some(at),
            (true, Some(start)) => {
                pieces.push(Piece { at: start..at, words: vec![drawn.piece(start, at).text] });
                from = None;
            }
            _ => {}
        }
    }
    pieces
}

/// The words of two lines, each of the second below the one of the first that it stands nearest to.
fn stacked<'a>(mut first: Vec<Piece<'a>>, second: Vec<Piece<'a>>) -> Vec<Piece<'a>> {
    let middle = |at: &Range<usize>| at.start + at.end;
    for piece in second {
        let Some(above) = first.iter_mut().min_by_key(|above| middle(&above.at).abs_diff(middle(&piece.at))) else {
            break;
        };
        above.at = above.at.start.min(piece.at.start)..above.at.end.max(piece.at.end);
        above.words.extend(piece.words);
    }
    first
}

/// The heads of a line that holds nothing else, the first of them one that opens tables.
fn heads(pieces: &[Piece<'_>], glossary: &Glossary, line: &Line<'_>) -> Option<Vec<Head>> {
    let drawn = Columns::new(*line);
    let mut heads: Vec<Head> = Vec::new();
    let mut rest = pieces;
    while let Some(first) = rest.first() {
        if heads.len() >= MOST_HEADS {
            return None;
        }
        let known = |count: usize| {
            let head = rest.get(..count)?;
            let at = first.at.start..head.last()?.at.end;
            let words: Vec<&str> = head.iter().flat_map(|piece| piece.words.iter().copied()).collect();
            let ascii = words.iter().all(|word| word.is_ascii());
            let column = glossary.column(&words.join(if ascii { " " } else { "" }))?;
            let apart = count > 1 && drawn.piece(at.start, at.end).text.contains("  ");
            let new = heads.iter().all(|head| head.column != column);
            (new && !apart).then_some((count, Head { at, column }))
        };
        let (count, head) = (1..=LONGEST_HEAD.min(rest.len())).rev().find_map(known)?;
        heads.push(head);
        rest = rest.get(count..)?;
    }
    let opens = matches!(heads.first()?.column, Column::Name | Column::StatusCode | Column::ErrorCode);
    (heads.len() > 1 && opens).then_some(heads)
}

/// Whether a line opens what is no part of the table: a heading, a caption, a request.
fn ends(line: &Line<'_>, glossary: &Glossary, heads: &[Head]) -> bool {
    let words = line.text.trim_matches(['*', '#', ' ', '+', '•', '-', '□', '▪']);
    let words = words.strip_prefix("o ").unwrap_or(words);
    if words.is_empty() {
        return false;
    }
    let margin = heads.first().map_or(0, |head| head.at.end);
    let whole = line.indent() < margin && !words.contains("  ");
    let label = glossary.table_label(words).is_some() && !words.ends_with(['.', '。']) && !words.contains("  ");
    let opens =
        line.text.trim_start().starts_with(['#', '{', '[', '}', ']']) || super::super::code::is_request_line(words);
    let named = whole && words.len() < 80 && (glossary.section(words).is_some() || glossary.status(words).is_some());
    label || (whole && opens) || named
}

/// Between each head and the next: which columns no line has words in.
struct Gaps {
    between: Vec<(Range<usize>, Vec<bool>)>,
}

impl Gaps {
    fn new(heads: &[Head]) -> Self {
        let pairs =
            heads.windows(2).filter_map(|pair| if let [left, right] = pair { Some((left, right)) } else { None });
        let between =
            pairs.map(|(left, right)| (left.at.end..right.at.start, vec![true; right.at.start - left.at.end]));
        Self { between: between.collect() }
    }

    /// Takes a line, unless it would leave no gap between two heads.
    fn take(&mut self, line: &Columns<'_>) -> bool {
        let blank = |at: usize| at >= line.width() || line.at(at) == b' ';
        let open =
            |(range, free): &(Range<usize>, Vec<bool>)| range.clone().zip(free).any(|(at, free)| *free && blank(at));
        if !self.between.iter().all(open) {
            return false;
        }
        for (range, free) in &mut self.between {
            for (at, free) in range.clone().zip(free) {
                *free &= blank(at);
            }
        }
        true
    }

    /// Where the columns start: behind the gap at whose end most lines begin.
    fn starts(&self, body: &[Line<'_>]) -> Option<Vec<usize>> {
        let lines: Vec<Columns<'_>> =
            body.iter().filter(|line| !line.is_blank()).map(|line| Columns::new(*line)).collect();
        let begins = |at: usize| {
            let begins =
                |line: &&Columns<'_>| at < line.width() && line.at(at) != b' ' && (at == 0 || line.at(at - 1) == b' ');
            lines.iter().filter(begins).count()
        };
        let mut starts = vec![0];
        for (range, free) in &self.between {
            let ends = range.clone().zip(free).zip(free.iter().skip(1).chain([&false]));
            let ends: Vec<usize> =
                ends.filter(|((_, free), next)| **free && !**next).map(|((at, _), _)| at + 1).collect();
            starts.push(ends.into_iter().rev().max_by_key(|at| begins(*at))?);
        }
        Some(starts)
    }
}
