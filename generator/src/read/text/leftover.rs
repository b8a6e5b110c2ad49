//! What a dump shows of tables that nobody read: captions without a table, heads of columns and rows among the words.
//! In: the blocks of a page. Out: a finding for each such region. Nothing is read here, so that no loss is silent.

use super::fit::is_identifier;
use crate::{
    diagnostic::{Code, Diagnostic},
    glossary::{Column, Glossary},
    page::{Block, BlockKind, Source, Span, Text},
};
use std::sync::Arc;

/// So many blocks without a sign of a table end a region.
const MOST_WORDS_BETWEEN: usize = 6;
const LONGEST_CAPTION: usize = 120;
const LONGEST_CELL: usize = 48;

/// Reports every region that looks like a table and is none.
pub(super) fn report(blocks: &[Block], glossary: &Glossary, source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) {
    let reported: Vec<Span> = diagnostics
        .iter()
        .filter(|finding| finding.code == Code::FlattenedTable)
        .filter_map(|finding| finding.place.as_ref().map(|place| place.span))
        .collect();
    let tables = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Table(_))).count();
    let mut open: Option<Region> = None;
    for (nth, block) in blocks.iter().enumerate() {
        let next = blocks.get(nth + 1);
        let words = match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Item(text) | BlockKind::Heading { text, .. } => Some(text),
            BlockKind::Code(_) | BlockKind::Table(_) => None,
        };
        let told = reported.iter().any(|span| span.start <= block.place.start && block.place.end <= span.end);
        let sign = words.filter(|_| !told).and_then(|text| sign(text, next, tables, glossary));
        match (&mut open, sign) {
            (Some(region), Some(sign)) => region.add(block.place, sign),
            (None, Some(sign)) => {
                let mut region = Region { place: block.place, rows: 0, heads: false, since: 0 };
                region.add(block.place, sign);
                open = Some(region);
            }
            (Some(region), None) => {
                region.since += 1;
                let heading = matches!(block.kind, BlockKind::Heading { .. });
                let ended = words.is_none() || heading || region.since > MOST_WORDS_BETWEEN;
                if ended && let Some(region) = open.take() {
                    region.close(source, diagnostics);
                }
            }
            (None, None) => {}
        }
    }
    if let Some(region) = open {
        region.close(source, diagnostics);
    }
}

/// A stretch of the page.
struct Region {
    place: Span,
    rows: usize,
    heads: bool,
    /// Blocks since the last sign.
    since: usize,
}

/// What shows that a table stood here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Caption,
    Heads,
    Row,
}

impl Region {
    fn add(&mut self, place: Span, sign: Sign) {
        self.place = self.place.to(place);
        self.since = 0;
        self.rows += usize::from(sign == Sign::Row);
        self.heads |= sign == Sign::Heads;
    }

    fn close(self, source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) {
        let message = match (self.heads, self.rows) {
            (_, 1) => "what looks like a row of a table was not read".to_owned(),
            (_, 2..) => format!("what looks like {} rows of a table was not read", self.rows),
            (true, _) => "heads of columns stand here, and no rows were found below them".to_owned(),
            (false, _) => "a caption stands here, and no table was found below it".to_owned(),
        };
        diagnostics.push(Diagnostic::new(Code::UnreadRegion, message).at(source, self.place));
    }
}

fn sign(text: &Text, next: Option<&Block>, tables: usize, glossary: &Glossary) -> Option<Sign> {
    let words = text.content.trim().trim_matches('*').trim();
    let below = next.and_then(|block| match &block.kind {
        BlockKind::Paragraph(text) | BlockKind::Item(text) => Some(text.content.trim().trim_matches('*').trim()),
        _ => None,
    });
    let head =
        |words: &str| Some(words).filter(|words| words.len() <= LONGEST_CELL).and_then(|words| glossary.column(words));
    let opens = matches!(head(words), Some(Column::Name | Column::StatusCode));
    let follows =
        |below| matches!(head(below), Some(Column::Type | Column::Mandatory | Column::Description | Column::In));
    let typed = |words: &str| glossary.yes_no(words).is_some() || glossary.looks_like_type(words);
    if opens && below.is_some_and(follows) {
        return Some(Sign::Heads);
    }
    if is_name(words) && below.is_some_and(|below| below.len() <= LONGEST_CELL && typed(below)) {
        return Some(Sign::Row);
    }
    let mut parts = words.split_whitespace();
    let (first, second) = (parts.next()?, parts.next());
    if is_name(first) && second.is_some_and(|second| is_capital(second) && typed(second)) {
        return Some(Sign::Row);
    }
    let sentence = words.ends_with(['.', '。', ':', '：', ';', '；']);
    // What names a table beyond the last one of the page tells of one that is gone, whatever else it says.
    let label = glossary.table_label(words)?;
    let gone = label.number as usize > tables;
    (gone || (!sentence && words.len() <= LONGEST_CAPTION)).then_some(Sign::Caption)
}

/// A name as members have it, and words of a sentence do not.
fn is_name(word: &str) -> bool {
    let lower = word.starts_with(|c: char| c.is_ascii_lowercase());
    word.len() > 1 && is_identifier(word) && (lower || word.contains(['_', '-']))
}

fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| !c.is_lowercase())
}
