//! Parameters that are written in any other form than the row of a table, and the one builder of tables of them. Words are
//! taken apart here: `limit integer (optional)`, `` `limit` (int: 25) - how many ``, a term and what it means. In go a
//! text, or a term and its meaning; out come name, type, mandatory, default and words. A text that holds anything else
//! before its words is none of them.

use super::cell_text::from;
use crate::{
    glossary::{Column, Glossary, form::is_identifier},
    page::{Cell, Row, Span, Table, Text},
};

/// The heads that each table of parameters has.
const HEADS: [&str; 6] = ["Parameter", "In", "Type", "Mandatory", "Default value", "Description"];

/// What a nested row opens with: one for each row that it stands below.
const DEPTH: &str = "> ";

/// What parts the marks of a parameter.
const MARKS: [char; 4] = [',', ':', ';', '|'];

/// What stands between a parameter and its words.
const DASHES: [&str; 4] = ["-", "–", "—", "--"];

/// The type of what words between angle brackets stand for.
const PLACEHOLDER: &str = "string";

/// The type that words open with is no longer.
const LONGEST_LEAD: usize = 48;

/// A table of parameters.
pub(super) fn table(caption: Option<&str>, parameters: impl IntoIterator<Item = Parameter>, place: Span) -> Table {
    let cell = |head| Cell::written(Text::plain(head, place));
    let caption = caption.map(|caption| Text::plain(caption, place));
    let mut table = Table { caption, header: HEADS.map(cell).to_vec(), rows: Vec::new(), place };
    parameters.into_iter().for_each(|parameter| add(&mut table, parameter));
    table
}

