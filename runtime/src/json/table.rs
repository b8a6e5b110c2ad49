//! The table of a model: its name, the names of its fields on the wire, and which of those are secret.
//!
//! It comes as the text of what stands in [`models!`](crate::models), `Login: user, pass_word = "passWord";
//! "passWord"`: one constant costs the compiler a third of what a list of names does. A codec reads each text once.

use std::borrow::Cow;
use std::sync::Arc;

/// A name on the wire. Hardly any has a character that a literal must escape.
type Name = Cow<'static, str>;

/// The table of a model.
#[derive(Debug)]
pub(super) struct Table {
    text: &'static str,
    model: &'static str,
    names: Vec<Name>,
    secrets: Vec<Name>,
}

impl Table {
    pub(super) fn new(text: &'static str) -> Self {
        let (model, rest) = text.split_once(':').unwrap_or((text, ""));
        let mut table = Self { text, model: model.trim(), names: Vec::new(), secrets: Vec::new() };
        let (mut rest, mut is_behind_names) = (rest, false);
        while !rest.is_empty() {
            let end = outside_quotes(rest, b",;").unwrap_or(rest.len());
            let (entry, after) = rest.split_at(end);
            if let Some(name) = name(entry) {
                if is_behind_names { &mut table.secrets } else { &mut table.names }.push(name);
            }
            is_behind_names |= after.starts_with(';');
            rest = after.get(1..).unwrap_or_default();
        }
        table
    }

    /// The name of the type.
    pub(super) fn model(&self) -> &'static str {
        self.model
    }

    /// The names of its fields, in their order.
    pub(super) fn names(&self) -> &[Name] {
        &self.names
    }

    /// Where a name stands. Most responses have their members in the order of their page: `likely` is where to look
    /// first.
    pub(super) fn position(&self, name: &str, likely: usize) -> Option<usize> {
        if self.names.get(likely).is_some_and(|known| known == name) {
            return Some(likely);
        }
        self.names.iter().position(|known| known == name)
    }

    /// Whether the member of this name must not be shown.
    pub(super) fn is_secret(&self, name: &str) -> bool {
        self.secrets.iter().any(|secret| secret == name)
    }
}

/// Tables that were read.
#[derive(Debug, Default)]
pub(super) struct Tables(Vec<Arc<Table>>);

impl Tables {
    /// The table of a text. Few types meet in one response, and the one in hand was mostly met last.
    pub(super) fn get(&mut self, text: &'static str) -> Arc<Table> {
        if let Some(known) = self.0.iter().rev().find(|table| std::ptr::eq(table.text, text)) {
            return Arc::clone(known);
        }
        let table = Arc::new(Table::new(text));
        self.0.push(Arc::clone(&table));
        table
    }
}

/// What an entry names: the literal, if it has one.
fn name(entry: &'static str) -> Option<Name> {
    let entry = entry.trim();
    let Some((_, quoted)) = entry.split_once('"') else {
        let name = entry.strip_prefix("r#").unwrap_or(entry);
        return (!name.is_empty()).then_some(Cow::Borrowed(name));
    };
    let literal = quoted.strip_suffix('"').unwrap_or(quoted);
    Some(if literal.contains('\\') { Cow::Owned(unescaped(literal)) } else { Cow::Borrowed(literal) })
}

/// Where one of `wanted` stands in `text`, but in no literal.
fn outside_quotes(text: &str, wanted: &[u8]) -> Option<usize> {
    let (mut is_inside, mut is_escaped) = (false, false);
    text.bytes().position(|byte| {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_inside,
            b'"' => is_inside = !is_inside,
            _ => return !is_inside && wanted.contains(&byte),
        }
        false
    })
}

/// A literal as the compiler reads it.
fn unescaped(literal: &str) -> String {
    let mut text = String::with_capacity(literal.len());
    let mut rest = literal;
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut characters = escape.chars();
        let code = match characters.next() {
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('0') => Some('\0'),
            Some('x') => {
                let code = characters.as_str().get(..2).unwrap_or_default();
                characters = characters.as_str().get(2..).unwrap_or_default().chars();
                u32::from_str_radix(code, 16).ok().and_then(char::from_u32)
            }
            Some('u') => {
                let (code, after) = characters.as_str().split_once('}').unwrap_or_default();
                characters = after.chars();
                let digits: String = code.chars().filter(char::is_ascii_hexdigit).collect();
                u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
            }
            other => other,
        };
        text.extend(code);
        rest = characters.as_str();
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text is what the compiler makes of the tokens, and it may lay them out as it likes.
    #[test]
    fn a_table_is_read_as_the_compiler_writes_it() {
        macro_rules! text {
            ($name:ident { $($field:ident $(= $wire:literal)?),* $(,)? $(; secret $($secret:literal),+)? }) => {
                stringify!($name: $($field $(= $wire)?),*; $($($secret),+)?)
            };
        }
        let table = Table::new(text! {
            Odd {
                plain, r#type, renamed = "reNamed", quoted = "a\"b,c;d\\", spaced = "x y", accented = "\u{e9}\x41\n名",
                a_name_that_is_long_enough_for_a_line = "aNameThatIsLongEnoughForALine", another_long_one, and_another;
                secret "reNamed", "a;b"
            }
        });
        assert_eq!(table.model(), "Odd");
        let long = ["aNameThatIsLongEnoughForALine", "another_long_one", "and_another"];
        let short = ["plain", "type", "reNamed", "a\"b,c;d\\", "x y", "\u{e9}A\n名"];
        assert_eq!(table.names(), [&short[..], &long[..]].concat());
        assert_eq!(table.secrets, ["reNamed", "a;b"]);
        assert_eq!(table.position("x y", 0), Some(4));
        assert!(table.is_secret("a;b") && !table.is_secret("plain"));

        let empty = Table::new(text! { Empty {} });
        assert_eq!((empty.model(), empty.names().len(), empty.secrets.len()), ("Empty", 0, 0));
    }

    #[test]
    fn a_text_is_read_once() {
        let mut tables = Tables::default();
        let (one, other) = (tables.get("A: a;"), tables.get("B: b;"));
        assert!(Arc::ptr_eq(&one, &tables.get(one.text)) && Arc::ptr_eq(&other, &tables.get(other.text)));
        assert_eq!(tables.0.len(), 2);
    }
}
