//! The request lines of a page: which of its texts, code blocks and tables state what is called.
//! Examples and overviews are left out; what the lines mean together is decided elsewhere.

use super::{
    columns::{Kind, labelled_values},
    example, identity, less_sure,
    outline::{Captioned, Entry, What},
    request_line::{self, RequestLine},
    resource::Resources,
    said_line,
};
use crate::{
    call::Method,
    glossary::{Column, Glossary, Section, form::is_header_line},
    page::{Span, Text},
};
use std::collections::BTreeSet;

/// What a request line ends with as it travels.
pub(super) const VERSION: &str = " HTTP/";

/// Tables with more rows than this are overviews.
const MOST_ROWS: usize = 2;

/// A request line of a page.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) method: Method,
    pub(super) line: RequestLine,
    pub(super) place: Span,
}

impl Found {
    /// A line that stands at a place, once for each of its methods, without what may be left out of its path and with it.
    pub(super) fn each(line: &RequestLine, place: Span) -> impl Iterator<Item = Self> {
        let of_methods = move |line: RequestLine| {
            line.methods.clone().into_iter().map(move |method| Self { method, line: line.clone(), place })
        };
        line.without_choice().into_iter().flat_map(of_methods)
    }
}

/// How surely lines state an operation, the least sure first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// In a command of an example.
    Shown,
    /// In a message as it travels, with its headers or body.
    Message,
    /// In a sentence.
    Said,
    /// A text, a code block or a heading that is nothing but request lines.
    Alone,
    /// Under a heading for the URI.
    Section,
    /// In a table of methods and paths.
    Table,
}

/// Request lines of a page, and the entry that holds the last of them.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// Index of the entry.
    pub(super) entry: usize,
    /// Index of the entry that begins it: path and method may stand on lines of their own.
    pub(super) begun: usize,
    /// How surely they state it.
    pub(super) standing: Standing,
    pub(super) lines: Vec<Found>,
}

impl Statement {
    /// Lines that one entry states.
    pub(super) fn of(entry: usize, standing: Standing, lines: Vec<Found>) -> Self {
        Self { entry, begun: entry, standing, lines }
    }
}

