//! Which tables of an operation list parameters, and where each belongs. In: the entries of a page, and the names that
//! the request line and the examples show. Out: the tables with their roles; all other tables' rows find their fate here.

use super::{
    Fate,
    columns::{Columns, Kind},
    findings::Findings,
    outline::{At, Captioned, Entry, What},
    table_role::{Known, Part, Role, Side},
    type_cell, unknown_words,
};
use crate::{
    diagnostic::Code,
    glossary::{Caption, Column, Glossary, Section, form},
    page::{Row, Text},
};

/// A parameter table with its rows read and its role.
pub(super) struct Placed<'a> {
    pub(super) captioned: Captioned<'a>,
    pub(super) entry: &'a Entry<'a>,
    pub(super) role: Role,
}

/// The parameter tables with their roles; all other tables' rows find their fate here.
pub(super) fn placed<'a>(
    entries: &'a [Entry<'a>],
    mut before: Option<Side>,
    known: &Known,
    glossary: &Glossary,
    findings: &mut Findings,
) -> Vec<Placed<'a>> {
    let mut placed: Vec<Placed<'a>> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let What::Table(captioned) = entry.what else { continue };
        let columns = captioned.columns;
        let above = at.checked_sub(1).and_then(|above| entries.get(above)?.words());
        if placed.last().is_some_and(|table| lists_values(&captioned, above, &table.captioned, glossary)) {
            for (row, _) in captioned.rows() {
                findings.fate(row, Fate::NoParameter("a value of a parameter"));
            }
            continue;
        }
        let caption = caption_words(&captioned, glossary).and_then(|words| glossary.caption(&words));
        let caption = said_by_head(columns, glossary).or(caption);
        let section = describing_section(&entry.at);
        let stated = Role::of(caption, section, before).map(|role| {
            let weighed = role.weighed(section, &captioned.names().collect(), known);
            if weighed != role {
                let message = "the caption and the section of this table contradict each other; the section is \
                               followed, as the names of its rows do";
                findings.note(Code::CaptionDisagrees, message, captioned.table.place);
            }
            weighed
        });
        let role = stated.or_else(|| constants_role(&captioned, glossary)).map(|role| {
            let unsaid = caption.is_none() && section.is_none();
            if unsaid { role.unless_answered(&captioned.names().collect(), known) } else { role }
        });
        match (columns.kind(), role) {
            (Kind::Parameters, Some(role)) => {
                before = Some(role.side);
                placed.push(Placed { captioned, entry, role });
            }
            (kind, role) => {
                // Under a heading that no word list has, a table of names may be one of parameters.
                let names_some = entry.at.section.is_none() && captioned.names().any(is_member);
                let typed = columns.has(Column::Type) || columns.has(Column::Mandatory) || names_some;
                set_aside(&captioned, kind, role, typed, findings);
            }
        }
    }
    placed
}

/// Whether a table lists values of a parameter of the table before it: the words above name that one, no value in it is an
/// object, and no column says of the rows what columns of the other say of parameters.
fn lists_values(captioned: &Captioned<'_>, above: Option<&Text>, before: &Captioned<'_>, glossary: &Glossary) -> bool {
    let says_type = |columns: &Columns| columns.has(Column::Type) || columns.has(Column::Mandatory);
    let Some(above) = above.filter(|above| form::ends_label(&above.content)) else { return false };
    let names = |row: &&Row| {
        let name = before.columns.cell(row, Column::Name).map(|cell| cell.text.content.trim());
        above.marked.iter().any(|marked| name.is_some() && above.content.get(marked.clone()) == name)
    };
    let is_scalar = |row: &Row| {
        let ty = before.columns.cell(row, Column::Type).map(|cell| type_cell::read(&cell.text.content, glossary));
        ty.is_some_and(|ty| ty.expr.leaf().is_scalar())
    };
    !says_type(captioned.columns)
        && captioned.columns.kind() == Kind::Parameters
        && before.table.rows.iter().find(names).is_some_and(is_scalar)
}

/// What the head of the names says of the place in which they travel: `Query string parameter`.
fn said_by_head(columns: &Columns, glossary: &Glossary) -> Option<Caption> {
    use Section as S;
    let said = glossary.caption(columns.head(Column::Name)?)?;
    let places = [S::PathParameters, S::QueryParameters, S::RequestBody];
    matches!(said, Caption::Of(section) if places.contains(&section)).then_some(said)
}

/// Whether a name is written as members of bodies and parameters are, and words are not: `kite_id`, `kiteId`.
fn is_member(name: &str) -> bool {
    let name = name.trim_matches(['*', '`']);
    form::is_path_of_members(name) && name.contains(|c: char| c == '_' || c.is_ascii_uppercase())
}

/// The members whose parts the tables after one state, by their captions; up to the table of another side.
pub(super) fn members_stated<'p>(placed: &'p [Placed<'_>], index: usize) -> impl Iterator<Item = &'p str> {
    let side = placed.get(index).map(|table| table.role.side);
    let same_side = placed.iter().skip(index + 1).take_while(move |table| Some(table.role.side) == side);
    let captions = same_side.filter_map(|table| table.captioned.caption).map(|caption| caption.content.trim());
    captions.filter(|caption| form::is_path_of_members(caption))
}

/// The table that states the constant by which an operation is called is the request's, wherever it stands.
fn constants_role(captioned: &Captioned<'_>, glossary: &Glossary) -> Option<Role> {
    let rpc = glossary.rpc()?;
    let stated = |name: &str| rpc.constant(name.trim_matches(['*', '`'])).is_some();
    captioned.names().any(stated).then_some(Role { side: Side::Request, part: Part::Open, error: false })
}

/// The section whose parameters a table describes: an example that stands before a table inside a
/// chapter does not claim it.
fn describing_section(at: &At<'_>) -> Option<Section> {
    use Section as S;
    let example = matches!(at.section, Some(S::Example | S::RequestExample | S::ResponseExample));
    let described = matches!(at.chapter, Some(S::Uri | S::Request | S::Response));
    if example && described { at.chapter } else { at.section }
}

/// The fate of a table that holds no parameters.
fn set_aside(captioned: &Captioned<'_>, kind: Kind, role: Option<Role>, typed: bool, findings: &mut Findings) {
    let fate = match (kind, role) {
        (Kind::Statuses | Kind::Errors, _) => Fate::Status,
        (Kind::RequestLines, _) => Fate::NoParameter("a request line"),
        (Kind::Authorization, _) => Fate::NoParameter("a permission"),
        (Kind::Other, Some(_)) => {
            unknown_words::tell_table(captioned, findings);
            Fate::Reported
        }
        (Kind::Parameters, _) if typed => {
            let message = "this table describes parameters, but belongs to neither request nor response";
            findings.note(Code::UnplacedTable, message, captioned.table.place);
            Fate::Reported
        }
        (Kind::Parameters | Kind::Other, _) => Fate::NoParameter("outside of request and response"),
    };
    for (row, _) in captioned.rows() {
        findings.fate(row, fate.clone());
    }
}

/// The caption's words without its number.
pub(super) fn caption_words(captioned: &Captioned<'_>, glossary: &Glossary) -> Option<String> {
    let caption = captioned.caption.map(|text| text.content.trim()).filter(|words| !words.is_empty())?;
    let words = glossary.table_label(caption).map_or(caption, |label| label.rest);
    // Of the way to a member only its end is the member: `project.links`.
    let words = words.rsplit('.').next().filter(|_| form::is_path_of_members(words)).unwrap_or(words);
    (!words.is_empty()).then(|| words.to_owned())
}
