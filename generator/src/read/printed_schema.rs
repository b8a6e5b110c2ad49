//! Schemas that a tool prints line by line: `Array [` and `]` around the members of a list, `oneOf` above alternatives,
//! members in bold that nothing parts, and tabs of which one is shown. In go the blocks of a page; out come the same with
//! each mark and each such member in a text of its own, and without tabs. How deep a member stands is not decided here.

use super::parameter::Parameter;
use crate::{
    glossary::{Column, Glossary, Section, TypeMeaning, form},
    page::{Block, BlockKind, Text},
};
use std::ops::Range;

/// A line of a schema that is no member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `Array [`
    Opens,
    /// `]`
    Closes,
    /// `oneOf`: what stands below are members of several alternatives.
    Choice,
}

/// The mark that a line is.
pub(super) fn mark(line: &str, glossary: &Glossary) -> Option<Mark> {
    let line = line.trim();
    let types = glossary.types();
    if let Some(list) = line.strip_suffix('[').map(str::trim_end) {
        return types.word(list).is_some_and(|word| word.means == TypeMeaning::List).then_some(Mark::Opens);
    }
    let is_choice = || types.grammar.any_of.iter().any(|word| !word.contains(' ') && word.eq_ignore_ascii_case(line));
    (line == "]").then_some(Mark::Closes).or_else(|| is_choice().then_some(Mark::Choice))
}

/// The type of the values of an object whose keys its callers choose, as a line says: `property name* string`.
pub(super) fn any_key<'t>(line: &'t str, glossary: &Glossary) -> Option<&'t str> {
    let (name, kind) = line.split_once('*').map(|(name, kind)| (name.trim(), kind.trim()))?;
    let names = &glossary.types().names.any_key;
    (names.iter().any(|words| words.eq_ignore_ascii_case(name)) && glossary.looks_like_type(kind)).then_some(kind)
}

/// Whether members of a schema stand in a text without anything between them: `idintegerrequirednamestringrequired`. Where
/// one ends and the next begins is not known.
pub(super) fn is_glued(text: &str, glossary: &Glossary) -> bool {
    let types = glossary.types();
    let is_type = |text: &str| {
        types.plain_word(text).is_some() || form::cuts(text).any(|(_, end)| types.plain_word(end).is_some())
    };
    let glued = |word: &String| {
        let ends = text.match_indices(word.as_str()).filter(|(at, _)| {
            let before = text.get(..*at).unwrap_or_default();
            let before = before.trim_end_matches(['[', ']']).rsplit(|c: char| !c.is_ascii_alphanumeric()).next();
            let after = text.get(at + word.len()..).unwrap_or_default();
            after.starts_with(|c: char| c.is_ascii_lowercase()) && before.is_some_and(is_type)
        });
        ends.count()
    };
    types.grammar.required.iter().map(glued).sum::<usize>() > 1
}

/// Takes such schemas apart.
pub(super) fn part(blocks: Vec<Block>, glossary: &Glossary) -> Vec<Block> {
    let tabs = tabs(&blocks, glossary);
    let mut walk = Walk { glossary, open: 0, in_choice: false, done: Vec::with_capacity(blocks.len()) };
    for (block, is_tab) in blocks.into_iter().zip(tabs) {
        if !is_tab {
            walk.block(block);
        }
    }
    walk.done
}

/// Which blocks are tabs: items without a word between, that name the schema or body and examples of it. Of what they
/// name, the first stands below, with no label of its own.
fn tabs(blocks: &[Block], glossary: &Glossary) -> Vec<bool> {
    let is_example =
        |item: &Block| item.text().and_then(|text| glossary.heading(&text.content)).is_some_and(Section::is_example);
    let is_schema = |item: &Block| {
        let names = |text: &Text| {
            glossary.column(&text.content) == Some(Column::Type) || glossary.place(&text.content).is_some()
        };
        item.text().is_some_and(names)
    };
    let mut tabs = vec![false; blocks.len()];
    for (at, first) in blocks.iter().enumerate().filter(|(_, block)| block.is_item() && is_schema(block)) {
        let more = blocks.get(at + 1..).unwrap_or_default();
        let more =
            more.iter().take_while(|next| next.is_item() && next.depth == first.depth && is_example(next)).count();
        if more > 0 {
            tabs.iter_mut().skip(at).take(1 + more).for_each(|tab| *tab = true);
        }
    }
    tabs
}

