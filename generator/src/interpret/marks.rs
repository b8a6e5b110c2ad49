//! Marks in name cells: how deep a row stands (`> key`, `└─ key`), that it may be left out (`key?`), that it must be given
//! (`key*`). A cell enters; its name and what the marks say leave. Rows that stand below another one get its name before
//! theirs, as dotted names have it.

use super::{
    Mandatory, TypeExpr,
    findings::Findings,
    rows::RowRead,
    table_role::{Known, Side},
};
use crate::{diagnostic::Code, glossary::form::DEPTH_SIGNS, page::Text};

/// What the marks of a name cell say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// How much stands before the name; more means deeper.
    pub(super) depth: usize,
    /// `key?`
    pub(super) optional: bool,
    /// `key*`
    pub(super) starred: bool,
}

/// Blanks that nobody types by accident.
const WIDE_BLANKS: &[char] = &['\u{a0}', '\u{2002}', '\u{2003}', '\u{2007}', '\u{3000}'];

/// The same in HTML.
const WIDE_ENTITIES: &[&str] = &["&nbsp;", "&ensp;", "&emsp;", "&#160;", "&#xa0;"];

/// No name is indented by more characters of its source.
const DEEPEST_INDENT: usize = 256;

impl Marks {
    /// The marks of a name's first line, and the name without them.
    pub(super) fn of(line: &str) -> (Self, &str) {
        let (before, name) = prefix(line);
        let mut marks = Self { depth: before, ..Self::default() };
        let mut name = name.trim();
        // A star after the mark of what may be left out is that of a footnote.
        let noted = name.trim_end_matches(['*', '＊', '\\', ' ']);
        let noted = if noted.ends_with(['?', '？']) { noted } else { name };
        if let Some(bare) = noted.strip_suffix(['?', '？']).filter(|bare| is_name(bare)) {
            marks.optional = true;
            name = bare.trim_end();
        }
        // `x-meta-*` is a family of names.
        let bare = name.trim_end_matches(['*', '＊']).trim_end().trim_end_matches('\\').trim_end();
        if bare.len() < name.len() && is_name(bare) && !name.starts_with('*') {
            marks.starred = true;
            name = bare;
        }
        (marks, name)
    }

    /// What they say of mandatory, where no column does. A page that sets a star after some names means those that must
    /// be given.
    pub(super) fn mandatory(self) -> Mandatory {
        match self {
            Self { optional: true, .. } => Mandatory::No,
            Self { starred: true, .. } => Mandatory::Yes,
            Self { .. } => Mandatory::Unsaid,
        }
    }
}

/// How many signs of depth a line begins with, and what follows them.
fn prefix(line: &str) -> (usize, &str) {
    let name = line.trim_start_matches(|c: char| DEPTH_SIGNS.contains(&c) || c.is_whitespace());
    let signs = line.strip_suffix(name).unwrap_or_default();
    if signs.contains(DEPTH_SIGNS) {
        return (signs.chars().filter(|c| !c.is_whitespace() || WIDE_BLANKS.contains(c)).count(), name);
    }
    // Dashes and dots begin names too: alone they say nothing, before a blank or repeated they do.
    for sign in ['-', '.', '–', '—'] {
        let rest = line.trim_start_matches([sign, ' ']);
        let count = line.strip_suffix(rest).unwrap_or_default().matches(sign).count();
        let apart = line.strip_suffix(rest).is_some_and(|signs| signs.ends_with(' '));
        if count > 0 && (count > 1 || apart || sign == '.') && is_name(rest.trim_end_matches(['?', '*'])) {
            return (count, rest);
        }
    }
    (0, line)
}

fn is_name(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '"' || c == '`')
        && text.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ']' | '"' | '`' | ')'))
}

/// How far a name is indented by blanks that are meant, which no text keeps.
pub(super) fn indent(name: &Text, source: &str) -> usize {
    let start = usize::try_from(name.place.start).unwrap_or_default();
    let before = source.get(..start).unwrap_or_default();
    let mut rest = before;
    let mut wide = 0;
    while before.len() - rest.len() < DEEPEST_INDENT {
        let trimmed = rest.trim_end_matches([' ', '\t']);
        let blank = trimmed.strip_suffix(WIDE_BLANKS);
        let entity = || WIDE_ENTITIES.iter().find_map(|entity| trimmed.strip_suffix(entity));
        let Some(shorter) = blank.or_else(entity) else { break };
        wide += 1;
        rest = shorter;
    }
    let inside = source.get(start..).unwrap_or_default();
    let own = inside.chars().take_while(|c| WIDE_BLANKS.contains(c)).count();
    let entities = WIDE_ENTITIES.iter().map(|entity| leading(inside, entity)).max().unwrap_or_default();
    wide + own.max(entities)
}