/// The request lines that state what is called, in the order of the page. Of the ways to state it, the surest on the
/// page counts: where a page has tables or sections for it, a line in its prose is an example. Lines right below
/// headings of their own count in any case: a page may state some of its operations in this way and others in that.
///
/// Besides, what states a call less surely: it counts where nothing else does.
pub(super) fn statements(
    title: Option<&Text>,
    entries: &[Entry<'_>],
    glossary: &Glossary,
) -> (Vec<Statement>, Vec<Statement>) {
    let mut search = Search::new(glossary);
    if let Some(title) = title {
        search.resources.pass(0, title);
    }
    let mut found: Vec<Statement> = Vec::new();
    let mut below_headings: BTreeSet<usize> = BTreeSet::new();
    let mut begun = None;
    for (index, entry) in entries.iter().enumerate() {
        if let (Some(level), What::Label(text)) = (entry.heading, entry.what) {
            // Method and path may stand under a heading each.
            if entry.at.section != Some(Section::Uri) {
                search.reset();
                begun = None;
            }
            // A heading of methods is of the resource above it.
            if glossary.column(&text.content) != Some(Column::Method) {
                search.resources.pass(level, text);
            }
        }
        if let Some(lines) = search.with_method_shown(entry) {
            let begun = begun.take().unwrap_or(index);
            found.push(Statement { begun, ..Statement::of(index, Standing::Shown, lines) });
            continue;
        }
        let Some(standing) = standing(entry, glossary) else { continue };
        let above = index.checked_sub(1).and_then(|above| entries.get(above));
        let opens = above.is_some_and(|above| above.heading.is_some() && above.at.section.is_none());
        let standing = search.statement(entry, standing, opens);
        let lines = std::mem::take(&mut search.found);
        if !lines.is_empty() {
            below_headings.extend((opens && entry.heading.is_none()).then_some(index));
            found.push(Statement { entry: index, begun: begun.take().unwrap_or(index), standing, lines });
        } else if search.has_part() {
            begun.get_or_insert(index);
        }
    }
    let surest = found.iter().map(|statement| statement.standing.max(Standing::Alone)).max();
    let several = below_headings.len() > 1;
    let (less_sure, mut stated): (Vec<Statement>, Vec<Statement>) = found
        .into_iter()
        .filter(|statement| {
            let counts = Some(statement.standing.max(Standing::Alone)) == surest;
            counts || several && below_headings.contains(&statement.entry)
        })
        .partition(|statement| statement.standing < Standing::Alone);
    less_sure::drop_samples(&mut stated);
    (stated, less_sure)
}

fn standing(entry: &Entry<'_>, glossary: &Glossary) -> Option<Standing> {
    let at = entry.at;
    match entry.what {
        // `Endpoint: GET /pets` opens the next call, whatever part of the last one stands above.
        What::Text(text) if !at.section.is_some_and(Section::is_example) && is_labelled_line(text, glossary) => {
            Some(if at.section == Some(Section::Uri) { Standing::Section } else { Standing::Alone })
        }
        What::Table(captioned) => {
            let lines = captioned.columns.kind() == Kind::RequestLines && !at.section.is_some_and(Section::is_example);
            lines.then_some(Standing::Table)
        }
        _ if at.section == Some(Section::Uri) || in_uri_chapter(entry) => Some(Standing::Section),
        _ if may_hold_request_line(at.section) => Some(Standing::Alone),
        // An answer has no request line: it is the call's own, below what the page says of the answer.
        What::Code(_) if at.section == Some(Section::Response) => Some(Standing::Said),
        _ => None,
    }
}

/// Whether a text is a request line after a label.
fn is_labelled_line(text: &Text, glossary: &Glossary) -> bool {
    let line = glossary.after_path_label(&text.content).filter(|line| !line.contains('\n'));
    line.is_some_and(|line| request_line::read_alone(line).is_some())
}

/// Finds the request lines among the entries: under a URI heading; failing that, wherever a line is
/// nothing but a request line, outside examples; failing that, among the headers.
pub(super) fn find(entries: &[Entry<'_>], glossary: &Glossary, anywhere: bool) -> Vec<Found> {
    let mut search = Search::new(glossary);
    let passes: [fn(&Entry<'_>) -> bool; 5] = [
        |entry| entry.at.section == Some(Section::Uri),
        in_uri_chapter,
        |entry| may_hold_request_line(entry.at.section),
        // Some pages show the line as it travels, where they speak of the headers.
        |entry| entry.at.section == Some(Section::RequestHeaders),
        // Dumps may hold it below all that is sent.
        |entry| !matches!(entry.what, What::Code(_)) && !entry.at.section.is_some_and(Section::is_example),
    ];
    for may_hold in passes.into_iter().take(if anywhere { 5 } else { 2 }) {
        search.reset();
        entries.iter().filter(|entry| may_hold(entry)).for_each(|entry| search.entry(entry));
        if !search.found.is_empty() {
            break;
        }
    }
    search.found
}

/// Where a page has a section for its request line.
pub(super) fn section(entries: &[Entry<'_>]) -> Option<Span> {
    entries.iter().find(|entry| entry.at.section == Some(Section::Uri)).map(|entry| entry.place)
}

fn in_uri_chapter(entry: &Entry<'_>) -> bool {
    entry.at.chapter == Some(Section::Uri) && !entry.at.section.is_some_and(Section::is_example)
}

fn may_hold_request_line(section: Option<Section>) -> bool {
    use Section as S;
    matches!(section, None | Some(S::Function | S::Request | S::PathParameters | S::Parameters | S::Constraints))
}

/// Whether a text is a request line as it travels, with headers below it. The version may stand on the next line.
fn is_syntax(text: &Text) -> bool {
    let mut lines = text.lines().peekable();
    let Some(first) = lines.next().filter(|line| request_line::read_alone(line).is_some()) else { return false };
    (first.contains(VERSION) || lines.next_if(|line| is_http_version(line)).is_some()) && lines.all(is_header_line)
}

/// `HTTP/1.1` on a line of its own.
fn is_http_version(line: &str) -> bool {
    line.starts_with(VERSION.trim_start()) && !line.trim_end().contains(' ')
}

/// The methods that a line consists of; after a label, a remark may follow them.
fn bare_methods(line: &str, labelled: bool) -> Option<Vec<Method>> {
    if labelled { request_line::remarked_methods(line) } else { request_line::only_methods(line) }
}

struct Search<'g> {
    glossary: &'g Glossary,
    methods: Vec<Method>,
    /// Those that the heading right above consists of.
    heading_above: Vec<Method>,
    target: Option<(RequestLine, Span)>,
    /// The headings above that say the path of what stands below them.
    resources: Resources,
    found: Vec<Found>,
}

impl<'g> Search<'g> {
    fn new(glossary: &'g Glossary) -> Self {
        Self {
            glossary,
            methods: Vec::new(),
            heading_above: Vec::new(),
            target: None,
            resources: Resources::default(),
            found: Vec::new(),
        }
    }

    fn reset(&mut self) {
        self.methods.clear();
        self.target = None;
    }

    /// Whether a method or a path has been met, and the other is awaited.
    fn has_part(&self) -> bool {
        !self.methods.is_empty() || self.target.is_some()
    }

    fn entry(&mut self, entry: &Entry<'_>) {
        match entry.what {
            What::Text(text) | What::Item(text) | What::Code(text) | What::Label(text) => {
                for line in text.lines() {
                    self.line(line, entry.place);
                }
            }
            What::Table(captioned) => self.table(captioned),
        }
    }

    /// The request line whose path stands above without a method, which a command below calls.
    fn with_method_shown(&mut self, entry: &Entry<'_>) -> Option<Vec<Found>> {
        let What::Code(code) = entry.what else { return None };
        let (path, place) = self.target.as_ref().filter(|_| example::is_command(&code.content))?;
        let shown = example::request_of(&code.content)?;
        let line = RequestLine { methods: shown.methods.clone(), ..path.clone() };
        let stated = Found { method: *shown.methods.first()?, line, place: *place };
        identity::is_call_of(&shown, &stated).then(|| {
            self.reset();
            vec![stated]
        })
    }

    /// A line right below the heading of a resource that opens with a method.
    fn of_resource(&self, entry: &Entry<'_>) -> Option<RequestLine> {
        let line = self.resources.path_right_above().filter(|_| entry.heading.is_none())?;
        let methods = request_line::leading_method(entry.words()?.lines().next()?)?;
        Some(RequestLine { methods, ..line.clone() })
    }

    /// `opens` says that the entry stands right below a heading that opens no section.
    fn statement(&mut self, entry: &Entry<'_>, standing: Standing, opens: bool) -> Standing {
        if let Some(line) = self.of_resource(entry) {
            self.push(&line, entry.place);
            return standing;
        }
        match entry.what {
            What::Label(text) if entry.heading.is_some() => {
                let above = std::mem::take(&mut self.heading_above);
                let target =
                    request_line::read_target(&text.content).filter(|_| request_line::is_target(&text.content));
                if let Some(line) = target.filter(|_| !above.is_empty()) {
                    self.push(&RequestLine { methods: above, ..line }, entry.place);
                } else if let Some((_, line)) = request_line::in_heading(&text.content) {
                    self.push(&line, entry.place);
                } else if let Some((words, methods)) = request_line::methods_in_heading(&text.content) {
                    match self.resources.path().cloned() {
                        Some(line) => self.push(&RequestLine { methods, ..line }, entry.place),
                        // `Change a pet [PUT]`: its path stands below; a path alone may be the next heading.
                        None if !words.is_empty() => self.methods = methods,
                        None => self.heading_above = methods,
                    }
                }
            }
            What::Text(text) | What::Item(text) | What::Code(text) | What::Label(text)
                if standing <= Standing::Alone && !self.is_request(text) =>
            {
                if standing < Standing::Alone {
                    return standing;
                }
                // `GET /pets lists all pets.`; or the words stand on lines of their own, as below a component.
                if let Some(line) = less_sure::message(entry) {
                    self.push(&line, entry.place);
                    return Standing::Message;
                }
                let mut lines = text.lines();
                let read = |line| if opens { request_line::read(line) } else { request_line::read_alone(line) };
                if let What::Text(text) | What::Item(text) = entry.what
                    && let Some(line) = lines.next().and_then(read)
                    && (opens || lines.next().is_some())
                {
                    self.push(&line, Span::new(text.place.start as usize, text.place.start as usize));
                } else if let What::Text(text) = entry.what
                    && let Some(line) = said_line::read(text, self.glossary)
                {
                    self.push(&line, Span::new(text.place.start as usize, text.place.start as usize));
                    return Standing::Said;
                }
            }
            _ => self.entry(entry),
        }
        standing
    }

    /// Whether a text is request lines, methods and paths and nothing else.
    fn is_request(&self, text: &Text) -> bool {
        let is_part = |line: &str| {
            let line = self.glossary.after_path_label(line).unwrap_or(line);
            let line = self.glossary.after_method_label(line).unwrap_or(line);
            request_line::read_alone(line).is_some()
                || request_line::remarked_methods(line).is_some()
                || request_line::is_target(line)
                || self.relative(line).is_some()
                || self.glossary.section(line) == Some(Section::Uri)
        };
        !text.is_empty() && (text.lines().all(is_part) || is_syntax(text))
    }

    /// A request line without its first slash; a media type after a method is none.
    fn relative(&self, line: &str) -> Option<RequestLine> {
        request_line::read_relative(line).filter(|_| self.glossary.media(line).is_none())
    }

    fn line(&mut self, line: &str, place: Span) {
        let after_label = self.glossary.after_path_label(line).or_else(|| self.after_section_label(line));
        let line = after_label.unwrap_or(line);
        let labelled = self.glossary.after_method_label(line).and_then(request_line::remarked_methods);
        let read = || request_line::read(line).or_else(|| self.relative(line));
        if let Some(line) = read().filter(|_| labelled.is_none()) {
            self.push(&line, place);
        } else if let Some(methods) = labelled.or_else(|| bare_methods(line, after_label.is_some())) {
            self.methods = methods;
            self.pair();
        } else if let Some(target) = request_line::read_target(line) {
            self.target.get_or_insert((target, place));
            self.pair();
        }
    }

    /// `URI: GET /v1/pets`.
    fn after_section_label<'t>(&self, line: &'t str) -> Option<&'t str> {
        let (label, rest) = line.split_once([':', '：'])?;
        (self.glossary.section(label) == Some(Section::Uri)).then(|| rest.trim())
    }

    /// A method and a path that stand on lines of their own.
    fn pair(&mut self) {
        if self.methods.is_empty() {
            return;
        }
        if let Some((mut line, place)) = self.target.take() {
            line.methods = std::mem::take(&mut self.methods);
            self.push(&line, place);
        }
    }

    fn push(&mut self, line: &RequestLine, place: Span) {
        self.found.extend(Found::each(line, place));
        self.reset();
    }

    /// `Method | URI`, `Request Method | POST`, `POST | /v1/pets`, or a table of one column that holds request lines.
    fn table(&mut self, Captioned { table, columns, .. }: Captioned<'_>) {
        if columns.labelled() {
            for (label, value) in labelled_values(table) {
                if matches!(self.glossary.column(label), Some(Column::Method | Column::Uri)) {
                    self.line(value, table.place);
                } else if let Some(line) = request_line::of_cells(label, value) {
                    self.push(&line, table.place);
                }
            }
            return;
        }
        if columns.kind() != Kind::RequestLines || table.rows.len() > MOST_ROWS {
            return;
        }
        for row in &table.rows {
            let method = columns.cell(row, Column::Method).map_or("", |cell| &cell.text.content);
            let uri = columns.cell(row, Column::Uri).map_or("", |cell| &cell.text.content);
            for mut line in
                uri.lines().filter_map(|line| request_line::read(line).or_else(|| request_line::read_target(line)))
            {
                if line.methods.is_empty() {
                    line.methods = request_line::remarked_methods(method).unwrap_or_default();
                }
                self.push(&line, row.place);
            }
        }
    }
}
