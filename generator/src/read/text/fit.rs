//! How well a cell fits a column, in tenths of a point. In: a cell's words and what its column holds. Out: a score;
//! above nothing speaks for, below against. No decision is made here.

use crate::glossary::{Column, Glossary};

/// Scores, in tenths.
pub(super) type Score = i32;

/// How well a cell fits a column; a column of unknown head fits all alike.
pub(super) fn fit(glossary: &Glossary, column: Option<Column>, cell: &str) -> Score {
    fits(glossary, &[column], cell).next().unwrap_or(0)
}

/// How well a cell fits each of some columns.
pub(super) fn fits(glossary: &Glossary, columns: &[Option<Column>], cell: &str) -> impl Iterator<Item = Score> {
    let cell = cell.trim();
    let looks = Looks::of(glossary, cell, columns.contains(&Some(Column::Mandatory)));
    columns.iter().map(move |column| column.map_or(0, |column| score(&looks, column, cell)))
}

fn score(looks: &Looks, column: Column, cell: &str) -> Score {
    match column {
        Column::Name => name(looks, cell),
        Column::Mandatory => mandatory(looks),
        Column::Type => type_cell(looks, cell),
        Column::StatusCode => status_code(cell),
        Column::ErrorCode => error_code(looks, cell),
        Column::Method => pick(cell.len() < 8 && cell.chars().all(|c| c.is_ascii_alphabetic()), 30, -20),
        Column::Uri => pick(cell.starts_with('/') || cell.starts_with("http"), 30, -20),
        Column::In => pick(looks.words <= 2 && !looks.sentence, 5, -20),
        Column::Description | Column::Remark | Column::Message | Column::Solution => prose(looks),
        Column::Range | Column::Default | Column::Sample | Column::Authorization => 0,
    }
}

/// Whether cells of this column may run over several lines.
pub(super) fn is_prose(column: Option<Column>) -> bool {
    use Column::{Default, Description, Message, Range, Remark, Sample, Solution};
    matches!(column, None | Some(Description | Remark | Message | Solution | Range | Default | Sample))
}

fn pick(yes: bool, score: Score, otherwise: Score) -> Score {
    if yes { score } else { otherwise }
}

/// What can be seen of a cell without knowing its column.
#[allow(clippy::struct_excessive_bools, reason = "each states one observation, and all combinations occur")]
struct Looks {
    empty: bool,
    yes_no: bool,
    opens_yes_no: bool,
    is_type: bool,
    identifier: bool,
    sentence: bool,
    words: usize,
    length: usize,
}

impl Looks {
    /// Words before which a cell says yes or no are asked for only where some column can hold them.
    fn of(glossary: &Glossary, cell: &str, may_be_mandatory: bool) -> Self {
        const LONGEST: usize = 120;
        const LONGEST_TYPE: usize = 4;
        let length = cell.chars().take(LONGEST).count();
        let short = length < LONGEST;
        let yes_no = short && glossary.yes_no(cell).is_some();
        let words = cell.split_whitespace().take(LONGEST).count();
        // `Indicates the list of objects.` ends as types do.
        let told = words > LONGEST_TYPE && cell.ends_with(['.', '。']);
        Self {
            empty: cell.is_empty() || (short && cell.chars().all(|c| "-—/".contains(c))),
            yes_no,
            opens_yes_no: may_be_mandatory && !yes_no && glossary.leading_yes_no(cell).is_some(),
            is_type: short && !told && glossary.types().looks_like_type(cell),
            identifier: short && is_identifier(cell),
            sentence: cell.ends_with(['.', '。', '；', '，', ',']) || cell.contains(". ") || cell.contains('。'),
            words,
            length,
        }
    }
}

/// A name as JSON members, headers and path parameters have it.
pub(super) fn is_identifier(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_alphabetic() || "_@$[{*".contains(c))
        && cell.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:[]{}@$/*".contains(c))
        && !cell.ends_with([':', '.'])
}

fn name(looks: &Looks, cell: &str) -> Score {
    match looks {
        Looks { empty: true, .. } => -30,
        Looks { yes_no: true, .. } => -50,
        Looks { sentence: true, .. } => -60,
        // Items and `label：value` are lines of a description.
        _ if cell.starts_with(['-', '•']) || is_item(cell) || cell.contains(['：', '，']) || cell.ends_with(':') => {
            -60
        }
        Looks { is_type: true, identifier: true, .. } if cell.starts_with(|c: char| c.is_ascii_uppercase()) => -20,
        Looks { identifier: true, .. } => 30,
        Looks { words: ..=1, length: ..=20, .. }
            if !cell.starts_with(|c: char| c.is_ascii_digit() || "-*\"".contains(c)) =>
        {
            0
        }
        Looks { words: ..=3, length: ..=40, .. } if !cell.contains([':', '：', '"']) => -10,
        _ => -40,
    }
}

/// An item of a list, as cells hold them.
fn is_item(cell: &str) -> bool {
    ["- ", "* ", "+ ", "• "].iter().any(|bullet| cell.starts_with(bullet))
}

fn mandatory(looks: &Looks) -> Score {
    match looks {
        Looks { yes_no: true, .. } => 40,
        Looks { opens_yes_no: true, .. } => 20,
        Looks { empty: true, .. } => -10,
        Looks { is_type: true, .. } => -30,
        Looks { length: ..=40, .. } => -20,
        _ => -35,
    }
}

fn type_cell(looks: &Looks, cell: &str) -> Score {
    match looks {
        _ if is_item(cell) => -40,
        Looks { yes_no: true, .. } => -40,
        Looks { is_type: true, .. } => 40,
        Looks { empty: true, .. } => -10,
        Looks { sentence: true, words: 3.., .. } | Looks { length: 81.., .. } => -50,
        Looks { identifier: true, .. } => 0,
        Looks { words: ..=4, length: ..=30, .. } if !cell.contains([':', '：']) => -20,
        _ => -40,
    }
}

fn prose(looks: &Looks) -> Score {
    match looks {
        Looks { empty: true, .. } => 0,
        Looks { yes_no: true, .. } => -20,
        Looks { is_type: true, .. } => -15,
        Looks { sentence: true, .. } => 12,
        _ => 8,
    }
}

fn status_code(cell: &str) -> Score {
    let digits = cell.chars().take_while(char::is_ascii_digit).count();
    match digits {
        3 if cell.len() <= 40 => 30,
        _ if cell.len() <= 30 => -10,
        _ => -40,
    }
}

fn error_code(looks: &Looks, cell: &str) -> Score {
    match looks {
        Looks { empty: true, .. } => -20,
        _ if looks.words <= 1 && cell.chars().any(|c| c.is_ascii_digit()) => 30,
        Looks { words: ..=1, length: ..=40, sentence: false, .. } => 5,
        _ => -40,
    }
}
