//! JSON text to values, leniently: what does not fit its field is noted and kept, never a lost response.
//!
//! The one thing that ends reading is text that is not JSON. Nothing here is generic but the thin [`Reader::read`].

mod containers;
mod noting;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::drift::DriftLog;
use super::scan::{Fault, Scanner};
use super::table::Tables;
use super::tree::whole;
use super::{Drift, DriftKind, Json, Model, Number, Value};
use crate::values::utf8;

/// What came of reading one JSON text.
#[derive(Debug)]
#[non_exhaustive]
pub struct Decoded<T> {
    /// The value; `None` when the whole text is of another JSON type than the one that is due.
    pub value: Option<T>,
    /// What differs from the pages.
    pub drift: Vec<Drift>,
}

/// Reads `bytes` as one JSON text. A byte order mark is passed over; what is not UTF-8 is replaced and noted.
pub fn decode<T: Value>(bytes: &[u8]) -> Result<Decoded<T>, SyntaxError> {
    let mut value = None;
    let drift = decode_with(bytes, &mut |reader| {
        value = T::read(reader);
        value.is_some()
    })?;
    Ok(Decoded { value, drift })
}

pub(crate) fn decode_with(
    bytes: &[u8],
    read: &mut dyn FnMut(&mut Reader<'_>) -> bool,
) -> Result<Vec<Drift>, SyntaxError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = utf8::text(bytes);
    let mut reader = Reader::new(&text);
    if matches!(text, Cow::Owned(_)) {
        reader.note(DriftKind::NotUtf8);
    }
    if !read(&mut reader) {
        reader.scanner.seek(0);
        reader.skip();
    }
    if reader.error.is_none() && reader.scanner.peek().is_some() {
        reader.fail("more text after the end");
    }
    match reader.error {
        Some(error) => Err(error),
        None => Ok(reader.drift.into_entries()),
    }
}

/// Text that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    fault: Fault,
    offset: usize,
    path: String,
}

impl SyntaxError {
    /// The value in which it was noticed: `data.items[].size`; the root is the empty text.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The byte at which it was noticed.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not JSON: {} at byte {}", self.fault, self.offset)?;
        if self.path.is_empty() { Ok(()) } else { write!(f, ", in {}", self.path) }
    }
}

impl std::error::Error for SyntaxError {}

/// Reads one JSON text, value by value.
#[derive(Debug)]
pub struct Reader<'a> {
    scanner: Scanner<'a>,
    error: Option<SyntaxError>,
    path: Vec<Step>,
    drift: DriftLog,
    depth: usize,
    // Set when an item of a list or map did not fit, so that the member that holds the list is kept as it came, too.
    lost_item: bool,
    // Set when a value did not fit: tells a member of a wrong type from one that the type does not have.
    misfit: bool,
    inside_only_item: bool,
    written_in: Syntax,
    // Bytes that may still be read a second time; keeps reading linear on any input.
    second_reads: usize,
    tables: Tables,
}

/// What a text was, before it became JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Json,
    #[cfg(feature = "xml")]
    Xml,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Member { start: usize, end: usize },
    Item,
}

impl<'a> Reader<'a> {
    /// Takes a member `@unit` for `unit` where a model has no other place for it: it was an attribute.
    #[cfg(feature = "xml")]
    pub(crate) fn read_attributes(&mut self) {
        self.written_in = Syntax::Xml;
    }

