//! A parameter table's rows to fields: each row is read on its own, by the columns of its table.
//! A row that names nothing is reported here; where the others belong is decided elsewhere.

use super::{
    Fate, FieldDraft, Mandatory, TypeCell, TypeExpr,
    columns::Columns,
    findings::Findings,
    lost_names,
    marks::{self, Marks},
    outline::Captioned,
    prose::{self, Described},
    spanned_parents, type_cell,
};
use crate::{
    call::Place,
    diagnostic::Code,
    glossary::{
        Column, Glossary, YesNo,
        form::{self, strip_prefix_ignoring_case},
    },
    page::{Cell, Row, RowId, Text},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// A row, read.
pub(super) struct RowRead {
    pub(super) field: FieldDraft,
    /// Where its own cells say that it travels.
    pub(super) says: Option<Place>,
    /// It stands for the elements of a body that is a list.
    pub(super) element: bool,
    /// Its name cell is a dash: it may stand for the body itself.
    pub(super) dash: bool,
    /// Its name is lost: the cell is empty, or the type has moved into it.
    pub(super) lost_name: bool,
}

/// Reads the rows of a table.
pub(super) fn read(captioned: &Captioned<'_>, glossary: &Glossary, findings: &mut Findings) -> Vec<RowRead> {
    let columns = captioned.columns;
    let mut rows = Vec::new();
    for (id, row) in spanned_parents::restore(captioned.rows(), columns, glossary) {
        let row = row.as_ref();
        if columns.repeats_heads(row, glossary) {
            findings.fate(id, Fate::NoParameter("the column headers again"));
            continue;
        }
        if row.cells.iter().all(|cell| cell.text.is_empty() || glossary.is_none(&cell.text.content)) {
            findings.fate(id, Fate::NoParameter("the page says that there are none"));
            continue;
        }
        if is_group(row) {
            findings.fate(id, Fate::NoParameter("a heading among the rows"));
            continue;
        }
        let begun = captioned.table.cut && id.row as usize + 1 == captioned.table.rows.len();
        match read_row(row, id, begun, columns, glossary, findings) {
            Some(read) => rows.push(read),
            None => findings.reported(
                id,
                Code::NamelessRow,
                "this row of a parameter table names no parameter".to_owned(),
                row.place,
            ),
        }
    }
    marks::require_unmarked(&mut rows);
    marks::nest(&mut rows, findings);
    let mut rows: Vec<RowRead> = rows.into_iter().map(|(row, _)| row).collect();
    nest_below_parents(&mut rows, glossary);
    rows
}

/// It heads the rows below it: one cell over all columns, which the table's grid has copied into each, or a cell of several
/// words beside empty ones.
fn is_group(row: &Row) -> bool {
    let (first, more) = match row.cells.split_first() {
        Some((first, more)) if more.len() >= 2 => (first, more),
        _ => return false,
    };
    let same = |cell: &Cell| cell.text.content == first.text.content;
    // `> key` is a name with the mark of its depth.
    let words = Marks::of(first.text.content.trim()).1.contains(' ');
    let empty = |cell: &Cell| !cell.absent && cell.text.is_empty();
    !first.text.is_empty() && (more.iter().all(same) || (words && more.iter().all(empty)))
}

/// `Parent: Rule` in the words of a row, a line or a sentence of its own, puts it below that row, as tables of elements of
/// XML do: its name becomes `Rule.Name`. Of several parents the first counts.
fn nest_below_parents(rows: &mut [RowRead], glossary: &Glossary) {
    let labels = &glossary.types().grammar.parent;
    let mut paths: BTreeMap<String, String> = BTreeMap::new();
    for row in rows {
        let field = &mut row.field;
        let mut sentences = field.facts.doc.lines().flat_map(|line| line.split(". ").flat_map(|part| part.split('。')));
        let stated = sentences.find_map(|sentence| after_label(sentence, labels));
        // A scraper may have run the labels into one line.
        let parent = stated.or_else(|| after_inner_label(&field.facts.doc, labels)).map(|parent| {
            let parent = parent.trim_end_matches(['.', '。']).split([' ', ',', '、', '或']).next().unwrap_or_default();
            parent.rsplit(['.', '>', '/']).next().unwrap_or(parent).trim().to_owned()
        });
        let own = field.name.clone();
        if let Some(path) = parent.and_then(|parent| paths.get(&parent)) {
            field.name = format!("{path}.{own}");
        }
        paths.insert(own, field.name.clone());
    }
}

/// What follows a label at the beginning of a sentence.
fn after_label<'t>(line: &'t str, labels: &[String]) -> Option<&'t str> {
    let line = line.trim();
    labels.iter().find_map(|label| {
        let rest = strip_prefix_ignoring_case(line, label)?;
        rest.trim_start().strip_prefix([':', '：']).map(str::trim)
    })
}