/// Adds a row to such a table, and a column for each thing that is said of it and has none.
pub(super) fn add(table: &mut Table, parameter: Parameter) {
    let Parameter { depth, name, location, kind, mandatory, default, words, more, place } = parameter;
    let cell = |words: String| Cell::written(Text::plain(words, place));
    let name = format!("{}{name}", DEPTH.repeat(depth));
    let mut cells = [name, location, kind, mandatory, default].map(cell).to_vec();
    cells.push(Cell::written(words));
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

/// Whether a table holds parameters of this caption, so that more of them are its rows.
pub(super) fn goes_on(table: &Table, caption: Option<&str>) -> bool {
    let heads = table.header.iter().map(|head| head.text.content.as_str());
    table.caption.as_ref().map(|caption| caption.content.as_str()) == caption && heads.take(HEADS.len()).eq(HEADS)
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
        read.words = from(meaning, lead);
        read.place = term.place.to(meaning.place);
        Some(read)
    }

    /// Takes what lines of the meaning say after a label: `Type: String`, `Required: No`.
    fn labels(&mut self, meaning: &str, glossary: &Glossary) {
        for (label, value) in meaning.lines().filter_map(|line| line.split_once([':', '：'])) {
            let value = value.trim().trim_end_matches('.');
            match glossary.column(label) {
                Some(Column::Type) if self.kind.is_empty() => value.clone_into(&mut self.kind),
                Some(Column::Mandatory) if self.mandatory.is_empty() => value.clone_into(&mut self.mandatory),
                _ => {}
            }
        }
    }

    /// The parameter of an item: name, marks, and the words after a dash or colon. `None` of any other item.
    pub(super) fn of_item(item: &Text, glossary: &Glossary) -> Option<Self> {
        let (mut read, rest) = Self::head(&item.content, glossary)?;
        let at = item.content.len() - rest.len();
        let words = without_dash(rest);
        let parted = words.is_some() || read.is_described() || rest.trim().is_empty();
        let words = words.unwrap_or(rest).trim_start();
        let lead = read.lead(words, glossary);
        let shown = item.content.get(read.name.len()..).and_then(shown_value);
        let shown = shown.filter(|(value, _)| !is_type(value, glossary)).map(|_| read.name.len() + 1);
        read.words = from(item, shown.unwrap_or((item.content.len() - words.len()).max(at) + lead));
        read.place = item.place;
        parted.then_some(read)
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
        let read = Self::of_item(&from(item, kind.len() + 1), glossary).unwrap_or_else(|| Self {
            name: name.to_owned(),
            words: from(item, item.content.len() - words.trim_start().len()),
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
        read.words = from(item, item.content.len() - words.len() + lead);
        (is_name(&read.name) && read.is_described()).then_some(read)
    }

    /// Whether it says more than a name and words.
    pub(super) fn is_described(&self) -> bool {
        [&self.location, &self.kind, &self.mandatory].into_iter().any(|said| !said.is_empty())
    }

    /// The name and the marks behind it, and what follows them.
    fn head<'t>(text: &'t str, glossary: &Glossary) -> Option<(Self, &'t str)> {
        let (name, mut rest) = name(text)?;
        let mut read = Self { name: name.to_owned(), ..Self::default() };
        if let Some((value, after)) = shown_value(rest) {
            let kind = if is_type(value, glossary) { value } else { PLACEHOLDER };
            kind.clone_into(&mut read.kind);
            rest = after;
        }
        loop {
            rest = rest.trim_start();
            if let Some((group, after)) = bracketed(rest) {
                if read.marks(group, glossary).is_none() {
                    return read.is_described().then_some((read, rest));
                }
                rest = after;
                continue;
            }
            if rest.is_empty() || without_dash(rest).is_some() && !rest.starts_with(':') {
                return Some((read, rest));
            }
            // `limit : integer, required`: marks as well as words may follow a colon.
            let bare = rest.strip_prefix([':', '：', ',']).unwrap_or(rest);
            let end = bare.find(['(', '.', '\n']).unwrap_or(bare.len());
            let (part, after) = bare.split_at_checked(end)?;
            let part =
                DASHES.iter().find_map(|dash| part.split_once(&format!(" {dash} "))).map_or(part, |(part, _)| part);
            let after = if part.len() < end { bare.get(part.len()..)? } else { after };
            let nothing = after.len() == rest.len();
            if nothing || part.len() > LONGEST_LEAD || read.marks_or_named_type(part, glossary).is_none() {
                let words = read.is_described() || rest.starts_with([':', '：']);
                return words.then_some((read, rest));
            }
            rest = after;
        }
    }

    /// Takes the marks that words open with, `(optional, string)` or `String.`; gives where the others begin.
    fn lead(&mut self, words: &str, glossary: &Glossary) -> usize {
        let mut rest = words.trim_start();
        while let Some((group, after)) = bracketed(rest).filter(|(group, _)| self.marks(group, glossary).is_some()) {
            let _ = group;
            rest = after.trim_start();
        }
        let dashed = DASHES.iter().find_map(|dash| rest.split_once(&format!(" {dash} ")));
        if let Some((part, after)) = dashed.filter(|(part, _)| part.len() <= LONGEST_LEAD && is_type(part, glossary)) {
            part.clone_into(&mut self.kind);
            rest = after;
        }
        for _ in 0..2 {
            let Some(end) = rest.find(['.', ',', ';']).filter(|end| *end <= LONGEST_LEAD) else { break };
            let Some((part, after)) = rest.split_at_checked(end) else { break };
            let parts = after.get(1..).unwrap_or_default();
            if !(parts.is_empty() || parts.starts_with(char::is_whitespace))
                || self.mark(part.trim(), false, glossary).is_none()
            {
                break;
            }
            rest = parts.trim_start();
        }
        words.len() - rest.len()
    }

    /// Reads marks, of which the first may be the name of a structure: `Kite, required`.
    fn marks_or_named_type(&mut self, text: &str, glossary: &Glossary) -> Option<()> {
        self.marks(text, glossary).or_else(|| {
            let (kind, marks) = text.split_once(',').map(|(kind, marks)| (kind.trim(), marks))?;
            let named = kind.starts_with(|c: char| c.is_ascii_uppercase()) && is_identifier(kind);
            (named && self.kind.is_empty()).then(|| self.marks(marks, glossary))??;
            kind.clone_into(&mut self.kind);
            Some(())
        })
    }

    /// Reads marks between commas. `None` if one of them is none; then nothing was taken.
    fn marks(&mut self, text: &str, glossary: &Glossary) -> Option<()> {
        let Self { location, kind, mandatory, .. } = &*self;
        let (location, kind, mandatory) = (location.clone(), kind.clone(), mandatory.clone());
        let mut read = Self { location, kind, mandatory, ..Self::default() };
        let mut after_colon = false;
        for (part, end) in parts(text) {
            let bare = part.trim().trim_matches('`');
            if glossary.place(bare).is_some() && !is_type(bare, glossary) {
                bare.clone_into(&mut read.location);
            } else if !bare.is_empty() {
                read.mark(bare, after_colon, glossary)?;
            }
            after_colon = end == Some(':');
        }
        let Self { location, kind, mandatory, default, .. } = read;
        (self.location, self.kind, self.mandatory) = (location, kind, mandatory);
        if !default.is_empty() {
            self.default = default;
        }
        Some(())
    }

    /// Reads one mark: yes or no, a type, both, or a default.
    fn mark(&mut self, part: &str, after_colon: bool, glossary: &Glossary) -> Option<()> {
        let bare = part.trim_start_matches('<').trim_end_matches('>');
        if glossary.yes_no(bare).is_some() {
            bare.clone_into(&mut self.mandatory);
        } else if after_colon && !self.kind.is_empty() {
            let value = part.trim_matches(['"', '\'']);
            let none = glossary.is_none(value) || value.starts_with('<');
            if none { String::new() } else { value.to_owned() }.clone_into(&mut self.default);
        } else if self.kind.is_empty() && is_type(part, glossary) {
            part.clone_into(&mut self.kind);
        } else {
            let split = |(left, right): (&str, &str)| {
                let (mark, kind) = if glossary.yes_no(left).is_some() { (left, right) } else { (right, left) };
                (glossary.yes_no(mark).is_some() && is_type(kind, glossary)).then(|| (mark.to_owned(), kind.to_owned()))
            };
            let halves = [part.split_once(' '), part.rsplit_once(' ')];
            (self.mandatory, self.kind) = halves.into_iter().flatten().find_map(split)?;
        }
        Some(())
    }
}

/// The name that a text opens with, without the signs of a placeholder, and what follows it.
fn name(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let bare = text.strip_prefix(':').unwrap_or(text);
    if let Some((name, rest)) = bare.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        return is_name(name).then_some((name, rest));
    }
    let end = bare.find(|c: char| c.is_whitespace() || MARKS.contains(&c) || "()：=".contains(c)).unwrap_or(bare.len());
    let (name, rest) = bare.split_at_checked(end)?;
    is_name(name).then_some((name, rest))
}

