//! Regular expressions of pages: each is compiled once. One that the engine does not know constrains nothing: pages
//! write for other engines.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use regex_lite::{Regex, RegexBuilder};

/// A compiled expression of more bytes is none that a page means.
const MAX_SIZE: usize = 1 << 20;

static COMPILED: Mutex<BTreeMap<String, Option<Regex>>> = Mutex::new(BTreeMap::new());

/// Whether `pattern` is found in `text`, or cannot be looked for.
pub(super) fn is_found(pattern: &str, text: &str) -> bool {
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let fits = |expression: &Option<Regex>| expression.as_ref().is_none_or(|expression| expression.is_match(text));
    if let Some(expression) = compiled.get(pattern) {
        return fits(expression);
    }
    let expression = RegexBuilder::new(pattern).size_limit(MAX_SIZE).build().ok();
    let found = fits(&expression);
    compiled.insert(pattern.to_owned(), expression);
    found
}
