//! Rows that lost their names, as where a scraper drops the link that a name is. In: the rows of a table, the values that
//! the examples of its side show, and the members whose parts later tables state. Out: the rows with the names that
//! these tell; the others are reported.

use super::{
    ExampleDraft, ExampleSide, TypeExpr,
    columns::Columns,
    findings::Findings,
    rows::RowRead,
    sample::{self, Object},
    table_role::Side,
};
use crate::{
    diagnostic::Code,
    glossary::{Column, Glossary, form},
    page::{Cell, Row, Text},
};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The rows of a table after their names were looked for.
pub(super) struct Restored {
    /// Those that have names.
    pub(super) rows: Vec<RowRead>,
    /// Some were structures, and nothing tells their names: the tables that follow may state their parts, and not what
    /// this table does.
    pub(super) lost_structures: bool,
}

/// Names the rows that have lost their names.
pub(super) fn restore<'p>(
    mut rows: Vec<RowRead>,
    examples: &[ExampleDraft],
    stated: impl Iterator<Item = &'p str>,
    side: Side,
    findings: &mut Findings,
) -> Restored {
    if !rows.iter().any(|row| row.lost_name) {
        return Restored { rows, lost_structures: false };
    }
    let mut lost_structures = false;
    let mut objects = Vec::new();
    for example in examples.iter().filter(|example| shows(example, side)) {
        objects.extend(example.value.iter().flat_map(sample::objects));
    }
    let named: BTreeSet<String> =
        rows.iter().filter(|row| !row.lost_name && !row.element).map(|row| row.field.name.clone()).collect();
    let mut stated = stated.filter_map(|path| path.rsplit('.').next());
    let mut taken = named.clone();
    let mut before: Option<String> = None;
    rows.retain_mut(|row| {
        let kept = !row.lost_name || {
            let ty = &row.field.ty.expr;
            let shown = shown_name(&objects, &named, before.as_deref(), ty);
            let structured = is_structure(ty);
            let by_example = shown.is_some();
            let next = || stated.find(|name| structured && !taken.contains(*name)).map(str::to_owned);
            row.field.name = shown.or_else(next).unwrap_or_default();
            taken.insert(row.field.name.clone());
            tell(row, by_example, findings)
        };
        lost_structures |= !kept && is_structure(&row.field.ty.expr);
        before = Some(row.field.name.clone());
        kept
    });
    Restored { rows, lost_structures }
}

/// What is left of a row whose name a scraper lost with its link.
pub(super) struct Nameless<'t> {
    pub(super) ty: &'t Text,
    /// What says whether it is mandatory, if that has moved under another head.
    pub(super) mandatory: Option<&'t Text>,
}

/// A row without a name: the name cell is empty, or the cell after it has moved into it and left its own empty, or
/// words of the row above have. Neither what says yes or no nor what names a type is a name. A small `object` is
/// one only where the row lacks a cell.
pub(super) fn lost_name<'t>(row: &'t Row, columns: &Columns, glossary: &Glossary) -> Option<Nameless<'t>> {
    let mut names = columns.cells(row, Column::Name).map(|(_, cell)| cell);
    let (name, None) = (names.next()?, names.next()) else { return None };
    let ty = columns.cell(row, Column::Type)?;
    let is_type = |cell: &Cell| glossary.looks_like_type(&cell.text.content);
    let moved = |ty: &'t Cell, mandatory: Option<&'t Cell>| {
        Some(Nameless { ty: &ty.text, mandatory: mandatory.map(|cell| &cell.text) })
    };
    if name.text.is_empty() {
        return is_type(ty).then(|| moved(ty, None)).flatten();
    }
    let mandatory = columns.cell(row, Column::Mandatory);
    let answers = glossary.yes_no(&name.text.content).is_some() && !form::opens_small(&name.text.content);
    if answers && is_type(ty) && mandatory.is_some_and(|cell| cell.absent) {
        return moved(ty, Some(name));
    }
    let words = name.text.content.trim();
    if is_type(ty) && says_something(words, glossary) {
        return moved(ty, None);
    }
    let plain =
        || !form::opens_small(words) && !glossary.is_none(words) && glossary.types().plain_word(words).is_some();
    let typed =
        glossary.names_structure(words) || ty.absent && (glossary.names_structure_in_any_case(words) || plain());
    (typed && !is_type(ty)).then(|| moved(name, None)).flatten()
}