struct Walk<'g> {
    glossary: &'g Glossary,
    /// How many lists are open.
    open: usize,
    /// Whether the last line leads to alternatives, whose names are items.
    in_choice: bool,
    done: Vec<Block>,
}

impl Walk<'_> {
    fn block(&mut self, block: Block) {
        let (BlockKind::Paragraph(text) | BlockKind::Item(text)) = &block.kind else {
            (self.open, self.in_choice) = (0, false);
            self.done.push(block);
            return;
        };
        let (names_choice, is_item) = (self.in_choice && block.is_item(), block.is_item());
        self.in_choice = names_choice;
        let pieces = self.pieces(text);
        let untouched = |piece: &Text| piece.content.split_whitespace().eq(text.content.split_whitespace());
        if !names_choice && matches!(pieces.as_slice(), [(piece, None)] if untouched(piece)) {
            self.done.push(block);
            return;
        }
        let Block { depth, mut anchors, place, .. } = block;
        for (nth, (piece, mark)) in pieces.into_iter().enumerate() {
            let listed = is_item && nth == 0 && mark.is_none() && !names_choice;
            let kind = if listed { BlockKind::Item(piece) } else { BlockKind::Paragraph(piece) };
            self.done.push(Block { depth, kind, anchors: std::mem::take(&mut anchors), place });
        }
    }

    /// The marks of a text, the members in bold that nothing parts, and what stands between them.
    fn pieces(&mut self, text: &Text) -> Vec<(Text, Option<Mark>)> {
        let mut pieces: Vec<(Text, Option<Mark>)> = Vec::new();
        let mut goes_on = false;
        for line in text.split_lines() {
            let mark = mark(&line.content, self.glossary).filter(|mark| *mark != Mark::Closes || self.open > 0);
            match mark {
                Some(Mark::Opens) => self.open += 1,
                Some(Mark::Closes) => self.open -= 1,
                Some(Mark::Choice) => self.in_choice = true,
                None => {}
            }
            let members = members(&line, self.glossary);
            match pieces.last_mut().filter(|_| goes_on && mark.is_none() && members.is_empty()) {
                Some((words, _)) => words.append_line(&line),
                None if members.is_empty() => pieces.push((line, mark)),
                None => pieces.extend(members.into_iter().map(|member| (member, None))),
            }
            goes_on = mark.is_none();
        }
        pieces
    }
}

/// The members of a line whose names are in bold, and stand between the words of one and the facts of the next without a
/// blank: `**id**stringWhich kite.**tail**object[]required`.
fn members(line: &Text, glossary: &Glossary) -> Vec<Text> {
    let names: Vec<_> = line
        .marked
        .iter()
        .filter(|name| {
            let (before, rest) = line.content.split_at_checked(name.start).unwrap_or_default();
            let after = rest.get(name.len()..).unwrap_or_default();
            let parted = before.ends_with(char::is_whitespace) || !after.starts_with(|c: char| c.is_ascii_lowercase());
            !parted && rest.get(..name.len()).is_some_and(form::is_identifier)
        })
        .collect();
    if names.first().is_none_or(|first| first.start > 0) {
        return Vec::new();
    }
    let ends: Vec<usize> = names.iter().skip(1).map(|next| next.start).chain([line.content.len()]).collect();
    let member = |(name, end): (&Range<usize>, usize)| {
        let facts = line.up_to(end).rest_from(name.end);
        let mut member = Text::plain(format!("{} ", line.content.get((*name).clone())?), line.place);
        member.append(&facts);
        member.marked.insert(0, 0..name.len());
        let (read, _) = Parameter::of_line(&member, glossary)?;
        read.is_described().then_some(member)
    };
    names.into_iter().zip(ends).map(member).collect::<Option<_>>().unwrap_or_default()
}
