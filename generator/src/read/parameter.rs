//! Parameters that are written in any other form than the row of a table, and the one builder of tables of them. Words are
//! taken apart here: `limit integer (optional)`, `` `limit` (int: 25) - how many ``, a term and what it means. In go a
//! text, or a term and its meaning; out come name, type, mandatory, default and words. A text that holds anything else
//! before its words is none of them.

mod line;
mod marks;

pub(super) use line::Opening;

use crate::{
    glossary::{Column, Glossary},
    page::{Cell, Row, Span, Table, Text},
};
use marks::{is_name, is_of_marks, is_type, name, shown_value, without_dash};

/// The heads that each table of parameters has.
const HEADS: [&str; 6] = ["Parameter", "In", "Type", "Mandatory", "Default value", "Description"];

/// What a nested row opens with: one for each row that it stands below.
const DEPTH: &str = "> ";

/// What a line says after a label: `Type: String`, `Required: No`.
pub(super) fn labelled<'t>(line: &'t str, glossary: &Glossary) -> Option<(Column, &'t str)> {
    let (label, value) = line.split_once([':', '：'])?;
    let column = glossary.column(label).filter(|column| matches!(column, Column::Type | Column::Mandatory))?;
    Some((column, value.trim().trim_end_matches('.')))
}

pub(super) fn table(caption: Option<&str>, parameters: impl IntoIterator<Item = Parameter>, place: Span) -> Table {
    let cell = |head| Cell::written(Text::plain(head, place));
    let caption = caption.map(|caption| Text::plain(caption, place));
    let mut table = Table { caption, header: HEADS.map(cell).to_vec(), rows: Vec::new(), place, cut: false };
    parameters.into_iter().for_each(|parameter| add(&mut table, parameter));
    table
}

/// Adds a row to such a table, and a column for each thing that is said of it and has none.
pub(super) fn add(table: &mut Table, parameter: Parameter) {
    let Parameter { depth, name, location, kind, mandatory, default, remark, words, more, place } = parameter;
    let cell = |words: String| Cell::written(Text::plain(words, place));
    let name = format!("{}{name}", DEPTH.repeat(depth));
    let mut cells = [name, location, kind, mandatory, default].map(cell).to_vec();
    cells.push(Cell::written(remarked(&remark, words)));
    for (head, said) in more {
        let column = table.header.iter().position(|known| known.text.content == head);
        let column = column.unwrap_or_else(|| {
            table.header.push(cell(head));
            table.rows.iter_mut().for_each(|row| row.cells.push(Cell::default()));
            table.header.len() - 1
        });
        cells.resize_with(cells.len().max(column + 1), Cell::default);
        cells.get_mut(column).into_iter().for_each(|cell| *cell = Cell::written(said.clone()));
    }
    cells.resize_with(table.header.len(), Cell::default);
    table.place = table.place.to(place);
    table.rows.push(Row { cells, place, doubt: None });
}

/// The words of a parameter after a remark about it, if there is one.
fn remarked(remark: &str, words: Text) -> Text {
    if remark.is_empty() {
        return words;
    }
    let mut remarked = Text::plain(format!("({remark}) "), words.place);
    remarked.append(&words);
    remarked
}

/// Whether a table holds parameters of this caption, so that more of them are its rows.
pub(super) fn goes_on(table: &Table, caption: Option<&str>) -> bool {
    let heads = table.header.iter().map(|head| head.text.content.as_str());
    table.caption.as_ref().map(|caption| caption.content.as_str()) == caption && heads.take(HEADS.len()).eq(HEADS)
}

/// A table of HTTP statuses.
pub(super) fn statuses(rows: Vec<Row>, place: Span) -> Table {
    let header = ["Status code", "Description"].map(|head| Cell::written(Text::plain(head, place))).to_vec();
    Table { caption: None, header, rows, place, cut: false }
}

/// A row of such a table.
pub(super) fn status(code: &str, words: Text, place: Span) -> Row {
    let code = Cell::written(Text::plain(code.trim(), place));
    Row { cells: vec![code, Cell::written(words)], place, doubt: None }
}

/// A parameter, taken apart.
#[derive(Debug, Default)]
pub(super) struct Parameter {
    /// How many others it stands inside.
    pub(super) depth: usize,
    pub(super) name: String,
    /// Where it travels.
    pub(super) location: String,
    pub(super) kind: String,
    pub(super) mandatory: String,
    pub(super) default: String,
    /// What its marks say besides, in words.
    pub(super) remark: String,
    /// What it is, in words.
    pub(super) words: Text,
    /// What else is said of it, each with its head.
    pub(super) more: Vec<(String, Text)>,
    pub(super) place: Span,
}

impl Parameter {
    /// The parameter of a definition. `None` if its term is not a name, or holds words besides type and marks.
    pub(super) fn of_definition(term: &Text, meaning: &Text, glossary: &Glossary) -> Option<Self> {
        let (mut read, rest) = Self::head(&term.content, glossary)?;
        if !rest.trim().is_empty() {
            return None;
        }
        let lead = read.lead(&meaning.content, glossary);
        read.labels(&meaning.content, glossary);
        read.words = meaning.rest_from(lead);
        read.place = term.place.to(meaning.place);
        Some(read)
    }

