//! What is known of a request before its tables are read: its method, the parts of its path and query string, and what
//! examples show of its body. In goes the name of a row, out comes what it is there; no row is placed here.

use crate::{
    call::Method,
    glossary::{Rpc, same_name},
    interpret::request_line::{QueryPair, QueryValue},
    page::Span,
};
use std::collections::BTreeSet;

/// What is known of the request before its tables are read.
pub(in crate::interpret) struct Line<'g> {
    pub(in crate::interpret) method: Method,
    pub(in crate::interpret) placeholders: Vec<String>,
    /// Pairs of the query string.
    pub(in crate::interpret) query: Vec<QueryPair>,
    /// Where the request line stands.
    pub(in crate::interpret) place: Span,
    /// Path parameters that tables of the URI state.
    pub(in crate::interpret) stated: Vec<String>,
    /// Keys of the bodies that the request examples show.
    pub(in crate::interpret) body_keys: BTreeSet<String>,
    /// The same of each example.
    pub(in crate::interpret) shown: Vec<BTreeSet<String>>,
    /// More than one table under the request says nothing of its place.
    pub(in crate::interpret) more_tables: bool,
    /// How the operation is called where its page states no request line.
    pub(in crate::interpret) rpc: Option<&'g Rpc>,
    /// Placeholders of the page's other request lines.
    pub(in crate::interpret) elsewhere: Vec<String>,
}

impl Line<'_> {
    /// The placeholder of this name.
    pub(super) fn placeholder(&self, name: &str) -> Option<&str> {
        let name = unmarked(name);
        let exact = self.placeholders.iter().find(|placeholder| *placeholder == name);
        let placeholder = exact.or_else(|| self.placeholders.iter().find(|other| same_name(other, name)));
        placeholder.map(String::as_str)
    }

    /// The placeholder that no table states and that a name resembles: `{pet_id}` for `pets_id`.
    pub(super) fn resembled(&self, name: &str) -> Option<&str> {
        let unstated = self.placeholders.iter().filter(|placeholder| !self.is_stated(placeholder));
        unstated.map(String::as_str).find(|placeholder| resemble(placeholder, name))
    }

    /// The key of the query string that a row means: its name, or that of the placeholder after the key.
    pub(super) fn query_key(&self, name: &str) -> Option<&str> {
        let exact = self.query.iter().find(|pair| pair.name == name);
        let after = |pair: &&QueryPair| matches!(&pair.value, QueryValue::Placeholder(Some(value)) if value == name);
        exact.or_else(|| self.query.iter().find(after)).map(|pair| pair.name.as_str())
    }

    /// Whether a table of the URI states it.
    pub(super) fn is_stated(&self, name: &str) -> bool {
        self.stated.iter().any(|stated| same_name(stated, name))
    }

    /// Whether a name is a part of another path of the page.
    pub(super) fn is_elsewhere(&self, name: &str) -> bool {
        self.elsewhere.iter().any(|other| same_name(other, name))
    }
}

/// A name without the marks that a path has around its placeholders: `<id>`, `{id}`, `:id`.
pub(in crate::interpret) fn unmarked(name: &str) -> &str {
    let braced = || name.strip_prefix(['<', '{'])?.strip_suffix(['>', '}']);
    name.strip_prefix(':').or_else(braced).unwrap_or(name)
}

/// Whether two names begin and end alike.
fn resemble(left: &str, right: &str) -> bool {
    let alike =
        |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let begin = alike(&mut left.chars().zip(right.chars()));
    let end = alike(&mut left.chars().rev().zip(right.chars().rev()));
    let longest = left.chars().count().max(right.chars().count());
    begin > 2 && (begin + end) * 4 >= longest * 3
}