/// Whether words in the place of a name are a sentence, a label with what it labels, or words for nothing.
fn says_something(words: &str, glossary: &Glossary) -> bool {
    let labels = words.split_once(": ").or(words.split_once('：')).is_some_and(|(_, rest)| !rest.trim().is_empty());
    let sentence = form::ends_sentence(words) && (words.contains(' ') || !words.is_ascii());
    let nothing = glossary.is_none(words) && !form::opens_small(words) && !form::is_dash(words);
    labels || sentence || nothing
}

fn is_structure(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Object(_) | TypeExpr::List(_) | TypeExpr::Map(_))
}

/// Tells what became of a row without a name; whether it has one now.
fn tell(row: &RowRead, by_example: bool, findings: &mut Findings) -> bool {
    let name = &row.field.name;
    if !name.is_empty() {
        let told = if by_example {
            format!("the example shows `{name}` in its place")
        } else {
            format!("a table states the parts of `{name}`")
        };
        findings.note(Code::NameFromExample, format!("the name of this row is missing; {told}"), row.field.place);
        return true;
    }
    if let Some(id) = row.field.row {
        let message = "this row of a parameter table names no parameter, and no example shows it".to_owned();
        findings.reported(id, Code::NamelessRow, message, row.field.place);
    }
    false
}

fn shows(example: &ExampleDraft, side: Side) -> bool {
    match example.side {
        ExampleSide::Request { .. } => side == Side::Request,
        ExampleSide::Response(_) => side == Side::Response,
        ExampleSide::Unsaid => side != Side::Uri,
    }
}

/// The key that the objects with the table's other names show for the row: the only one that fits, or the one after
/// the row before.
fn shown_name(objects: &[Object<'_>], named: &BTreeSet<String>, before: Option<&str>, ty: &TypeExpr) -> Option<String> {
    let of_table = |shown: &&Object<'_>| {
        let shared = shown.members.keys().filter(|key| named.contains(*key)).count();
        if named.is_empty() { shown.at_top } else { shared * 2 >= named.len() && shared > 0 }
    };
    objects.iter().filter(of_table).find_map(|shown| {
        let is_free = |(key, value): &(&String, &Value)| !named.contains(*key) && fits(value, ty);
        let mut free = shown.members.iter().filter(is_free).map(|(key, _)| key);
        match (free.next(), free.next()) {
            (Some(only), None) => Some(only.clone()),
            _ => key_after(shown.members, before).filter(is_free).map(|(key, _)| key.clone()),
        }
    })
}

/// The key after another one; without that one, the first.
fn key_after<'a>(object: &'a Map<String, Value>, before: Option<&str>) -> Option<(&'a String, &'a Value)> {
    let place = match before.filter(|name| !name.is_empty()) {
        Some(name) => object.keys().position(|key| key == name)? + 1,
        None => 0,
    };
    object.iter().nth(place)
}

fn fits(value: &Value, ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Object(_) | TypeExpr::Map(_) => value.is_object() || value.is_null(),
        TypeExpr::List(_) => value.is_array() || value.is_null(),
        TypeExpr::String => value.is_string() || value.is_null(),
        TypeExpr::Integer | TypeExpr::Number => value.is_number() || value.is_null(),
        TypeExpr::Boolean => value.is_boolean() || value.is_null(),
        TypeExpr::Unsaid | TypeExpr::Any | TypeExpr::Binary | TypeExpr::Unknown(_) => true,
    }
}