/// What follows a label that stands among the words of a line: `Its date. Type: string Parent: Expiration`, `日期。类型：String`.
fn after_inner_label<'t>(text: &'t str, labels: &[String]) -> Option<&'t str> {
    let starts = text.match_indices([' ', '。', '；']).map(|(at, sign)| at + sign.len());
    let opens = |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii_lowercase()));
    starts.filter(opens).find_map(|at| after_label(text.get(at..)?, labels))
}

/// A row, and what the marks of its name say.
fn read_row(
    row: &Row,
    id: RowId,
    begun: bool,
    columns: &Columns,
    glossary: &Glossary,
    findings: &mut Findings,
) -> Option<(RowRead, Marks)> {
    let names: Vec<&Text> = columns.cells(row, Column::Name).map(|(_, cell)| &cell.text).collect();
    let type_text = columns.cell(row, Column::Type).map(|cell| &cell.text);
    let mandatory_text = columns.cell(row, Column::Mandatory).or_else(|| said_by_remark(row, columns, glossary));
    let lost = lost_names::lost_name(row, columns, glossary);
    let (type_text, mandatory_text) = match &lost {
        Some(moved) => (Some(moved.ty), moved.mandatory.or(mandatory_text.map(|cell| &cell.text))),
        None => (type_text, mandatory_text.map(|cell| &cell.text)),
    };
    let name = if lost.is_some() { Name::default() } else { Name::read(&names, glossary)? };
    // `-` in the first row alone stands for the elements of a list; words for nothing name a parameter only
    // where a type says so.
    let typed = type_text.is_some_and(|text| glossary.looks_like_type(&text.content));
    let nameless = if name.element { id.row > 0 && is_dash(&names) } else { glossary.is_none(&name.words) && !typed };
    if nameless && lost.is_none() {
        return None;
    }
    let (type_text, mandatory_text) = unswapped(type_text, mandatory_text, glossary);
    let said = mandatory(mandatory_text.map_or("", |text| &text.content), columns, glossary);
    let mut description = description(row, columns, name.note.as_deref(), glossary);
    let placed = type_text.and_then(|text| type_cell::place_before(&text.content, glossary));
    let type_words = placed.map(|(_, words)| words).or(type_text.map(|text| text.content.as_str()));
    let mut ty = type_words.map(|words| type_cell::read(words, glossary)).unwrap_or_default();
    if type_text.is_none()
        && let Some((opening, rest)) = opening_type(&description, glossary)
    {
        (ty, description) = (opening, rest);
    }
    // An empty cell and one of `-` say no type; the row's other cells may.
    if ty.expr == TypeExpr::Unsaid {
        let noted_type = || name.note.as_deref().filter(|note| glossary.looks_like_type(note));
        let elsewhere = type_in_words(&description.content, glossary)
            .or_else(|| noted_type().map(|note| type_cell::read(note, glossary)))
            .or_else(|| columns.cell(row, Column::Sample).and_then(|cell| type_of_sample(&cell.text.content)));
        ty = elsewhere.map_or(ty.clone(), |found| TypeCell { mandatory: ty.mandatory, ..found });
    }
    if ty.expr == TypeExpr::Unsaid
        && let Some(number) = prose::number(&description, &name.words, glossary)
    {
        ty.expr = number;
    }
    let read_words = if begun { prose::read_truncated } else { prose::read };
    let Described { mut facts, lacks_values } = read_words(&description, &name.words, &ty, glossary);
    if lacks_values {
        let message = format!("`{}`: values are announced, but none are listed here", name.words);
        findings.note(Code::LostValues, message, row.place);
    }
    // The head of a column, `Unit: mm`, is no value with its meaning.
    if facts.values.iter().all(|entry| columns.extras(row).any(|(head, _)| entry.value == head.trim())) {
        facts.values.clear();
    }
    if said.condition.is_some() {
        facts.condition = said.condition;
    }
    let texts: Vec<&Text> = row.cells.iter().map(|cell| &cell.text).collect();
    facts.nullable |= ty.nullable;
    let noted = name.note.as_deref().and_then(|note| glossary.yes_no(note)).map(|said| match said {
        YesNo::Yes => Mandatory::Yes,
        YesNo::No => Mandatory::No,
    });
    let in_words = said_by_sentence(&description.content, glossary);
    let sources = [said.mandatory, ty.mandatory.clone(), name.marks.mandatory(), noted.unwrap_or_default(), in_words];
    let mandatory = sources.into_iter().find(|said| *said != Mandatory::Unsaid).unwrap_or_default();
    let indent = names.first().map_or(0, |name| marks::indent(name, &findings.source().text));
    let place = columns.cell(row, Column::In).and_then(|cell| glossary.place(&cell.text.content));
    let field = FieldDraft {
        name: name.words,
        ty,
        mandatory,
        facts,
        links: texts.iter().flat_map(|text| text.links.iter().map(|link| link.target.clone())).collect(),
        table_numbers: texts.iter().flat_map(|text| glossary.table_numbers(&text.content)).collect(),
        row: Some(id),
        place: row.place,
    };
    let dash = name.element && is_dash(&names);
    let place =
        place.or(placed.map(|(place, _)| place)).or(said.place).or_else(|| glossary.said_place(&field.facts.doc));
    let read = RowRead { field, says: place, element: name.element, dash, lost_name: lost.is_some() };
    Some((read, Marks { depth: name.marks.depth + indent, ..name.marks }))
}