    /// A reader at the start of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            scanner: Scanner::new(text),
            error: None,
            path: Vec::new(),
            drift: DriftLog::default(),
            depth: 0,
            lost_item: false,
            misfit: false,
            inside_only_item: false,
            written_in: Syntax::Json,
            second_reads: text.len().saturating_mul(2),
            tables: Tables::default(),
        }
    }

    /// Reads the next value into `field`; `false`, and `field` as it was, when the value does not fit.
    pub fn read<T: Value>(&mut self, field: &mut T) -> bool {
        if T::passes_over_null() && self.take_null() {
            return true;
        }
        match T::read(self) {
            Some(value) => {
                *field = value;
                true
            }
            None => false,
        }
    }

    /// Reads an object into `model`; also the one object in a list, and an empty list for an empty object.
    pub fn object(&mut self, model: &mut dyn Model) -> bool {
        match self.peek() {
            Some(b'{') => self.model(model),
            Some(b'[') => self.only_item("object", &mut |reader| reader.object(model)),
            // A whole response of `null` says that there is nothing, not that something is wrong.
            Some(b'n') if self.depth == 0 => self.coerced("object", Self::take_null),
            _ => self.mismatch("object"),
        }
    }

    /// Reads a list, calling `item` at each value; also one bare value as a list of one.
    ///
    /// `item` returns whether the value fitted.
    pub fn list(&mut self, item: &mut dyn FnMut(&mut Self) -> bool) -> bool {
        match self.peek() {
            Some(b'[') => self.items(item),
            Some(b'"') if self.blank_text() => self.mismatch("list"),
            Some(b'n' | b'N') | None => self.mismatch("list"),
            Some(_) => self.coerced("list", item),
        }
    }

    /// Reads an object whose members have one type, calling `member` with each key; also an empty list as no members.
    pub fn map(&mut self, member: &mut dyn FnMut(&str, &mut Self) -> bool) -> bool {
        match self.peek() {
            Some(b'{') => self.members(&mut |key, reader| {
                let start = reader.scanner.at();
                if !member(key, reader) {
                    reader.pass_over_from(start);
                    reader.lost_item = true;
                }
            }),
            Some(b'[') => self.only_item("object", &mut |_| false),
            _ => self.mismatch("object"),
        }
    }

    /// Reads a string; also a number or boolean as its text.
    pub fn text(&mut self) -> Option<String> {
        match self.peek()? {
            b'"' => self.string().map(Cow::into_owned),
            b'-' | b'0'..=b'9' if !self.infinity_ahead() => {
                self.note_coerced("string");
                self.number().map(str::to_owned)
            }
            b't' | b'f' => {
                self.note_coerced("string");
                self.literal_boolean().map(|value| value.to_string())
            }
            _ => self.unfit("string"),
        }
    }

    /// Reads a whole number of 64 bits; also one written as text, with zeros after the point, or as a boolean.
    pub fn integer(&mut self) -> Option<i64> {
        match self.peek()? {
            b'-' | b'0'..=b'9' if !self.infinity_ahead() => {
                let start = self.scanner.at();
                let text = self.number()?;
                whole(text).or_else(|| self.unfit_from(start, "integer"))
            }
            b'"' => self.parsed_text("integer", whole),
            b't' | b'f' => {
                self.note_coerced("integer");
                self.literal_boolean().map(i64::from)
            }
            _ => self.unfit("integer"),
        }
    }

    /// Reads a number; also one written as text.
    pub fn float(&mut self) -> Option<f64> {
        match self.peek()? {
            b'-' | b'0'..=b'9' if !self.infinity_ahead() => {
                let start = self.scanner.at();
                let text = self.number()?;
                finite(text).or_else(|| self.unfit_from(start, "number"))
            }
            b'"' => self.parsed_text("number", finite),
            _ => self.unfit("number"),
        }
    }

    /// Reads a boolean; also one written as text, or 0 and 1.
    pub fn boolean(&mut self) -> Option<bool> {
        match self.peek()? {
            b't' | b'f' => self.literal_boolean(),
            b'"' => self.parsed_text("boolean", |text| match text {
                _ if text.eq_ignore_ascii_case("true") || text == "1" => Some(true),
                _ if text.eq_ignore_ascii_case("false") || text == "0" => Some(false),
                _ => None,
            }),
            b'0' | b'1' => {
                let start = self.scanner.at();
                let value = match self.number()? {
                    "0" => false,
                    "1" => true,
                    _ => return self.unfit_from(start, "boolean"),
                };
                self.note_as("boolean", "number");
                Some(value)
            }
            _ => self.unfit("boolean"),
        }
    }

    /// Reads any value.
    pub fn any(&mut self) -> Json {
        match self.peek() {
            Some(b'"') => self.string().map_or(Json::Null, |text| Json::String(text.into_owned())),
            Some(b'{') => {
                let mut members = BTreeMap::new();
                self.members(&mut |key, reader| {
                    members.insert(key.to_owned(), reader.any());
                });
                Json::Object(members)
            }
            Some(b'[') => {
                let mut items = Vec::new();
                self.items(&mut |reader| {
                    items.push(reader.any());
                    true
                });
                Json::Array(items)
            }
            Some(b't' | b'f') => self.literal_boolean().map_or(Json::Null, Json::Bool),
            Some(b'-' | b'0'..=b'9') if !self.infinity_ahead() => {
                self.number().map_or(Json::Null, |text| Json::Number(Number(text.to_owned())))
            }
            _ => {
                if !self.take_null() {
                    self.fail("expected a value");
                }
                Json::Null
            }
        }
    }

    /// Passes over the next value.
    pub fn skip(&mut self) {
        match self.peek() {
            Some(b'"') => {
                if let Err(fault) = self.scanner.skip_string() {
                    self.fail(fault);
                }
            }
            Some(b'{') => {
                self.members(&mut |_, reader| reader.skip());
            }
            Some(b'[') => {
                self.items(&mut |reader| {
                    reader.skip();
                    true
                });
            }
            Some(b't' | b'f') => {
                self.literal_boolean();
            }
            Some(b'-' | b'0'..=b'9') if !self.infinity_ahead() => {
                self.number();
            }
            _ => {
                if !self.take_null() {
                    self.fail("expected a value");
                }
            }
        }
    }

    /// Consumes `null`, and the names of numbers that JSON does not have; `false` when neither is next.
    pub fn take_null(&mut self) -> bool {
        // Every optional value is asked this, and hardly any is one of them.
        if !matches!(self.peek(), Some(b'n' | b'N' | b'I' | b'-')) {
            return false;
        }
        ["null", "NaN", "Infinity", "-Infinity"].iter().any(|word| self.scanner.eat_word(word))
    }

    /// Consumes what says that a member has no value: `null`, or `NaN`, which is noted.
    pub(crate) fn take_absent(&mut self) -> bool {
        let first = self.peek();
        if matches!(first, Some(b'N' | b'I')) || first == Some(b'-') && self.infinity_ahead() {
            let found = self.found();
            self.note(DriftKind::Coerced { expected: "null", found });
        }
        self.take_null()
    }

    /// Notes that `value`, just read, is none that the enumeration lists.
    pub fn unknown_value(&mut self, value: &str) {
        self.note(DriftKind::UnknownValue { value: value.chars().take(64).collect() });
    }

    /// Whether the next value begins with this byte.
    #[cfg(feature = "xml")]
    pub(crate) fn is_at(&mut self, first: u8) -> bool {
        self.peek() == Some(first)
    }

    fn peek(&mut self) -> Option<u8> {
        if self.error.is_some() { None } else { self.scanner.peek() }
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.scanner.string().map_err(|fault| self.fail(fault)).ok()
    }

    fn number(&mut self) -> Option<&'a str> {
        self.scanner.number().map_err(|fault| self.fail(fault)).ok()
    }

    fn literal_boolean(&mut self) -> Option<bool> {
        if self.scanner.eat_word("true") {
            Some(true)
        } else if self.scanner.eat_word("false") {
            Some(false)
        } else {
            self.fail("expected a value");
            None
        }
    }

    fn parsed_text<T>(&mut self, expected: &'static str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let start = self.scanner.at();
        match parse(self.string()?.trim()) {
            Some(value) => {
                self.note_as(expected, "string");
                Some(value)
            }
            None => self.unfit_from(start, expected),
        }
    }

    fn infinity_ahead(&self) -> bool {
        let at = self.scanner.at();
        self.scanner.slice(at, at + 2) == "-I"
    }

    fn blank_text(&self) -> bool {
        let at = self.scanner.at();
        self.scanner.slice(at, at + 2) == "\"\""
    }

    fn fail(&mut self, fault: Fault) -> bool {
        if self.error.is_none() {
            self.error = Some(SyntaxError { fault, offset: self.scanner.at(), path: self.path_text() });
        }
        false
    }
}

fn finite(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    text.parse().ok().filter(|value: &f64| plain && value.is_finite())
}