    /// Takes what lines of the meaning say after a label: `Type: String`, `Required: No`.
    fn labels(&mut self, meaning: &str, glossary: &Glossary) {
        for line in meaning.lines() {
            self.take_label(line, glossary);
        }
    }

    /// Takes what a line says after such a label.
    pub(super) fn take_label(&mut self, line: &str, glossary: &Glossary) {
        let Some((column, value)) = labelled(line, glossary) else { return };
        let slot = if column == Column::Type { &mut self.kind } else { &mut self.mandatory };
        if slot.is_empty() {
            value.clone_into(slot);
        }
    }

    /// The parameter of an item: name, marks, and the words after a dash or colon. `None` of any other item.
    pub(super) fn of_item(item: &Text, glossary: &Glossary) -> Option<Self> {
        let bracketed = item.content.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        if let Some((name, rest)) = bracketed.filter(|(name, _)| is_name(name)) {
            // `[limit] - how many`: what may be left out stands in brackets.
            let words = without_dash(rest)?;
            let words = item.rest_from(item.content.len() - words.len());
            return Some(Self { name: name.to_owned(), words, place: item.place, ..Self::default() });
        }
        let (mut read, rest) = Self::head(&item.content, glossary)?;
        let at = item.content.len() - rest.len();
        let words = without_dash(rest);
        let parted = words.is_some() || read.is_described() || rest.trim().is_empty();
        let words = words.unwrap_or(rest).trim_start();
        let lead = read.lead(words, glossary);
        let shown = item.content.get(read.name.len()..).and_then(shown_value);
        let shown = shown.filter(|(value, _)| !is_of_marks(value, glossary)).map(|_| read.name.len() + 1);
        read.words = item.rest_from(shown.unwrap_or((item.content.len() - words.len()).max(at) + lead));
        read.place = item.place;
        read.trail(glossary);
        parted.then_some(read)
    }

    /// The parameter of an item whose name is set apart after a word for yes or no: ``Required `limit: <int>`. How many.``
    pub(super) fn after_mark(item: &Text, glossary: &Glossary) -> Option<Self> {
        let (word, rest) = item.content.split_once(' ').filter(|(word, _)| glossary.yes_no(word).is_some())?;
        let at = item.content.len() - rest.len();
        let read = Self::of_item(&item.rest_from(at), glossary);
        let read = read.filter(|_| item.marked.iter().any(|marked| marked.start == at))?;
        let stop = read.words.content.starts_with(". ");
        Some(Self { mandatory: word.to_owned(), words: read.words.rest_from(usize::from(stop)), ..read })
    }

    /// The parameter of an item whose type stands before its name, which markup sets apart:
    /// `integer` in plain letters, then the name as code.
    pub(super) fn of_typed_item(item: &Text, source: &str, glossary: &Glossary) -> Option<Self> {
        let (kind, rest) = item.content.split_once(' ')?;
        let (name, words) = name(rest)?;
        let set_apart = [format!("{kind} `{name}`"), format!("{kind} **{name}**")];
        let line = source.lines().next()?;
        if !is_type(kind, glossary) || !set_apart.iter().any(|shown| line.contains(shown)) {
            return None;
        }
        let read = Self::of_item(&item.rest_from(kind.len() + 1), glossary).unwrap_or_else(|| Self {
            name: name.to_owned(),
            words: item.rest_from(item.content.len() - words.trim_start().len()),
            ..Self::default()
        });
        read.kind.is_empty().then(|| Self { kind: kind.to_owned(), place: item.place, ..read })
    }

    /// The parameter of an item whose markup sets apart its name, and before or after it marks and types, each alone:
    /// `*optional* `limit`: **integer** how many`.
    pub(super) fn of_pieces(item: &Text, pieces: &[&str], glossary: &Glossary) -> Option<Self> {
        let mut read = Self { place: item.place, ..Self::default() };
        let mut rest = item.content.as_str();
        for piece in pieces {
            let bare = piece.trim_matches(['(', ')', '[', ']', ':', ',']).trim();
            let is_mark = glossary.yes_no(bare).is_some() || !read.name.is_empty();
            if is_mark {
                read.mark(bare, false, glossary)?;
            } else {
                bare.clone_into(&mut read.name);
            }
            rest = rest.split_once(piece).map_or(rest, |(_, after)| after);
        }
        let words = rest.trim_start_matches(|c: char| c.is_whitespace() || ":,)]-–—".contains(c));
        let lead = read.lead(words, glossary);
        read.words = item.rest_from(item.content.len() - words.len() + lead);
        (is_name(&read.name) && read.is_described()).then_some(read)
    }

    /// What it says besides its name and words, alone: to read more and to take that only if all of it could be read.
    fn said(&self) -> Self {
        let Self { location, kind, mandatory, .. } = self;
        Self { location: location.clone(), kind: kind.clone(), mandatory: mandatory.clone(), ..Self::default() }
    }

