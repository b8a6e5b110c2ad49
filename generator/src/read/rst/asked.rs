//! What a page asks of the files beside it: texts and records, each read once a page, and what is missing told once.

use crate::{
    diagnostic::{Code, Diagnostic},
    limits::{DEEPEST_INCLUDE, MOST_INCLUDED},
    page::Source,
    read::beside::Beside,
    yaml::{self, Records},
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
};

/// The files beside a page, as one text asks for them.
pub(super) struct Asked<'a> {
    /// The file whose text asks.
    path: &'a str,
    beside: &'a Beside<'a>,
    known: Rc<RefCell<Known>>,
    depth: usize,
    /// Bytes of other files that the page may still take in.
    pub(super) room: usize,
}

/// What was asked for already.
#[derive(Default)]
struct Known {
    records: BTreeMap<String, Rc<Records>>,
    missing: BTreeSet<String>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(path: &'a str, beside: &'a Beside<'a>) -> Self {
        Self { path, beside, known: Rc::default(), depth: 0, room: MOST_INCLUDED }
    }

    /// For a text that this one takes in. `None` if it is one too many.
    pub(super) fn inside<'b>(&self, source: &'b Source) -> Option<Asked<'b>>
    where
        'a: 'b,
    {
        let room = self.room.checked_sub(source.text.len()).filter(|_| self.depth < DEEPEST_INCLUDE)?;
        let known = Rc::clone(&self.known);
        Some(Asked { path: &source.path, beside: self.beside, known, depth: self.depth + 1, room })
    }

    /// The file whose text asks.
    pub(super) fn path(&self) -> &'a str {
        self.path
    }

    /// The page takes in a file that is not a page itself.
    pub(super) fn takes(&self, source: &Source) {
        self.beside.is_part(&source.path);
    }

    /// The text of a file, or what is to be said the first time that it is missing.
    pub(super) fn text(&self, file: &str) -> (Option<Arc<Source>>, Option<Diagnostic>) {
        let source = self.beside.text(self.path, file.trim());
        let first = source.is_none() && self.known.borrow_mut().missing.insert(file.to_owned());
        let message = || format!("{file} is not among the files of the service");
        (source, first.then(|| Diagnostic::new(Code::MissingFile, message())))
    }

    /// What a YAML file says of each of its entries; nothing of one that is missing or damaged.
    pub(super) fn records(&self, file: &str) -> (Rc<Records>, Option<Diagnostic>) {
        if let Some(records) = self.known.borrow().records.get(file) {
            return (Rc::clone(records), None);
        }
        let (source, mut finding) = self.text(file);
        let records = source.map_or_else(|| Ok(Records::new()), |source| yaml::records(&source));
        let records = records.unwrap_or_else(|problem| {
            finding = Some(Diagnostic::new(Code::MissingFile, format!("{file} cannot be read: {}", problem.message)));
            Records::new()
        });
        let records = Rc::new(records);
        self.known.borrow_mut().records.insert(file.to_owned(), Rc::clone(&records));
        (records, finding)
    }
}

/// Whether a text is a page of its own: it states a call, or opens sections.
pub(super) fn is_page(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let is_rule = |line: &str| {
        let mark = line.chars().next().filter(char::is_ascii_punctuation);
        line.len() > 2 && mark.is_some_and(|mark| line.chars().all(|c| c == mark))
    };
    let titled = |pair: &[&str]| matches!(pair, [words, rule] if is_rule(rule) && words.contains(char::is_alphanumeric) && words.len() <= rule.len() + 2);
    text.contains(".. rest_method::") || lines.windows(2).any(titled)
}
