//! What opens with two dots: anchors, directives, substitutions, comments. In go the lines of one, out come its blocks.

use super::{
    block::Body,
    http_domain::Call,
    inline::{self, Substitutions, normalise_label},
    listed, rest,
};
use crate::{
    diagnostic::Code,
    glossary::form::is_request_line,
    page::{Span, Text},
    read::line::{Line, dedent, indented, span_of},
};
use std::rc::Rc;

/// How the cells of a listed table are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// A list of rows, each a list of cells.
    Items,
    /// A row a line, commas between the cells.
    Commas,
}

impl<'a> Body<'a, '_> {
    /// Reads what the first line opens, if it is such a block; gives the lines read.
    pub(super) fn explicit(&mut self, first: Line<'a>, lines: &[Line<'a>]) -> Option<usize> {
        if first.text != ".." && !first.text.starts_with(".. ") {
            return None;
        }
        let more = indented(lines, 1);
        let written = first.text.trim_start_matches('.').trim_start();
        let line = first.skip(first.text.len() - written.len());
        if let Some(anchor) = anchor_name(written) {
            self.blocks.anchor(normalise_label(anchor));
        } else if written.starts_with('|') || is_external_target(written) {
            // Nothing of the page's text.
        } else if let Some((label, words)) = written.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            let mut lines = vec![line.skip(label.len() + 2 + words.len() - words.trim_start().len())];
            lines.extend(dedent(more));
            self.nested(&lines);
        } else if let Some(name) = directive_name(written) {
            let after = line.skip(name.len() + 2);
            let place = span_of(lines.get(..=more.len()).unwrap_or_default());
            self.directive(name, first, Parts::of(after.skip(after.indent()), more), place);
        }
        Some(1 + more.len())
    }

    fn directive(&mut self, name: &'a str, opening: Line<'a>, parts: Parts<'a>, place: Span) {
        let Parts { argument, options, body } = parts;
        let first = argument.first().copied().unwrap_or(opening.skip(opening.text.len()));
        let is_set = |name: &str| options.iter().any(|line| option(*line).is_some_and(|(option, _)| option == name));
        if name == "http:method" {
            let line = first.text.trim_start();
            let method = line.split_whitespace().next().unwrap_or_default();
            let path = first.skip(first.indent() + method.len());
            return self.call(method, path.skip(path.indent()), &options, &body);
        }
        if let Some(method) = name.strip_prefix("http:").filter(|method| is_request_line(&format!("{method} /"))) {
            return self.call(method, first, &options, &body);
        }
        match name.to_ascii_lowercase().as_str() {
            "table" => self.captioned(&argument, |inside| inside.nested(&body)),
            form @ ("list-table" | "csv-table") => {
                let form = if form == "list-table" { Listed::Items } else { Listed::Commas };
                let (rows, finding) = listed::read(form, &options, &body);
                self.shared.findings.extend(finding.map(|finding| (finding, place)));
                let unquoted = |text: Text| if form == Listed::Commas { listed::unquoted(text) } else { text };
                self.captioned(&argument, |inside| inside.table(rows, place, unquoted));
            }
            "code-block" | "code" | "sourcecode" | "parsed-literal" | "highlight" | "prompt" => self.code(&body),
            note @ ("note" | "warning" | "tip" | "caution" | "important" | "danger" | "attention" | "hint"
            | "error" | "seealso" | "deprecated" | "versionadded" | "versionchanged" | "versionremoved") => {
                self.note(&capitalised(note), opening, &joined(argument, body));
            }
            "admonition" => {
                let label = argument.iter().map(|line| line.text).collect::<Vec<_>>().join(" ");
                self.note(&label, opening, &body);
            }
            "rubric" => self.rubric(&argument),
            "raw" if first.text.trim() == "html" => self.html(&body),
            "rest_method" => self.blocks.table(rest::request_line(&joined(argument, body))),
            "rest_parameters" => {
                let records = self.records(first.text, place);
                let table = rest::parameters(&body, &records, place, &mut |words, place| self.words(words, place));
                self.asked_table(table, first.text);
            }
            "rest_status_code" => {
                // A word for success or error stands before the file.
                let file = first.text.split_whitespace().nth(1).unwrap_or_default();
                let records = if file.is_empty() { Rc::default() } else { self.records(file, place) };
                let table = rest::statuses(&body, &records, place, &mut |words, place| self.words(words, place));
                self.asked_table(table, file);
            }
            "include" if !is_set("literal") && !is_set("code") => self.part(first.text, place),
            "include" | "literalinclude" => {
                if let Some(source) = self.asked(first.text, place) {
                    self.shared.asked.takes(&source);
                    self.blocks.code(source.text.trim_end(), place);
                }
            }
            "image" | "contents" | "toctree" | "index" | "meta" | "default-role" | "tabularcolumns" | "sectnum"
            | "role" | "raw" | "currentmodule" | "module" => {}
            "figure" | "only" | "container" | "class" | "rst-class" | "cssclass" => self.nested(&body),
            "topic" | "sidebar" | "epigraph" | "highlights" | "pull-quote" | "compound" | "centered" | "hlist"
            | "glossary" | "tab-set" | "tab-item" | "tabs" | "tab" | "dropdown" => {
                self.nested(&joined(argument, body));
            }
            _ => {
                let words = joined(argument, body);
                if words.iter().any(|line| !line.is_blank()) {
                    let message = format!("`{name}` is not a known directive; its content is read as plain text");
                    self.find(Code::UnknownDirective, message, place);
                }
                self.nested(&words);
            }
        }
    }

    /// A note, below the word that stands above it.
    fn note(&mut self, label: &str, opening: Line<'a>, words: &[Line<'a>]) {
        self.blocks.text(Text::plain(label, span_of(&[opening])));
        self.nested(words);
    }

    /// A heading without a rule, which is in no table of contents: how deep its body stands is its level.
    fn rubric(&mut self, words: &[Line<'a>]) {
        let text = inline::read(words, &self.shared.substitutions);
        let level = u8::try_from(self.nesting.max(1)).unwrap_or(6).min(6);
        let place = text.place;
        self.blocks.heading(level, text, place);
    }

    /// A call is a heading of its own, below the title it stands under.
    fn call(&mut self, method: &str, path: Line<'a>, options: &[Line<'a>], body: &[Line<'a>]) {
        let place = span_of(&[path]);
        let mut call = Call::of(method, path, options, body);
        let level = (self.shared.level + 1).min(6);
        self.blocks.heading(level, Text::plain(call.title(), place), place);
        for table in call.tables(&mut |lines| inline::read(lines, &self.shared.substitutions)) {
            self.blocks.table(table);
        }
        for line in &call.unknown {
            let message = "this field is unknown; it is read as text";
            self.find(Code::UnreadRegion, message, span_of(&[*line]));
        }
        self.nested(&call.rest);
    }

    /// A table directive: its argument is the caption of the first table in it.
    fn captioned(&mut self, caption: &[Line<'a>], body: impl FnOnce(&mut Self)) {
        let before = self.blocks.len();
        body(self);
        self.blocks.caption(before, inline::read(caption, &self.shared.substitutions));
    }
}

/// What the substitutions of a page stand for.
pub(super) fn substitutions(lines: &[Line]) -> Substitutions {
    let definition = |line: &Line| {
        let (name, rest) = line.text.trim_start().strip_prefix(".. |")?.split_once('|')?;
        let (directive, argument) = rest.trim_start().split_once("::")?;
        let words = (directive == "replace" || directive == "unicode").then(|| argument.trim().to_owned());
        Some((normalise_label(name), words))
    };
    lines.iter().filter_map(definition).collect()
}

fn anchor_name(written: &str) -> Option<&str> {
    let name = written.strip_prefix('_')?.strip_suffix(':')?;
    Some(name.strip_prefix('`').and_then(|name| name.strip_suffix('`')).unwrap_or(name)).filter(|name| !name.is_empty())
}

/// `.. _name: https://...` gives a name to another page, and has no words of its own.
fn is_external_target(written: &str) -> bool {
    written.starts_with('_') && written.contains(": ")
}

fn directive_name(written: &str) -> Option<&str> {
    let (name, _) = written.split_once("::")?;
    let sound = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+');
    (!name.is_empty() && name.chars().all(sound)).then_some(name)
}

/// An option's name and value: `:header-rows: 1`.
pub(super) fn option(line: Line<'_>) -> Option<(&str, &str)> {
    let (name, value) = line.text.strip_prefix(':')?.split_once(':')?;
    Some((name, value.trim()))
}

/// A field's name and what follows it: `:query integer limit: How many.`
pub(super) fn field(line: Line<'_>) -> Option<(&str, Line<'_>)> {
    let rest = line.text.strip_prefix(':')?;
    let end = rest.find(": ").or_else(|| rest.strip_suffix(':').map(str::len))?;
    let name = rest.get(..end).filter(|name| !name.is_empty() && !name.contains('`'))?;
    let value = line.skip((end + 2).min(line.text.len()));
    Some((name, value.skip(value.indent())))
}

/// A directive's argument, which ends before its options or a blank line, its options and its body.
struct Parts<'a> {
    argument: Vec<Line<'a>>,
    options: Vec<Line<'a>>,
    body: Vec<Line<'a>>,
}