/// The remark of a row that says whether it is mandatory, where no column is for that: `Header | Description | Remarks`.
fn said_by_remark<'r>(row: &'r Row, columns: &Columns, glossary: &Glossary) -> Option<&'r Cell> {
    let first_sentence =
        |cell: &Cell| cell.text.content.split(['.', '。']).next().and_then(|text| glossary.yes_no(text));
    columns.cell(row, Column::Remark).filter(|cell| first_sentence(cell).is_some())
}

/// A name cell, taken apart.
#[derive(Default)]
struct Name {
    words: String,
    note: Option<String>,
    element: bool,
    marks: Marks,
}

impl Name {
    /// Reads the name cells of a row: mostly one; with a column for the members of members, two.
    fn read(cells: &[&Text], glossary: &Glossary) -> Option<Self> {
        let (first, more) = cells.split_first()?;
        let mut name = Self::of_cell(&first.content, glossary)?;
        let more = more.iter().filter(|cell| !glossary.is_none(&cell.content));
        let members = more.filter_map(|cell| Self::of_cell(&cell.content, glossary)).filter(|member| !member.element);
        for member in members.filter(|member| member.words != first.content.trim()).collect::<Vec<_>>() {
            // A column that only counts the rows names nothing.
            let counted = name.words.bytes().all(|byte| byte.is_ascii_digit());
            let words = if counted { member.words } else { format!("{}.{}", name.words, member.words) };
            name = Self { words, ..member };
        }
        Some(name)
    }

    fn of_cell(cell: &str, glossary: &Glossary) -> Option<Self> {
        let mut lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next()?;
        let rest: Vec<&str> = lines.collect();
        let (marks, first) = Marks::of(first);
        let bare: String = first.chars().filter(|c| !"\u{200b}\u{feff}\u{ad}*`\\~".contains(*c)).collect();
        let bare = bare.trim().trim_matches(['"', '\'', '“', '”']).trim_end_matches([':', '：', ',', '，']);
        if is_element(bare) {
            return Some(Self { words: String::new(), note: None, element: true, marks: Marks::default() });
        }
        // `limit=<number>`
        let bare = bare.split_once('=').map_or(bare, |(name, _)| name.trim());
        let (name, note) = without_mark(bare, glossary).unwrap_or_else(|| without_note(bare));
        let (name, note) = if rest.iter().all(|line| line.starts_with('_') || name.ends_with(['_', '-', '.', ':'])) {
            (rest.iter().fold(name.to_owned(), |name, line| name + line), note)
        } else {
            // What the lines below a name say of it: `required`, `string`.
            let says = |line: &&str| glossary.yes_no(line).is_some() || glossary.looks_like_type(line);
            let below = rest.iter().map(|line| line.trim_matches(['*', '`'])).find(says);
            (name.to_owned(), note.or(below.map(str::to_owned)))
        };
        let name = unbroken(&name);
        (!name.is_empty() && name.chars().any(char::is_alphanumeric)).then_some(Self {
            words: name,
            note,
            element: false,
            marks,
        })
    }
}

