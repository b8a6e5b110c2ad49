//! What opens with two dots: anchors, directives, substitutions, comments. In go the lines of one,
//! out comes what the body reader is to do with it.

use super::inline::{Substitutions, normalise_label};
use crate::{
    glossary::form::is_request_line,
    read::line::{Line, dedent},
};

/// An explicit block.
pub(super) enum Explicit<'a> {
    /// `.. _name:`
    Anchor(&'a str),
    /// Words that are read like any others.
    Words(Vec<Line<'a>>),
    /// Nothing of the page's text.
    Nothing,
    /// Code, verbatim.
    Code(Vec<Line<'a>>),
    /// A table directive.
    Table {
        /// The lines of its argument.
        caption: Vec<Line<'a>>,
        /// What stands in it.
        body: Vec<Line<'a>>,
    },
    /// A table written as a list of lists, or as values between commas.
    Listed {
        /// How its cells are written.
        form: Listed,
        /// The lines of its argument.
        caption: Vec<Line<'a>>,
        /// Its options.
        options: Vec<Line<'a>>,
        /// What stands in it.
        body: Vec<Line<'a>>,
    },
    /// A note, with the word that stands above it.
    Note {
        /// The word.
        label: String,
        /// What it says.
        words: Vec<Line<'a>>,
    },
    /// A heading that is in no table of contents.
    Heading(Vec<Line<'a>>),
    /// HTML.
    Html(Vec<Line<'a>>),
    /// A method and a path.
    RequestLine(Vec<Line<'a>>),
    /// A call: method, path, and all that is said of it.
    Call {
        /// Its method, as written.
        method: &'a str,
        /// Its path.
        path: Line<'a>,
        /// Its options.
        options: Vec<Line<'a>>,
        /// What is said of it.
        body: Vec<Line<'a>>,
    },
    /// Parameters, stated in a file beside the page.
    Parameters {
        /// The file.
        file: Line<'a>,
        /// Which of them, a line each.
        rows: Vec<Line<'a>>,
    },
    /// HTTP statuses, explained in a file beside the page.
    Statuses {
        /// The file, after a word for success or error.
        argument: Line<'a>,
        /// Which of them, a line each.
        rows: Vec<Line<'a>>,
    },
    /// A file whose text stands here verbatim.
    CodeOf(Line<'a>),
    /// A file whose text is read here.
    WordsOf(Line<'a>),
    /// A directive that is not known, with its words.
    Unknown {
        /// Its name.
        name: &'a str,
        /// Its argument and body.
        words: Vec<Line<'a>>,
    },
}

/// How the cells of a listed table are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// A list of rows, each a list of cells.
    Items,
    /// A row a line, commas between the cells.
    Commas,
}

/// Takes an explicit block apart; `more` are the indented lines below its first.
pub(super) fn parse<'a>(first: Line<'a>, more: &[Line<'a>]) -> Explicit<'a> {
    let content = first.text.strip_prefix("..").unwrap_or_default();
    let written = content.trim_start();
    let line = first.skip(first.text.len() - written.len());
    if let Some(anchor) = anchor_name(written) {
        return Explicit::Anchor(anchor);
    }
    if written.starts_with('|') || is_external_target(written) {
        return Explicit::Nothing;
    }
    if let Some((label, words)) = written.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let mut lines = vec![line.skip(label.len() + 2 + words.len() - words.trim_start().len())];
        lines.extend(dedent(more));
        return Explicit::Words(lines);
    }
    match directive_name(written) {
        Some(name) => {
            let after = line.skip(name.len() + 2);
            let argument = after.skip(after.indent());
            directive(name, argument, more)
        }
        None => Explicit::Nothing,
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

fn directive<'a>(name: &'a str, argument: Line<'a>, more: &[Line<'a>]) -> Explicit<'a> {
    let Parts { argument_lines, options, body } = Parts::of(argument, more);
    let first = argument_lines.first().copied().unwrap_or(argument);
    if let Some(method) = name.strip_prefix("http:").filter(|method| is_request_line(&format!("{method} /"))) {
        return Explicit::Call { method, path: first, options, body };
    }
    match name.to_ascii_lowercase().as_str() {
        "table" => Explicit::Table { caption: argument_lines, body },
        "list-table" => Explicit::Listed { form: Listed::Items, caption: argument_lines, options, body },
        "csv-table" => Explicit::Listed { form: Listed::Commas, caption: argument_lines, options, body },
        "code-block" | "code" | "sourcecode" | "parsed-literal" | "highlight" | "prompt" => Explicit::Code(body),
        note @ ("note" | "warning" | "tip" | "caution" | "important" | "danger" | "attention" | "hint" | "error"
        | "seealso" | "deprecated" | "versionadded" | "versionchanged" | "versionremoved") => {
            Explicit::Note { label: capitalised(note), words: joined(argument_lines, body) }
        }
        "admonition" => {
            let label = argument_lines.iter().map(|line| line.text).collect::<Vec<_>>().join(" ");
            Explicit::Note { label, words: body }
        }
        "rubric" => Explicit::Heading(argument_lines),
        "raw" if argument.text.trim() == "html" => Explicit::Html(body),
        "rest_method" => Explicit::RequestLine(joined(argument_lines, body)),
        "rest_parameters" => Explicit::Parameters { file: first, rows: body },
        "rest_status_code" => Explicit::Statuses { argument: first, rows: body },
        "literalinclude" => Explicit::CodeOf(first),
        "include" if options.iter().any(|line| is_option(*line, "literal") || is_option(*line, "code")) => {
            Explicit::CodeOf(first)
        }
        "include" => Explicit::WordsOf(first),
        "image" | "contents" | "toctree" | "index" | "meta" | "default-role" | "tabularcolumns" | "sectnum"
        | "role" | "raw" | "currentmodule" | "module" => Explicit::Nothing,
        "figure" | "only" | "container" | "class" | "rst-class" | "cssclass" => Explicit::Words(body),
        "topic" | "sidebar" | "epigraph" | "highlights" | "pull-quote" | "compound" | "centered" | "hlist"
        | "glossary" | "tab-set" | "tab-item" | "tabs" | "tab" | "dropdown" => {
            Explicit::Words(joined(argument_lines, body))
        }
        _ => Explicit::Unknown { name, words: joined(argument_lines, body) },
    }
}

/// Whether a line is an option of this name.
fn is_option(line: Line<'_>, name: &str) -> bool {
    option(line).is_some_and(|(option, _)| option == name)
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
    argument_lines: Vec<Line<'a>>,
    options: Vec<Line<'a>>,
    body: Vec<Line<'a>>,
}

impl<'a> Parts<'a> {
    fn of(argument: Line<'a>, more: &[Line<'a>]) -> Self {
        let more = dedent(more);
        let has_argument = !argument.is_blank();
        let is_argument = |line: &Line<'a>| has_argument && !line.is_blank() && option(*line).is_none();
        let wrapped = more.iter().take_while(|line| is_argument(line)).count();
        // What is indented below an option goes on with it.
        let is_option = |line: &Line<'a>| option(*line).is_some() || line.indent() > 0;
        let options: Vec<Line<'a>> = more.iter().skip(wrapped).take_while(|line| is_option(line)).copied().collect();
        let mut argument_lines = vec![argument];
        argument_lines.extend(more.iter().take(wrapped));
        argument_lines.retain(|line| !line.is_blank());
        let body: Vec<Line> = more.into_iter().skip(wrapped + options.len()).skip_while(Line::is_blank).collect();
        Self { argument_lines, options, body: dedent(&body) }
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

fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
