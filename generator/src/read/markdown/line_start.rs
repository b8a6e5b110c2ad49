//! Where a line of Markdown's running text begins a text of its own, though Markdown joins it to the line above: at a label,
//! at what a label leads to, at a parameter, and at
//! a mark of a printed schema. In go the words before and after a line's end. Out: whether they stay
//! apart.

use crate::{
    glossary::{Glossary, form},
    page::{Span, Text},
    read::{
        parameter::{Opening, Parameter},
        printed_schema, section,
    },
};

/// Whether the words after a line's end begin a text of their own.
pub(super) fn is_kept(before: &str, after: &str, glossary: &Glossary) -> bool {
    let line = after.lines().next().unwrap_or_default().trim();
    let above = before.lines().next_back().unwrap_or_default().trim();
    let is_mark = |line: &str| printed_schema::mark(form::without_bullets(line), glossary).is_some();
    opens_bold_label(line)
        || is_mark(above)
        || is_mark(line)
        || leads(above, glossary)
        || leads(line, glossary)
        || section::states_call(line, glossary)
        || is_parameter(line, glossary)
        || is_member(line, glossary)
        || is_member(above, glossary)
}

/// Whether a line opens with a label in bold: `**Method**: GET` below another line is a line of its own.
fn opens_bold_label(line: &str) -> bool {
    let cut = ["**", "__"].iter().find_map(|mark| line.strip_prefix(mark)?.split_once(mark));
    cut.is_some_and(|(label, rest)| {
        label.trim_end().ends_with([':', '：']) || rest.trim_start().starts_with([':', '：'])
    })
}

/// Whether a line is the label of a part of a call: `Query parameters:`.
fn leads(line: &str, glossary: &Glossary) -> bool {
    form::ends_label(line) && glossary.heading(line).is_some()
}

/// Whether a line opens with a name and its facts in brackets: `limit (integer, optional): how many`.
fn is_parameter(line: &str, glossary: &Glossary) -> bool {
    let name = line.split('(').next().unwrap_or_default().trim_end();
    let bracketed = name.len() < line.len() && form::is_path_of_members(name.trim_matches('`'));
    bracketed && states_facts(&line.replace('`', ""), glossary).is_some()
}

/// Whether a line holds nothing but a name in bold and its facts: `**limit** integerrequired`.
fn is_member(line: &str, glossary: &Glossary) -> bool {
    let bold = line.strip_prefix("**").and_then(|line| line.split_once("** "));
    bold.is_some_and(|(name, facts)| {
        form::is_identifier(name)
            && states_facts(&format!("{name} {facts}"), glossary).is_some_and(|row| row.words.is_empty())
    })
}

fn states_facts(line: &str, glossary: &Glossary) -> Option<Parameter> {
    let (row, opening) = Parameter::of_line(&Text::plain(line, Span::default()), glossary)?;
    (opening == Opening::Facts).then_some(row)
}