/// `[Array element]`, `[数组元素]`, `-`: no name, but the elements of a list.
fn is_element(name: &str) -> bool {
    let bracketed = name.strip_prefix('[').is_some_and(|rest| rest.ends_with(']'));
    bracketed || ["-", "--"].contains(&name)
}

fn is_dash(cells: &[&Text]) -> bool {
    cells.iter().all(|cell| cell.content.trim().chars().all(|c| c == '-'))
}

/// `weight optional`: a name without the word after it that says whether it must be given, and that word.
fn without_mark<'t>(name: &'t str, glossary: &Glossary) -> Option<(&'t str, Option<String>)> {
    let (before, mark) = name.split_once(char::is_whitespace)?;
    let says = form::is_identifier(before) && glossary.trailing_yes_no(mark).is_some();
    (says && glossary.yes_no(mark).is_some()).then(|| (before, Some(mark.trim().to_owned())))
}

/// A name without the remark in brackets after it: `intranet_ip(expired)`.
fn without_note(name: &str) -> (&str, Option<String>) {
    let Some(at) = name.find(['(', '（']) else { return (name, None) };
    let (before, note) = name.split_at_checked(at).unwrap_or((name, ""));
    let identifier = |c: char| c.is_ascii_alphanumeric() || "_-.:$@/".contains(c);
    let before = before.trim();
    if before.is_empty() || !before.chars().all(identifier) {
        return (name, None);
    }
    let note = note.trim_matches(['(', '（', ')', '）', ' ']);
    (before, (!note.is_empty()).then(|| note.to_owned()))
}

/// A name without the blanks at which a page broke it.
fn unbroken(name: &str) -> String {
    let mut whole = String::new();
    for word in name.split_whitespace() {
        let broken = whole.ends_with(['_', '-', ':', '.']) || word.starts_with(['_', '-', ':', '.']);
        if !whole.is_empty() && !broken {
            whole.push(' ');
        }
        whole.push_str(word);
    }
    whole
}

/// The type and mandatory cells in their right places: some rows have them the other way round.
fn unswapped<'t>(
    ty: Option<&'t Text>,
    mandatory: Option<&'t Text>,
    glossary: &Glossary,
) -> (Option<&'t Text>, Option<&'t Text>) {
    let Some(said) = mandatory else { return (ty, mandatory) };
    if glossary.yes_no(&said.content).is_some() || !glossary.looks_like_type(&said.content) {
        return (ty, mandatory);
    }
    match ty {
        Some(cell) if glossary.yes_no(&cell.content).is_some() => (mandatory, ty),
        Some(cell) if cell.is_empty() => (mandatory, None),
        Some(_) => (ty, mandatory),
        None => (mandatory, None),
    }
}

/// `Type: Integer`, `类型：Long`: a description that says what no column does.
fn type_in_words(description: &str, glossary: &Glossary) -> Option<TypeCell> {
    let labels = &glossary.types().grammar.labels;
    let read = |words: &str| {
        let words = words.trim_end_matches(['.', '。', ';', '；']).trim();
        glossary.looks_like_type(words).then(|| type_cell::read(words, glossary))
    };
    let first = |words: &str| read(words.split(['。', '；', ';', ',', '，']).next().unwrap_or_default());
    match description.lines().find_map(|line| after_label(line, labels)) {
        Some(words) => read(words).or_else(|| first(words)),
        None => after_inner_label(description, labels)?.split_whitespace().next().and_then(first),
    }
}

/// The type that the first line of a description consists of, where no column is for types, and the other lines. A line
/// that is a link to a structure is one, too.
fn opening_type(description: &Text, glossary: &Glossary) -> Option<(TypeCell, Text)> {
    let (line, _) = description.content.split_once('\n')?;
    let ty = type_cell::read(line, glossary);
    let linked = description.links.iter().any(|link| link.range == (0..line.len()));
    let named = linked && matches!(ty.expr, TypeExpr::Object(Some(_)));
    (glossary.looks_like_type(line) || named).then(|| (ty, description.rest_from(line.len())))
}

