//! JSON text to values, leniently: what does not fit its field is noted and kept, never a lost answer.
//!
//! The one thing that ends reading is text that is no JSON. Nothing here is generic but the thin [`Reader::read`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::drift::DriftLog;
use super::scan::{Fault, Scanner};
use super::tree::whole;
use super::{Drift, DriftKind, Json, MAX_DEPTH, Model, Number, Value};

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
    let text = String::from_utf8_lossy(bytes);
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

/// Text that is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    fault: Fault,
    offset: usize,
}

impl SyntaxError {
    /// The byte at which it was noticed.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no JSON: {} at byte {}", self.fault, self.offset)
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
    // Bytes that may still be read a second time; keeps reading linear on any input.
    second_reads: usize,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Member { start: usize, end: usize },
    Item,
}

impl<'a> Reader<'a> {
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
            second_reads: text.len().saturating_mul(2),
        }
    }

    /// Reads the next value into `field`; `false`, and `field` as it was, when the value does not fit.
    pub fn read<T: Value>(&mut self, field: &mut T) -> bool {
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
            Some(b'{') => self.members(&mut |key, reader| reader.member(key, model)),
            Some(b'[') => self.only_item("object", &mut |reader| reader.object(model)),
            // A whole answer of `null` says that there is nothing, not that something is wrong.
            Some(b'n') if self.depth == 0 => self.coerced("object", Self::take_null),
            _ => self.mismatch("object"),
        }
    }

    /// Reads a list, calling `item` at each value; also one bare value as a list of one.
    ///
    /// `item` answers whether the value fitted.
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

    /// Reads a whole number of 64 bits; also one written as text, with zeros behind the point, or as a boolean.
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
                    self.fail("a value is due");
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
                    self.fail("a value is due");
                }
            }
        }
    }

    /// Consumes `null`, and the names of numbers that JSON does not have; `false` when neither is next.
    pub fn take_null(&mut self) -> bool {
        self.peek();
        ["null", "NaN", "Infinity", "-Infinity"].iter().any(|word| self.scanner.eat_word(word))
    }

    /// Notes that `value`, just read, is none that the enumeration lists.
    pub fn unknown_value(&mut self, value: &str) {
        self.note(DriftKind::UnknownValue { value: value.chars().take(64).collect() });
    }

    /// One member of a model: stored, or kept as it came.
    fn member(&mut self, key: &str, model: &mut dyn Model) {
        let start = self.scanner.at();
        let outer = std::mem::replace(&mut self.lost_item, false);
        self.misfit = false;
        let stored = model.set(key, self);
        if self.error.is_none() && (!stored || self.lost_item && self.may_read_again(start)) {
            let known = stored || self.misfit;
            self.scanner.seek(start);
            if !known {
                let found = self.found();
                self.note(DriftKind::UnknownMember { found });
            }
            let value = self.any();
            model.extra_mut().insert(key, value);
        }
        self.lost_item = outer;
    }

    fn members(&mut self, member: &mut dyn FnMut(&str, &mut Self)) -> bool {
        if !self.enter() {
            return false;
        }
        if !self.scanner.eat(b'}') {
            loop {
                if self.peek() != Some(b'"') {
                    return self.fail("a member's name is due");
                }
                let start = self.scanner.at();
                let Some(key) = self.string() else { return false };
                self.path.push(Step::Member { start: start + 1, end: self.scanner.at() - 1 });
                if !self.scanner.eat(b':') {
                    return self.fail("a colon is due");
                }
                member(&key, self);
                self.path.pop();
                if self.error.is_some() {
                    return false;
                }
                if self.scanner.eat(b',') {
                    continue;
                }
                if self.scanner.eat(b'}') {
                    break;
                }
                return self.fail("a comma or a closing brace is due");
            }
        }
        self.depth -= 1;
        true
    }

    fn items(&mut self, item: &mut dyn FnMut(&mut Self) -> bool) -> bool {
        if !self.enter() {
            return false;
        }
        if !self.scanner.eat(b']') {
            loop {
                let start = self.scanner.at();
                self.path.push(Step::Item);
                if !item(self) {
                    self.pass_over_from(start);
                    self.lost_item = true;
                }
                self.path.pop();
                if self.error.is_some() {
                    return false;
                }
                if self.scanner.eat(b',') {
                    continue;
                }
                if self.scanner.eat(b']') {
                    break;
                }
                return self.fail("a comma or a closing bracket is due");
            }
        }
        self.depth -= 1;
        true
    }

    /// A list where one value is due: its only item, or nothing.
    fn only_item(&mut self, expected: &'static str, item: &mut dyn FnMut(&mut Self) -> bool) -> bool {
        // Once at a time: a tower of lists would otherwise be read again at each of its floors.
        if self.inside_only_item {
            return self.mismatch(expected);
        }
        let depth = self.depth;
        self.inside_only_item = true;
        let mut fits = self.enter();
        if fits && !self.scanner.eat(b']') {
            self.path.push(Step::Item);
            fits = item(self) && self.scanner.eat(b']');
            self.path.pop();
        }
        self.depth = depth;
        self.inside_only_item = false;
        if fits {
            self.note_as(expected, "list");
            return true;
        }
        self.misfit = true;
        if self.error.is_none() {
            self.note(DriftKind::Mismatch { expected, found: "list" });
        }
        false
    }

    fn enter(&mut self) -> bool {
        if self.depth >= MAX_DEPTH {
            return self.fail("nested too deeply");
        }
        self.depth += 1;
        self.scanner.bump();
        true
    }

    fn pass_over_from(&mut self, start: usize) {
        if self.error.is_none() {
            self.scanner.seek(start);
            self.skip();
        }
    }

    fn may_read_again(&mut self, start: usize) -> bool {
        let left = self.second_reads.checked_sub(self.scanner.at() - start);
        self.second_reads = left.unwrap_or(self.second_reads);
        left.is_some()
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
            self.fail("a value is due");
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

    fn unfit_from<T>(&mut self, start: usize, expected: &'static str) -> Option<T> {
        self.scanner.seek(start);
        self.unfit(expected)
    }

    fn unfit<T>(&mut self, expected: &'static str) -> Option<T> {
        self.mismatch(expected);
        None
    }

    fn mismatch(&mut self, expected: &'static str) -> bool {
        self.misfit = true;
        if self.peek().is_some() {
            let found = self.found();
            self.note(DriftKind::Mismatch { expected, found });
        }
        false
    }

    fn coerced<T>(&mut self, expected: &'static str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.note_coerced(expected);
        read(self)
    }

    fn note_coerced(&mut self, expected: &'static str) {
        let found = self.found();
        self.note_as(expected, found);
    }

    fn note_as(&mut self, expected: &'static str, found: &'static str) {
        self.note(DriftKind::Coerced { expected, found });
    }

    fn note(&mut self, kind: DriftKind) {
        if !self.drift.is_full() {
            let path = self.path_text();
            self.drift.add(path, kind);
        }
    }

    /// `data.items[].size`; what a terminal would obey is left out.
    fn path_text(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match *step {
                Step::Item => path.push_str("[]"),
                Step::Member { start, end } => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    let name = self.scanner.slice(start, end);
                    path.extend(name.chars().filter(|character| !character.is_control()).take(64));
                }
            }
        }
        path
    }

    /// The JSON type of the value at the scanner.
    fn found(&mut self) -> &'static str {
        match self.scanner.peek() {
            Some(b'"') if self.blank_text() => "empty string",
            Some(b'"') => "string",
            Some(b'{') => "object",
            Some(b'[') => "list",
            Some(b't' | b'f') => "boolean",
            Some(b'-' | b'0'..=b'9') if !self.infinity_ahead() => "number",
            _ => "null",
        }
    }

    fn fail(&mut self, fault: Fault) -> bool {
        if self.error.is_none() {
            self.error = Some(SyntaxError { fault, offset: self.scanner.at() });
        }
        false
    }
}

fn finite(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    text.parse().ok().filter(|value: &f64| plain && value.is_finite())
}
