//! Tables whose columns nothing but blanks keeps apart, their cells over several lines and set to the top or to the
//! middle of their rows. In: lines. Out: the table: its columns are the gaps that all lines leave under known heads.

use super::{Drawn, Layout, rows};
use crate::{
    glossary::{Column, Glossary, form},
    read::line::{Columns, Line, Measure},
};
use std::ops::Range;

const MOST_HEADS: usize = 8;
const LONGEST_HEAD: usize = 6;
const MOST_READINGS: usize = 16;

/// Reads the table whose head is the first line; `None` if it is not a head, or where its rows need no drawing.
pub(super) fn read(lines: &[Line<'_>], glossary: &Glossary) -> Option<Drawn> {
    let first = lines.first()?;
    let wide = read_measured(lines, glossary, Measure::Width);
    if wide.is_some() || first.text.is_ascii() { wide } else { read_measured(lines, glossary, Measure::Characters) }
}

fn read_measured(lines: &[Line<'_>], glossary: &Glossary, measure: Measure) -> Option<Drawn> {
    let first = lines.first()?;
    let best = |readings: Vec<Vec<Head>>, taken: usize| {
        let drawn = readings.into_iter().filter_map(|heads| {
            let count = heads.len();
            let drawn = below(lines, taken, &heads, glossary, measure)?;
            Some(((drawn.lines, std::cmp::Reverse(empty_columns(&drawn)), count), drawn))
        });
        drawn.max_by_key(|(worth, _)| *worth).map(|(_, drawn)| drawn)
    };
    let words = pieces(first, measure);
    if words.len() < 2 {
        return None;
    }
    let drawn = Columns::measured(*first, measure);
    best(readings(&words, glossary, &drawn), 1).or_else(|| {
        let second = pieces(lines.get(1)?, measure);
        best(readings(&stacked(words, second), glossary, &drawn), 2)
    })
}

/// The table below some heads, which take the first lines.
fn below(lines: &[Line<'_>], taken: usize, heads: &[Head], glossary: &Glossary, measure: Measure) -> Option<Drawn> {
    let mut gaps = Gaps::new(heads, measure);
    let whole = lines.iter().take(taken).all(|line| gaps.take(line));
    if !whole {
        return None;
    }
    let mut margin = None;
    let inside = |line: &&Line<'_>| {
        // An item that begins before all rows is none of theirs.
        let before =
            form::item(line.text.trim_start()).is_some() && margin.is_some_and(|margin| line.indent() < margin);
        if !line.is_blank() {
            margin = Some(margin.map_or(line.indent(), |margin: usize| margin.min(line.indent())));
        }
        !before && !ends(line, glossary, heads) && gaps.take(line)
    };
    let limit = taken + lines.iter().skip(taken).take_while(inside).count();
    let body = lines.get(taken..limit)?;
    let body = body.get(..body.iter().rposition(|line| !line.is_blank()).map_or(0, |last| last + 1))?;
    let layout = Layout { starts: gaps.starts(body)?, measure };
    let columns: Vec<Column> = heads.iter().map(|head| head.column).collect();
    let split = rows::split(body, &layout, &columns, glossary)?;
    let table = layout.table(lines.get(..taken)?, &split.rows);
    // A name a line and nothing beside it is not a table.
    let bare = table.rows.iter().filter(|row| row.cells.iter().skip(1).all(|cell| cell.text.is_empty())).count();
    if bare * 2 > table.rows.len() {
        return None;
    }
    let doubt =
        split.doubtful.then_some("the cells of the table stand at different heights: where its rows end is a guess");
    Some(Drawn::new(table, taken + body.len(), doubt))
}

/// How many columns have no words in any row: what was taken for two heads is one.
fn empty_columns(drawn: &Drawn) -> usize {
    let rows = &drawn.table.rows;
    let empty = |nth: &usize| rows.iter().all(|row| row.cells.get(*nth).is_none_or(|cell| cell.text.is_empty()));
    (0..drawn.table.header.len()).filter(empty).count()
}

/// A head and where it stands.
#[derive(Clone, Copy)]
struct Head {
    start: usize,
    end: usize,
    column: Column,
}

/// A word of a head, or a head that stands over two lines.
struct Piece<'a> {
    at: Range<usize>,
    words: Vec<&'a str>,
}

/// The words of a line that could hold heads.
fn pieces<'a>(line: &Line<'a>, measure: Measure) -> Vec<Piece<'a>> {
    const LONGEST: usize = 400;
    if line.text.len() > LONGEST || line.text.contains(['|', '\t', '.', '。', '，', '"']) {
        return Vec::new();
    }
    let drawn = Columns::measured(*line, measure);
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

