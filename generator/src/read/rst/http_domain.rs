//! Calls as Sphinx's HTTP domain describes them: a directive for each, with fields for what is sent and answered. In go
//! its lines, out come a title, tables as any page has them, and the other lines.

use super::{
    directive::{field, option},
    rest,
};
use crate::{
    page::{Row, Span, Table, Text},
    read::{
        line::{Line, indented, span_of},
        parameter::{self, Parameter},
    },
};

/// The kinds of field, by what their tables are called, in the order in which they stand.
const KINDS: [(&str, &[&str]); 6] = [
    ("Path parameters", &["param", "parameter", "arg", "argument", "key", "keyword"]),
    ("Query parameters", &["query", "queryparameter", "queryparam", "qparam", "optparam"]),
    ("Request headers", &["<header", "reqheader", "requestheader"]),
    (
        "Request body parameters",
        &["<json", "reqjson", "jsonparam", "jsonparameter", "json", "form", "formparameter", "formparam", "fparam"],
    ),
    ("Response headers", &[">header", "resheader", "responseheader"]),
    ("Response body parameters", &[">json", "resjson"]),
];

/// Bodies that are lists.
const LISTS: [(&str, &[&str]); 2] = [
    ("Request body parameters", &["<jsonarr", "reqjsonarr"]),
    ("Response body parameters", &[">jsonarr", "resjsonarr"]),
];

/// Fields of statuses.
const STATUSES: [&str; 4] = ["status", "statuscode", "code", "http-status"];

/// The kind of field that says of what its parameter is that it may be left out.
const LEFT_OUT: &str = "optparam";

/// Words for a parameter that must be given, and one that may be left out, as pages set them into the words.
const REQUIRED: &str = "required";
const OPTIONAL: &str = "optional";

/// A call.
pub(super) struct Call<'a> {
    method: String,
    path: Line<'a>,
    synopsis: Option<&'a str>,
    fields: Vec<Field<'a>>,
    /// Fields with a name, of kinds that are not known.
    pub(super) unknown: Vec<Line<'a>>,
    /// What is said besides.
    pub(super) rest: Vec<Line<'a>>,
}

/// `:query integer limit: How many.`
struct Field<'a> {
    kind: &'a str,
    ty: &'a str,
    name: &'a str,
    words: Vec<Line<'a>>,
    place: Span,
}

impl<'a> Call<'a> {
    /// Takes a directive apart. Without options, its first fields stand where options do.
    pub(super) fn of(method: &str, path: Line<'a>, options: &[Line<'a>], body: &[Line<'a>]) -> Self {
        let mut call = Self {
            method: method.to_ascii_uppercase(),
            path,
            synopsis: None,
            fields: Vec::new(),
            unknown: Vec::new(),
            rest: Vec::new(),
        };
        call.take(options, false);
        call.take(body, true);
        call
    }

    fn take(&mut self, lines: &[Line<'a>], is_body: bool) {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            let more = if line.is_blank() { &[][..] } else { indented(lines, at + 1) };
            if let Some((_, words)) = option(*line).filter(|(name, _)| *name == "synopsis") {
                self.synopsis = Some(words);
            } else if let Some(field) = Field::of(*line, more) {
                self.fields.push(field);
            } else {
                let named = field(*line).is_some_and(|(head, _)| head.contains(' '));
                self.unknown.extend(named.then_some(*line));
                if is_body || named {
                    self.rest.extend(lines.get(at..=at + more.len()).unwrap_or_default());
                }
            }
            at += 1 + more.len();
        }
    }

    /// What it is called: its synopsis, or the call itself.
    pub(super) fn title(&self) -> String {
        self.synopsis.filter(|words| !words.is_empty()).map_or_else(|| self.line(), str::to_owned)
    }

    fn line(&self) -> String {
        format!("{} {}", self.method, self.path.text.trim())
    }

    /// Its request line and its parameters.
    pub(super) fn tables(&mut self, words: &mut impl FnMut(&[Line<'a>]) -> Text) -> Vec<Table> {
        let place = span_of(&[self.path]);
        let line = self.line();
        let mut tables = vec![rest::request_line(&[Line::new(&line, self.path.start)])];
        for (caption, kinds) in KINDS {
            tables.extend(self.table(caption, kinds, false, words));
        }
        for (caption, kinds) in LISTS {
            tables.extend(self.table(caption, kinds, true, words));
        }
        let statuses = self.fields.iter().filter(|field| STATUSES.contains(&field.kind));
        let statuses: Vec<Row> =
            statuses.map(|field| parameter::status(field.name, words(&field.words), field.place)).collect();
        if !statuses.is_empty() {
            tables.push(parameter::statuses(statuses, place));
        }
        for table in &mut tables {
            table.place = place;
        }
        tables
    }

    fn table(
        &self,
        caption: &str,
        kinds: &[&str],
        list: bool,
        words: &mut impl FnMut(&[Line<'a>]) -> Text,
    ) -> Option<Table> {
        let fields = self.fields.iter().filter(|field| kinds.contains(&field.kind));
        let rows: Vec<Parameter> = fields.map(|field| field.parameter(words)).collect();
        let place = rows.first()?.place;
        let element = || Parameter { name: "[]".to_owned(), kind: "object".to_owned(), place, ..Parameter::default() };
        Some(parameter::table(Some(caption), list.then(element).into_iter().chain(rows), place))
    }
}

impl<'a> Field<'a> {
    fn of(line: Line<'a>, more: &[Line<'a>]) -> Option<Self> {
        let (head, first) = field(line)?;
        let (kind, named) = head.split_once(char::is_whitespace).unwrap_or((head, ""));
        let known = KINDS.iter().chain(&LISTS).any(|(_, kinds)| kinds.contains(&kind)) || STATUSES.contains(&kind);
        let named = named.trim();
        let (ty, name) = named.rsplit_once(char::is_whitespace).unwrap_or(("", named));
        let words: Vec<Line<'a>> =
            std::iter::once(first).chain(more.iter().map(|line| line.skip(line.indent()))).collect();
        let place = span_of(&[line]);
        (known && !name.is_empty()).then_some(Self { kind, ty: ty.trim(), name, words, place })
    }

    fn parameter(&self, words: &mut impl FnMut(&[Line<'a>]) -> Text) -> Parameter {
        let said = self.words.iter().map(|line| line.text.to_lowercase()).collect::<Vec<_>>().join(" ");
        // Set apart from the other words: `*Optional*`, `(required)`, or a sentence of its own.
        let says = |word: &str| {
            let marked = [format!("({word})"), format!("*{word}*"), format!("[{word}]")];
            let bare = said.trim_matches(|c: char| !c.is_alphanumeric());
            marked.iter().any(|mark| said.contains(mark)) || bare == word || bare.starts_with(&format!("{word}."))
        };
        let said = [REQUIRED, OPTIONAL].into_iter().find(|word| says(word));
        let required = said.or((self.kind == LEFT_OUT).then_some(OPTIONAL)).unwrap_or_default();
        Parameter {
            name: self.name.trim().to_owned(),
            kind: self.ty.trim().to_owned(),
            mandatory: required.to_owned(),
            words: words(&self.words),
            place: self.place,
            ..Parameter::default()
        }
    }
}