    /// Takes what another says besides its name and words.
    fn take(&mut self, said: Self) {
        let Self { location, kind, mandatory, .. } = said;
        (self.location, self.kind, self.mandatory) = (location, kind, mandatory);
    }

    /// Whether it says more than a name and words.
    pub(super) fn is_described(&self) -> bool {
        [&self.location, &self.kind, &self.mandatory].into_iter().any(|said| !said.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::Parameter;
    use crate::{
        glossary::Glossary,
        page::{Span, Text},
    };

    fn shown(read: Option<Parameter>) -> Option<[String; 5]> {
        read.map(|read| [read.name, read.kind, read.mandatory, read.default, read.words.content])
    }

    #[test]
    fn terms_are_taken_apart() {
        let rows = [
            ("limit integer (optional)", "How many.", Some(["limit", "integer", "optional", "", "How many."])),
            ("limit : integer, required", "", Some(["limit", "integer", "required", "", ""])),
            ("name (string)", "", Some(["name", "string", "", "", ""])),
            ("tags required array of strings", "", Some(["tags", "array of strings", "required", "", ""])),
            ("limit", "Integer. How many.", Some(["limit", "Integer", "", "", "How many."])),
            (":id", "(required) String. Which.", Some(["id", "String", "required", "", "Which."])),
            ("<target>", "(Optional, string) Which.", Some(["target", "string", "Optional", "", "Which."])),
            (
                "places",
                "String or Array of Strings. Where.",
                Some(["places", "String or Array of Strings", "", "", "Where."]),
            ),
            ("A kite: what flies", "", None),
            ("见下表", "", None),
        ];
        for (term, meaning, expected) in rows {
            let text = |words: &str| Text::plain(words, Span::default());
            let read = Parameter::of_definition(&text(term), &text(meaning), Glossary::builtin());
            assert_eq!(shown(read), expected.map(|parts| parts.map(str::to_owned)), "{term}");
        }
    }

    #[test]
    fn items_are_taken_apart() {
        let rows = [
            ("ns (string: \"\") - Which.", Some(["ns", "string", "", "", "Which."])),
            ("ttl (string: \"15s\") – How long.", Some(["ttl", "string", "", "15s", "How long."])),
            ("id (string: <required>) - Which.", Some(["id", "string", "required", "", "Which."])),
            ("checks (array<Check>: nil) - All.", Some(["checks", "array<Check>", "", "", "All."])),
            ("all – 1/True/true, show all.", Some(["all", "", "", "", "1/True/true, show all."])),
            ("limit: integer, how many", Some(["limit", "integer", "", "", "how many"])),
            ("size (integer, optional): how many", Some(["size", "integer", "optional", "", "how many"])),
            ("HostConfig", Some(["HostConfig", "", "", "", ""])),
            ("limit (integer", None),
            ("limit .integer", None),
            ("exited=<int>; -- kites that fell", None),
            ("The daemon listens on a socket.", None),
            ("None", Some(["None", "", "", "", ""])),
            ("span=<integer>: How long.", Some(["span", "integer", "", "", "How long."])),
            ("kind=kite|bird: Which.", Some(["kind", "string", "", "", "kite|bird: Which."])),
            ("code=[string required]", Some(["code", "string", "required", "", ""])),
            (
                "span=[{\"from\": 1, \"to\": 2}] required",
                Some(["span", "object", "required", "", "[{\"from\": 1, \"to\": 2}] required"]),
            ),
            (
                "kind=[string: kite|bird] optional",
                Some(["kind", "string", "optional", "", "[string: kite|bird] optional"]),
            ),
            ("tails=[array > string]", Some(["tails", "array", "", "", "[array > string]"])),
            ("ns (in path): string, required", Some(["ns", "string", "required", "", ""])),
            ("kite: Kite, required", Some(["kite", "Kite", "required", "", ""])),
            ("limit (int, default 7) how many", Some(["limit", "int", "", "7", "how many"])),
            ("limit (int, default: 7) - how many", Some(["limit", "int", "", "7", "how many"])),
            ("limit (int, defaults to 7) - how many", Some(["limit", "int", "", "7", "how many"])),
            ("limit (int, optional, for keepers) - how many", Some(["limit", "int", "optional", "", "how many"])),
            ("limit (see below, int) - how many", None),
            ("\"limit\": (int) how many", Some(["limit", "int", "", "", "how many"])),
            ("\"tail\": (KiteTail) what hangs", Some(["tail", "KiteTail", "", "", "what hangs"])),
            ("tail (Paper)", None),
            ("[limit] - how many", Some(["limit", "", "", "", "how many"])),
            ("[x] done", None),
            ("height - integer - How high.", Some(["height", "integer", "", "", "How high."])),
        ];
        for (item, expected) in rows {
            let read = Parameter::of_item(&Text::plain(item, Span::default()), Glossary::builtin());
            assert_eq!(shown(read), expected.map(|parts| parts.map(str::to_owned)), "{item}");
        }
    }
}
