//! The keys of an input, a header or a field, flat as in the file. Serde's `flatten`
//! cannot refuse unknown keys and forgets their places; reading goes through this struct instead.

use super::{Constraint, EnumValue, Facts, Field, FilledBy, From, Header, Input, Location, Range, TypeRef};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "each is a key of the file, not a state")]
pub(super) struct Entry {
    name: String,
    #[serde(rename = "in")]
    location: Option<Location>,
    #[serde(rename = "type")]
    ty: TypeRef,
    #[serde(default)]
    required: bool,
    filled_by: Option<FilledBy>,
    condition: Option<String>,
    default: Option<serde_json::Value>,
    range: Option<Range>,
    length: Option<Range>,
    items: Option<Range>,
    pattern: Option<String>,
    format: Option<String>,
    #[serde(default)]
    values: Vec<EnumValue>,
    #[serde(default)]
    by_sentence: Vec<Constraint>,
    #[serde(default)]
    nullable: bool,
    #[serde(default)]
    deprecated: bool,
    #[serde(default)]
    secret: bool,
    #[serde(default)]
    attribute: bool,
    from: Option<From>,
    #[serde(default)]
    doc: String,
}

impl Entry {
    /// Refuses a key that only other kinds of entry have.
    fn refuse(&self, kind: &str, location: bool, filled_by: bool, required: bool) -> Result<(), String> {
        let stray = [("in", location), ("filled_by", filled_by), ("required", required)];
        match stray.into_iter().find(|(_, present)| *present) {
            Some((key, _)) => Err(format!("the {kind} `{}` cannot have the key `{key}`", self.name)),
            None => Ok(()),
        }
    }

    fn split(self) -> (String, TypeRef, Facts) {
        let facts = Facts {
            condition: self.condition,
            default: self.default,
            range: self.range,
            length: self.length,
            items: self.items,
            pattern: self.pattern,
            format: self.format,
            values: self.values,
            by_sentence: self.by_sentence,
            nullable: self.nullable,
            deprecated: self.deprecated,
            secret: self.secret,
            attribute: self.attribute,
            from: self.from,
            doc: self.doc,
        };
        (self.name, self.ty, facts)
    }
}

impl TryFrom<Entry> for Input {
    type Error = String;

    fn try_from(entry: Entry) -> Result<Self, String> {
        let location = entry.location.ok_or_else(|| format!("the input `{}` lacks the key `in`", entry.name))?;
        let (required, filled_by) = (entry.required, entry.filled_by);
        let (name, ty, facts) = entry.split();
        Ok(Self { name, location, ty, required, filled_by, facts })
    }
}

impl TryFrom<Entry> for Field {
    type Error = String;

    fn try_from(entry: Entry) -> Result<Self, String> {
        entry.refuse("field", entry.location.is_some(), entry.filled_by.is_some(), false)?;
        let required = entry.required;
        let (name, ty, facts) = entry.split();
        Ok(Self { name, ty, required, facts })
    }
}

impl TryFrom<Entry> for Header {
    type Error = String;

    fn try_from(entry: Entry) -> Result<Self, String> {
        entry.refuse("header", entry.location.is_some(), entry.filled_by.is_some(), entry.required)?;
        let (name, ty, facts) = entry.split();
        Ok(Self { name, ty, facts })
    }
}