fn leading(text: &str, entity: &str) -> usize {
    let mut rest = text;
    let mut count = 0;
    while let Some(shorter) = rest.strip_prefix(entity).filter(|_| count < DEEPEST_INDENT) {
        rest = shorter;
        count += 1;
    }
    count
}

/// Where the mark of what may be left out is all that a table says of mandatory, names without it must be given.
pub(super) fn require_unmarked(rows: &mut [(RowRead, Marks)]) {
    let says_no_more = |(row, marks): &(RowRead, Marks)| marks.optional || row.field.mandatory == Mandatory::Unsaid;
    if rows.iter().any(|(_, marks)| marks.optional) && rows.iter().all(says_no_more) {
        let unmarked = rows.iter_mut().filter(|(_, marks)| !marks.optional);
        unmarked.for_each(|(row, _)| row.field.mandatory = Mandatory::Yes);
    }
}

/// `pets[]` and `Pets.N` are lists with names of their own: in an answer, or where the example of the request has the bare
/// name.
pub(super) fn without_list_marks(mut rows: Vec<RowRead>, side: Side, known: &Known) -> Vec<RowRead> {
    for row in &mut rows {
        let marked = [("[]", true), (".N", false), (".n", false)];
        let bare = marked.iter().find_map(|(mark, anywhere)| Some((row.field.name.strip_suffix(mark)?, *anywhere)));
        let Some((bare, anywhere)) = bare.filter(|(bare, _)| is_name(bare)) else { continue };
        if (side == Side::Response && anywhere) || known.sent.contains(bare) {
            row.field.name = bare.to_owned();
            let item = std::mem::take(&mut row.field.ty.expr);
            row.field.ty.expr = if matches!(item, TypeExpr::List(_)) { item } else { TypeExpr::List(Box::new(item)) };
        }
    }
    rows
}

/// A row above that others may stand below.
struct Step {
    depth: usize,
    /// Its name with those of the rows above it.
    path: String,
    holds: bool,
    is_list: bool,
}

/// Puts rows that stand deeper than one above below it: `key` under `list` becomes `list[].key`.
pub(super) fn nest(rows: &mut [(RowRead, Marks)], findings: &mut Findings) {
    let mut steps: Vec<Step> = Vec::new();
    for (row, Marks { depth, .. }) in rows {
        while steps.last().is_some_and(|step| step.depth >= *depth) {
            steps.pop();
        }
        match steps.last() {
            Some(parent) if parent.holds => {
                let list = if parent.is_list && !parent.path.ends_with("[]") { "[]" } else { "" };
                row.field.name = format!("{}{list}.{}", parent.path, row.field.name);
            }
            Some(parent) => {
                let message = format!(
                    "`{}` is marked as a member of `{}`, whose type has no members; it is read as one beside it",
                    row.field.name, parent.path
                );
                findings.note(Code::UnclearMark, message, row.field.place);
            }
            None => {}
        }
        let expr = &row.field.ty.expr;
        let is_list = matches!(expr, TypeExpr::List(_));
        steps.push(Step { depth: *depth, path: row.field.name.clone(), holds: expr.may_be_object(), is_list });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_before_and_after_names() {
        let of = |depth, optional, starred| Marks { depth, optional, starred };
        let rows = [
            ("key", of(0, false, false), "key"),
            ("> key", of(1, false, false), "key"),
            (">>key", of(2, false, false), "key"),
            ("> > key", of(2, false, false), "key"),
            ("└─ key", of(2, false, false), "key"),
            ("│  └─ key", of(3, false, false), "key"),
            ("+ key", of(1, false, false), "key"),
            ("..key", of(2, false, false), "key"),
            (".key", of(1, false, false), "key"),
            ("- key", of(1, false, false), "key"),
            ("-key", of(0, false, false), "-key"),
            ("key?", of(0, true, false), "key"),
            ("key? \\*", of(0, true, false), "key"),
            ("key*", of(0, false, true), "key"),
            ("key \\*", of(0, false, true), "key"),
            ("» key?", of(1, true, false), "key"),
            ("x-meta-*", of(0, false, false), "x-meta-*"),
            ("*key*", of(0, false, false), "*key*"),
            ("**key**", of(0, false, false), "**key**"),
            ("-", of(0, false, false), "-"),
            ("...", of(0, false, false), "..."),
        ];
        for (cell, marks, name) in rows {
            assert_eq!(Marks::of(cell), (marks, name), "{cell}");
        }
    }

    #[test]
    fn blanks_that_are_meant() {
        for (before, inside, wide) in
            [("| ", "key", 0), ("| &nbsp;&nbsp;", "key", 2), ("|", "\u{3000}key", 1), ("<td>&emsp; ", "key", 1)]
        {
            let source = format!("{before}{inside}");
            let text = Text::plain("key", crate::page::Span::new(before.len(), source.len()));
            assert_eq!(indent(&text, &source), wide, "{source}");
        }
    }
}