/// What a sentence of a description says of mandatory, if it is nothing but that: `Required. Its name.`, `Its name.
/// Optional.`
fn said_by_sentence(description: &str, glossary: &Glossary) -> Mandatory {
    // Shorter words begin sentences too: `No. of kites`.
    const SHORTEST: usize = 5;
    let sentences = description.split(['.', '。', ';', '\n']).map(str::trim);
    let said = sentences.filter(|sentence| sentence.len() >= SHORTEST).find_map(|sentence| glossary.yes_no(sentence));
    match said {
        Some(YesNo::Yes) => Mandatory::Yes,
        Some(YesNo::No) => Mandatory::No,
        None => Mandatory::Unsaid,
    }
}

/// What the value is that a row shows: of text without quotes, a string.
fn type_of_sample(sample: &str) -> Option<TypeCell> {
    let sample = sample.trim().trim_matches('`').trim();
    let expr = match serde_json::from_str(sample) {
        Ok(Value::Bool(_)) => TypeExpr::Boolean,
        Ok(Value::Number(number)) if number.is_i64() => TypeExpr::Integer,
        Ok(Value::Number(_)) => TypeExpr::Number,
        Ok(Value::Array(items)) if items.iter().all(Value::is_string) && !items.is_empty() => {
            TypeExpr::List(Box::new(TypeExpr::String))
        }
        Ok(Value::Array(_) | Value::Object(_) | Value::Null) => return None,
        Err(_) if sample.is_empty() || sample.starts_with(['{', '[']) => return None,
        Ok(Value::String(_)) | Err(_) => TypeExpr::String,
    };
    Some(TypeCell { expr, ..TypeCell::default() })
}

/// A mandatory cell, read.
#[derive(Default)]
struct Said {
    mandatory: Mandatory,
    condition: Option<String>,
    place: Option<Place>,
}

fn mandatory(cell: &str, columns: &Columns, glossary: &Glossary) -> Said {
    let cell = cell.trim();
    let head = columns.head(Column::Mandatory).unwrap_or_default();
    let signed = || columns.is_sign_of_mandatory(cell).then_some(YesNo::Yes);
    match glossary.yes_no_under(head, cell).or_else(signed) {
        Some(YesNo::Yes) => return Said { mandatory: Mandatory::Yes, ..Said::default() },
        Some(YesNo::No) => return Said { mandatory: Mandatory::No, ..Said::default() },
        None if cell.is_empty() || glossary.is_none(cell) => return Said::default(),
        None => {}
    }
    let place = bracketed(cell).and_then(|words| glossary.place(words));
    let leading = glossary.leading_yes_no(cell);
    let mandatory = match leading {
        Some(YesNo::No) => Mandatory::No,
        Some(YesNo::Yes) if place.is_some() => Mandatory::Yes,
        _ => Mandatory::Conditional,
    };
    let condition = place.is_none().then(|| cell.split_whitespace().collect::<Vec<_>>().join(" "));
    Said { mandatory, condition, place }
}

fn bracketed(cell: &str) -> Option<&str> {
    let (_, rest) = cell.split_once(['(', '（'])?;
    Some(rest.trim_end_matches([')', '）', '.', '。']).trim())
}

/// The description with what the other columns add, each under its head.
fn description(row: &Row, columns: &Columns, note: Option<&str>, glossary: &Glossary) -> Text {
    let mut all = Text::default();
    for (_, cell) in columns.cells(row, Column::Description).filter(|(_, cell)| !cell.text.is_empty()) {
        all.append_line(&cell.text);
    }
    let note = note.filter(|note| glossary.yes_no(note).is_none()).map(str::to_owned);
    let extras = columns.extras(row).map(|(head, cell)| {
        let (head, words) = (head.trim(), cell.text.content.trim());
        // The first of several bullets stays one.
        let gap = if form::without_bullets(words) == words { ' ' } else { '\n' };
        format!("{head}:{gap}{words}")
    });
    for line in note.into_iter().chain(extras) {
        all.append_line(&Text::plain(line, row.place));
    }
    all
}