fn is_name(name: &str) -> bool {
    let sound = |c: char| c.is_ascii_alphanumeric() || "_-.[]$*?@/".contains(c);
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '$' || c == '@')
        && name.chars().all(sound)
        && !name.ends_with('.')
}

/// `=<integer>`, `=alert|record`: what may stand after a name and the sign of equality, and what follows that.
fn shown_value(text: &str) -> Option<(&str, &str)> {
    let value = text.strip_prefix('=').filter(|value| !value.starts_with('('))?;
    let (mut depth, mut end) = (0_i32, value.len());
    for (at, c) in value.char_indices() {
        match c {
            '<' | '[' => depth += 1,
            '>' | ']' => depth -= 1,
            _ if depth <= 0 && (c.is_whitespace() || c == ':' || c == ',' || c == ';') => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let (value, rest) = value.split_at_checked(end)?;
    let open = value.contains(['<', '|', '[']);
    let parted = rest.trim().is_empty() || without_dash(rest).is_some() || rest.trim_start().starts_with('(');
    let bare = value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value);
    (open && parted).then_some((bare, rest))
}

/// The words after the dash or colon that a text opens with.
fn without_dash(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let after = DASHES
        .iter()
        .filter_map(|dash| text.strip_prefix(dash))
        .filter(|rest| rest.is_empty() || rest.starts_with(' '));
    after.min_by_key(|rest| rest.len()).or_else(|| text.strip_prefix([':', '：']))
}

/// What stands in the brackets that a text opens with, and what follows them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (open, close) = if text.starts_with('(') { ('(', ')') } else { ('[', ']') };
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            _ if c == open => depth += 1,
            _ if depth == 0 => return None,
            _ if c == close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((text.get(1..at)?, text.get(at + 1..)?));
        }
    }
    None
}

/// The parts of marks, each with the sign that ends it; none ends inside quotes or angle brackets.
fn parts(text: &str) -> Vec<(&str, Option<char>)> {
    let (mut parts, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0_i32, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '<' => depth += 1,
            '>' => depth -= 1,
            _ if MARKS.contains(&c) && !quoted && depth <= 0 => {
                parts.push((text.get(start..at).unwrap_or_default(), Some(c)));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push((text.get(start..).unwrap_or_default(), None));
    parts
}

/// Whether a text is a type, or several of which any will do.
fn is_type(text: &str, glossary: &Glossary) -> bool {
    let is_part = |part: &str| glossary.looks_like_type(part) || part == "null";
    glossary.looks_like_type(text) || text.contains(" or ") && text.split(" or ").all(|part| is_part(part.trim()))
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
            ("ns (in path): string, required", Some(["ns", "string", "required", "", ""])),
            ("kite: Kite, required", Some(["kite", "Kite", "required", "", ""])),
            ("height - integer - How high.", Some(["height", "integer", "", "", "How high."])),
        ];
        for (item, expected) in rows {
            let read = Parameter::of_item(&Text::plain(item, Span::default()), Glossary::builtin());
            assert_eq!(shown(read), expected.map(|parts| parts.map(str::to_owned)), "{item}");
        }
    }
}
