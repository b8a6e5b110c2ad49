//! Guesses: what a heading opens by what follows it, what a column holds by its cells. A guess is for people to look at.

use crate::{
    glossary::{Column, Glossary, Section, form},
    page::{Block, BlockKind},
};

/// Descriptions are longer than names on average.
const SHORTEST_PROSE: usize = 16;

/// What a heading seems to open: the first table is of the request, later ones are of the answer.
pub(super) fn section(heading: &str, after: &[Block], described: bool, glossary: &Glossary) -> Option<Section> {
    let by_word = glossary.nearest_section(heading);
    if by_word.is_some() {
        return by_word;
    }
    let own = after.iter().take_while(|block| !matches!(block.kind, BlockKind::Heading { .. }));
    let mut prose = false;
    for block in own {
        match &block.kind {
            BlockKind::Table(table) => {
                let known = table.header.iter().filter(|head| glossary.column(&head.text.content).is_some()).count();
                let kind = if described { Section::Response } else { Section::Request };
                return (known > 0).then_some(kind);
            }
            BlockKind::Code(text) if text.lines().next().is_some_and(is_request_line) => {
                return Some(if described { Section::RequestExample } else { Section::Uri });
            }
            BlockKind::Code(_) => return described.then_some(Section::Example),
            BlockKind::Paragraph(text) if text.lines().any(is_request_line) => return Some(Section::Uri),
            BlockKind::Paragraph(_) | BlockKind::Item(_) => prose = true,
            BlockKind::Heading { .. } => {}
        }
    }
    (prose && !described).then_some(Section::Function)
}

/// What a column seems to hold.
pub(super) fn column(head: &str, cells: &[&str], first: bool, glossary: &Glossary) -> Option<Column> {
    let written: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let most = |holds: &dyn Fn(&str) -> bool| {
        let holding = written.iter().filter(|cell| holds(cell)).count();
        !written.is_empty() && holding * 2 > written.len()
    };
    let few = written.iter().collect::<std::collections::BTreeSet<_>>().len() <= 3 && written.len() > 2;
    if most(&|cell| glossary.yes_no(cell.trim_matches('*')).is_some()) {
        return Some(Column::Mandatory);
    }
    if most(&|cell| glossary.looks_like_type(cell)) {
        return Some(Column::Type);
    }
    if first && most(&is_identifier) {
        return Some(Column::Name);
    }
    let by_word = glossary.nearest_column(head);
    let letters: usize = written.iter().map(|cell| cell.chars().count()).sum();
    let prose = letters > SHORTEST_PROSE * written.len().max(1);
    // Two or three words over and over say whether something must be given.
    let by_cells = match () {
        () if prose => Some(Column::Description),
        () if few && !first => Some(Column::Mandatory),
        () => None,
    };
    by_word.or(by_cells)
}

/// Whether a cell of a type column is a word that is not a type that is known.
pub(super) fn is_type_word(cell: &str, glossary: &Glossary) -> bool {
    const LONGEST: usize = 32;
    let short = cell.chars().count() <= LONGEST && cell.split_whitespace().count() <= 3;
    !cell.is_empty()
        && short
        && !glossary.looks_like_type(cell)
        && !glossary.is_none(cell)
        && glossary.types().word(cell).is_none()
}

/// `GET /v1/things`
pub(super) fn is_request_line(line: &str) -> bool {
    let line = line.trim().trim_matches(['*', '`']);
    let method = line.split_whitespace().next().unwrap_or_default();
    form::is_request_line(line) && method.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// One word of letters, digits and what joins them.
pub(super) fn is_identifier(word: &str) -> bool {
    let word = word.trim_matches(['*', '`']);
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// `ShowPet`: two or more words in one.
pub(super) fn is_operation_name(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let hump = |pair: &[char]| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase());
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric())
        && letters.windows(2).any(hump)
}