impl<'a> Parts<'a> {
    fn of(first: Line<'a>, more: &[Line<'a>]) -> Self {
        let more = dedent(more);
        let has_argument = !first.is_blank();
        let is_argument = |line: &Line<'a>| has_argument && !line.is_blank() && option(*line).is_none();
        let wrapped = more.iter().take_while(|line| is_argument(line)).count();
        // What is indented below an option goes on with it.
        let is_option = |line: &Line<'a>| option(*line).is_some() || line.indent() > 0;
        let options: Vec<Line<'a>> = more.iter().skip(wrapped).take_while(|line| is_option(line)).copied().collect();
        let mut argument = vec![first];
        argument.extend(more.iter().take(wrapped));
        argument.retain(|line| !line.is_blank());
        let body: Vec<Line> = more.into_iter().skip(wrapped + options.len()).skip_while(Line::is_blank).collect();
        Self { argument, options, body: dedent(&body) }
    }
}

/// Argument and body as one body.
fn joined<'a>(mut argument: Vec<Line<'a>>, body: Vec<Line<'a>>) -> Vec<Line<'a>> {
    if let (Some(last), false) = (argument.last().copied(), body.is_empty()) {
        argument.push(Line::new("", last.end()));
    }
    argument.extend(body);
    argument
}

pub(super) fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