/// The heads of a line that holds nothing else, the first of them one that opens tables: every way to read it, as
/// `Parameter Type` can be two heads or one.
fn readings(pieces: &[Piece<'_>], glossary: &Glossary, line: &Columns<'_>) -> Vec<Vec<Head>> {
    let mut whole: Vec<Vec<Head>> = Vec::new();
    let mut open: Vec<(usize, Vec<Head>)> = vec![(0, Vec::new())];
    while let Some((at, heads)) = open.pop() {
        let rest = pieces.get(at..).unwrap_or_default();
        if rest.is_empty() {
            whole.extend(Some(heads).filter(|heads| are_heads(heads)));
            continue;
        }
        if heads.len() >= MOST_HEADS || whole.len() + open.len() >= MOST_READINGS {
            continue;
        }
        let next = (1..=LONGEST_HEAD.min(rest.len()))
            .filter_map(|count| Some((count, head(rest.get(..count)?, glossary, line)?)));
        for (count, head) in next {
            let new = heads.iter().all(|known| known.column != head.column);
            let opens = at > 0 || matches!(head.column, Column::Name | Column::StatusCode | Column::ErrorCode);
            if new && opens {
                open.push((at + count, heads.iter().copied().chain([head]).collect()));
            }
        }
    }
    whole
}

/// Two words with one blank between them, such as `Parameter description`, are more often a label.
fn are_heads(heads: &[Head]) -> bool {
    match heads {
        [left, right] => right.start > left.end + 1,
        _ => heads.len() > 2,
    }
}

/// The head that some words are.
fn head(pieces: &[Piece<'_>], glossary: &Glossary, line: &Columns<'_>) -> Option<Head> {
    let words: Vec<&str> = pieces.iter().flat_map(|piece| piece.words.iter().copied()).collect();
    let ascii = words.iter().all(|word| word.is_ascii());
    let column = glossary.head(&words.join(if ascii { " " } else { "" }))?;
    let (start, end) = (pieces.first()?.at.start, pieces.last()?.at.end);
    let apart = pieces.len() > 1 && line.piece(start, end).text.contains("  ");
    (!apart).then_some(Head { start, end, column })
}

/// Whether a line opens what is not part of the table: a heading, a caption, a request.
fn ends(line: &Line<'_>, glossary: &Glossary, heads: &[Head]) -> bool {
    let words = line.text.trim_matches(|c: char| form::BULLETS.contains(&c) || "# ".contains(c));
    let words = words.strip_prefix("o ").unwrap_or(words);
    if words.is_empty() {
        return false;
    }
    let margin = heads.first().map_or(0, |head| head.end);
    let whole = line.indent() < margin && !words.contains("  ");
    let label = glossary.is_caption(words) && !words.contains("  ");
    let opens = line.text.trim_start().starts_with(['#', '{', '[', '}', ']']) || form::is_request_line(words);
    let named = whole && words.len() < 80 && (glossary.section(words).is_some() || glossary.status(words).is_some());
    label || (whole && opens) || named
}

/// Between each head and the next: which columns no line has words in.
struct Gaps {
    between: Vec<(Range<usize>, Vec<bool>)>,
    measure: Measure,
}

impl Gaps {
    fn new(heads: &[Head], measure: Measure) -> Self {
        let pairs =
            heads.windows(2).filter_map(|pair| if let [left, right] = pair { Some((left, right)) } else { None });
        let between =
            pairs.map(|(left, right)| (left.end..right.start, vec![true; right.start.saturating_sub(left.end)]));
        Self { between: between.collect(), measure }
    }

    /// Takes a line, unless it would leave no gap between two heads.
    fn take(&mut self, line: &Line<'_>) -> bool {
        let line = Columns::measured(*line, self.measure);
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

    /// Where the columns start: after the gap at whose end most lines begin.
    fn starts(&self, body: &[Line<'_>]) -> Option<Vec<usize>> {
        let lines: Vec<Columns<'_>> =
            body.iter().filter(|line| !line.is_blank()).map(|line| Columns::measured(*line, self.measure)).collect();
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
            // Of two gaps at which as many lines begin, the wider one is between columns, the other between words.
            let wide =
                |at: usize| at.checked_sub(range.start + 2).is_some_and(|before| free.get(before) == Some(&true));
            starts.push(ends.into_iter().rev().max_by_key(|at| (begins(*at), wide(*at)))?);
        }
        Some(starts)
    }
}
