//! Values to JSON text: raw UTF-8, no blanks, `null` only where it was asked for.

use std::fmt::Write as _;

use super::table::Tables;
use super::{Extra, Field, Json, Model, Value, Visit};

/// Writes one JSON text.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
    after_value: bool,
    tables: Tables,
}

impl Writer {
    /// An empty writer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The text written.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }

    /// Writes an object: those of its fields that are present, then what it keeps beyond them.
    pub fn object(&mut self, model: &dyn Model) {
        model.visit(&mut ObjectWriter(self));
    }

    /// Writes a list of what comes until nothing does. It is no iterator, whose every method would be compiled for
    /// each type of items.
    pub fn list<'v>(&mut self, next: &mut dyn FnMut() -> Option<&'v dyn Value>) {
        self.begin('[');
        while let Some(item) = next() {
            item.write(self);
        }
        self.end(']');
    }

    /// Writes an object whose members all have one type, of what comes until nothing does.
    pub fn map<'v>(&mut self, next: &mut dyn FnMut() -> Option<(&'v str, &'v dyn Value)>) {
        self.begin('{');
        while let Some((name, value)) = next() {
            self.key(name);
            value.write(self);
        }
        self.end('}');
    }

    /// Writes any value.
    pub fn any(&mut self, value: &Json) {
        match value {
            Json::Null => self.null(),
            Json::Bool(value) => self.boolean(*value),
            Json::Number(number) => self.raw(number.as_str()),
            Json::String(text) => self.text(text),
            Json::Array(items) => items.write(self),
            Json::Object(members) => {
                let mut members = members.iter();
                self.map(&mut || members.next().map(|(name, value)| (name.as_str(), value as &dyn Value)));
            }
        }
    }

    /// Writes a string.
    pub fn text(&mut self, value: &str) {
        self.separate();
        self.quoted(value);
        self.after_value = true;
    }

    /// Writes a whole number.
    pub fn integer(&mut self, value: i64) {
        self.separate();
        // Writing to a String cannot fail.
        let _ = write!(self.text, "{value}");
        self.after_value = true;
    }

    /// Writes a number in the fewest digits that read back the same; what is not finite becomes `null`.
    pub fn float(&mut self, value: f64) {
        if value.is_finite() {
            self.separate();
            let _ = write!(self.text, "{value:?}");
            self.after_value = true;
        } else {
            self.null();
        }
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.raw(if value { "true" } else { "false" });
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.raw("null");
    }

    fn raw(&mut self, token: &str) {
        self.separate();
        self.text.push_str(token);
        self.after_value = true;
    }

    fn key(&mut self, name: &str) {
        self.separate();
        self.quoted(name);
        self.text.push(':');
        self.after_value = false;
    }

    fn begin(&mut self, bracket: char) {
        self.separate();
        self.text.push(bracket);
        self.after_value = false;
    }

    fn end(&mut self, bracket: char) {
        self.text.push(bracket);
        self.after_value = true;
    }

    fn separate(&mut self) {
        if self.after_value {
            self.text.push(',');
        }
    }

    fn quoted(&mut self, value: &str) {
        self.text.push('"');
        let mut rest = value;
        while let Some(at) = rest.bytes().position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
            // The byte found is ASCII, so both sides of it are whole characters.
            let (plain, from) = rest.split_at(at);
            self.text.push_str(plain);
            let mut characters = from.chars();
            match characters.next() {
                Some('"') => self.text.push_str("\\\""),
                Some('\\') => self.text.push_str("\\\\"),
                Some('\n') => self.text.push_str("\\n"),
                Some('\r') => self.text.push_str("\\r"),
                Some('\t') => self.text.push_str("\\t"),
                Some(other) => {
                    let _ = write!(self.text, "\\u{:04x}", u32::from(other));
                }
                None => {}
            }
            rest = characters.as_str();
        }
        self.text.push_str(rest);
        self.text.push('"');
    }
}

/// Writes the fields of a model, then what it keeps beyond them.
struct ObjectWriter<'a>(&'a mut Writer);

impl Visit for ObjectWriter<'_> {
    fn model(&mut self, table: &'static str, fields: &[&dyn Field], extra: &Extra) {
        let Self(writer) = self;
        let table = writer.tables.get(table);
        // A typed field wins over the raw form kept beside it.
        let mut raw: Vec<(&str, &Json)> = extra.iter().collect();
        writer.begin('{');
        for (name, field) in table.names().iter().zip(fields).filter(|(_, field)| !field.is_absent()) {
            raw.retain(|(kept, _)| kept != name);
            writer.key(name);
            field.write(writer);
        }
        for (name, value) in raw {
            writer.key(name);
            writer.any(value);
        }
        writer.end('}');
    }
}
