//! Markdown to a page. In goes source text, out come blocks; tables in HTML go to the HTML reader
//! and nothing else does.

mod attributes;
mod barred;
mod field;
mod front_matter;
mod inline;
mod jsx;
mod line_start;
mod literal;
mod mask;
mod open_row;
mod pipe;
#[cfg(test)]
mod tests;

use super::{blocks::Blocks, caption, html, parameter};
use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    glossary::{Glossary, form},
    page::{Format, Page, Source, Span, Text},
};
use front_matter::FrontMatter;
use inline::{Context, Inline};
use mask::Hints;
use pipe::{BarredLines, PipeTable};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::{ops::Range, sync::Arc};

/// Whether a page states something before its text.
pub(super) fn has_front_matter(source: &str) -> bool {
    FrontMatter::of(source).is_some()
}

/// Reads a page of this format.
pub(super) fn read(source: Arc<Source>, glossary: &Glossary, diagnostics: &mut Sink) -> Page {
    let front = FrontMatter::of(&source.text);
    let text_start = front.as_ref().map_or(0, |front| front.range.end);
    let masked = mask::mask(&source.text, Hints { mdx: has_components(&source.path), text_start });
    let mut reader = Reader::new(Context { source: &source.text, masked: &masked, glossary });
    if let Some(front) = front {
        reader.front_matter(front);
    }
    let extensions = extensions(&masked.text);
    let mut start = 0;
    for end in masked.heads.iter().copied().chain([masked.text.len()]) {
        let part = masked.text.get(start..end).unwrap_or_default();
        for (event, range) in Parser::new_ext(part, extensions).into_offset_iter() {
            reader.take(&event, &(range.start + start..range.end + start));
        }
        start = end;
    }
    reader.flush(source.text.len());
    let Reader { blocks, findings, .. } = reader;
    diagnostics.extend(findings.into_iter().map(|(finding, place)| finding.at(&source, place)));
    let mut blocks = caption::attach(blocks.finish().blocks, glossary);
    html::level_summaries(&mut blocks);
    Page { source, format: Format::Markdown, blocks, original_name: None }
}

/// What Markdown has here besides its core: tables, and lists of definitions where each colon that begins a line goes on
/// with a blank, or with a name alone, which is a term: `:id`. Others are words: `:warning:`, `::error::`.
fn extensions(text: &str) -> Options {
    let mut colons = text.lines().filter_map(|line| line.trim_start().strip_prefix(':'));
    let defines = colons.all(|rest| rest.starts_with([' ', '\t']) || form::is_identifier(rest.trim_end()));
    Options::ENABLE_TABLES.union(if defines { Options::ENABLE_DEFINITION_LIST } else { Options::empty() })
}

/// Whether a page's name says that it is MDX.
fn has_components(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("mdx"))
}

/// The JSON that running text is, or that its last lines are, right below a label. Markdown takes lines for code only
/// between fences or after a blank line and four blanks, and tools that convert pages write an example as inline code.
fn unfenced_json(written: &str) -> Option<Range<usize>> {
    json_from(written, 0).or_else(|| {
        let (label, lines) = written.split_once('\n')?;
        let goes_on = lines.trim().contains('\n') && !label.contains(['{', '[']);
        goes_on.then(|| json_from(written, label.len() + 1)).flatten()
    })
}

/// The JSON that all text from this place on is, without the marks of inline code.
fn json_from(written: &str, start: usize) -> Option<Range<usize>> {
    let is_mark = |c: char| c.is_whitespace() || c == '`';
    let opened = written.get(start..)?.trim_start_matches(is_mark);
    let json = opened.trim_end_matches(is_mark);
    let start = written.len() - opened.len();
    let closing = if json.starts_with('{') { '}' } else { ']' };
    (form::opens_json(json) && json.ends_with(closing) && json.contains('"')).then(|| start..start + json.len())
}

struct Reader<'a> {
    context: Context<'a>,
    blocks: Blocks,
    findings: Vec<(Diagnostic, Span)>,
    inline: Inline,
    text_start: usize,
    /// The table, code block or HTML that events go to.
    open: Open,
}

/// What is being read besides running text.
enum Open {
    Nothing,
    Table(Box<PipeTable>),
    Code { lines: String, parsed: bool, place: Span },
    Html { lines: Vec<Range<usize>> },
}

impl<'a> Reader<'a> {
    fn new(context: Context<'a>) -> Self {
        Self {
            context,
            blocks: Blocks::default(),
            findings: Vec::new(),
            inline: Inline::default(),
            text_start: 0,
            open: Open::Nothing,
        }
    }

    /// The title that the front matter gives, unless the page has a heading for it.
    fn front_matter(&mut self, front: FrontMatter) {
        let has_title = self.context.masked.text.lines().any(|line| line.starts_with("# "));
        if let Some(title) = front.title.filter(|_| !has_title) {
            let place = title.place;
            self.blocks.heading(1, title, place);
        }
        if let Some(request) = front.request {
            self.blocks.text(request);
        }
    }

    fn take(&mut self, event: &Event, range: &Range<usize>) {
        match &mut self.open {
            Open::Table(table) if !matches!(event, Event::End(TagEnd::Table)) => {
                table.take(event, range, self.context);
            }
            Open::Code { lines, .. } if matches!(event, Event::Text(_)) => {
                if let Event::Text(text) = event {
                    let hidden = self.context.masked.hides(range);
                    lines.push_str(if hidden { self.context.original(range) } else { text });
                }
            }
            Open::Html { lines } if matches!(event, Event::Html(_) | Event::Text(_)) => lines.push(range.clone()),
            _ => self.take_block(event, range),
        }
    }

    fn take_block(&mut self, event: &Event, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::BlockQuote(_) | Tag::DefinitionListDefinition) => {
                self.start_text(range);
            }
            Event::Start(Tag::List(_) | Tag::DefinitionList) => {
                self.flush(range.start);
                self.blocks.open_list();
            }
            // A term is an item, and what it means stands inside it.
            Event::Start(Tag::Item | Tag::DefinitionListTitle) => {
                self.start_text(range);
                self.blocks.open_item();
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                self.flush(range.start);
                let parsed = matches!(kind, CodeBlockKind::Fenced(info) if literal::is_parsed(info));
                self.open = Open::Code { lines: String::new(), parsed, place: Span::new(range.start, range.end) };
            }
            Event::Start(Tag::HtmlBlock) => {
                self.flush(range.start);
                self.open = Open::Html { lines: Vec::new() };
            }
            Event::Start(Tag::Table(_)) => {
                self.flush(range.start);
                self.open = Open::Table(Box::new(PipeTable::new(range)));
            }
            Event::End(TagEnd::Heading(level)) => self.heading(*level, range),
            Event::End(TagEnd::List(_) | TagEnd::DefinitionList) => {
                self.flush(range.end);
                self.blocks.close_list();
            }
            Event::End(TagEnd::Item) => {
                self.flush(range.end);
                self.blocks.close_item();
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::BlockQuote(_)
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            )
            | Event::Rule => self.flush(range.end),
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table) => self.close(),
            _ => self.running_text(event, range),
        }
    }

    fn start_text(&mut self, range: &Range<usize>) {
        self.flush(range.start);
        self.text_start = range.start;
    }

    fn running_text(&mut self, event: &Event, range: &Range<usize>) {
        if self.inline.text.is_empty() {
            self.text_start = self.text_start.max(if self.blocks.awaits_item() { 0 } else { range.start });
        }
        self.inline.take(event, range, self.context);
        if !self.inline.tables.is_empty() {
            let tables = std::mem::take(&mut self.inline.tables);
            self.flush(range.start);
            for table in tables {
                self.blocks.append(table);
            }
        }
    }

    fn heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        let place = Span::new(range.start, range.end);
        let text = self.take_text(place);
        let written = self.context.original(range);
        let hashes = written.len() - written.trim_start_matches('#').len();
        // `##Words`: the parser is shown one hash less, so that it finds a heading, and closing hashes stay in its words.
        let words = text.content.trim_end_matches('#').len();
        match level as u8 {
            shown if hashes > usize::from(shown) => self.blocks.heading(shown + 1, text.up_to(words), place),
            level => self.blocks.heading(level, text, place),
        }
    }

    /// Ends a table, code block or HTML.
    fn close(&mut self) {
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => {}
            Open::Table(table) => {
                let read = table.finish(self.context);
                self.findings.extend(read.findings);
                self.blocks.table(read.table);
                read.labels.into_iter().for_each(|label| self.blocks.text(label));
            }
            Open::Code { lines, parsed: true, place } => {
                self.blocks.code(literal::without_links(lines.trim_end()), place);
            }
            Open::Code { lines, parsed: false, place } => self.blocks.code(lines.trim_end(), place),
            Open::Html { lines } => self.html(&lines),
        }
    }

    fn html(&mut self, lines: &[Range<usize>]) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let whole = first.start..last.end.max(first.start);
        let mut text = self.without_prefixes(lines, &whole);
        for table in field::tables(&mut text, whole.start, self.context.glossary) {
            let caption = table.caption.as_ref().map(|caption| caption.content.as_str());
            match self.blocks.last_table().filter(|last| parameter::goes_on(last, caption)) {
                Some(last) => last.rows.extend(table.rows),
                None => self.blocks.table(table),
            }
        }
        if let Some(table) = barred::table(&text, whole.start, self.context.glossary) {
            self.blocks.table(table);
            return;
        }
        let fragment = html::read_fragment(&text, whole.start, self.context.glossary);
        self.findings.extend(fragment.findings);
        self.blocks.append(fragment.read);
    }

    /// The lines of a piece of HTML; what stands between them (indentation, `>`) is blank, so that
    /// offsets hold.
    fn without_prefixes(&self, lines: &[Range<usize>], whole: &Range<usize>) -> String {
        let mut text = String::with_capacity(whole.len());
        let mut at = whole.start;
        for line in lines {
            text.extend(std::iter::repeat_n(' ', line.start.saturating_sub(at)));
            text.push_str(self.context.original(&(line.start.max(at)..line.end.max(at))));
            at = at.max(line.end);
        }
        text
    }

    /// Makes a block of the running text.
    fn flush(&mut self, end: usize) {
        let place = Span::new(self.text_start, end);
        let text = self.take_text(place);
        if text.is_empty() {
            return;
        }
        if let Some(lines) = BarredLines::of(self.text_start..end, self.context) {
            if let Some(read) = lines.without_ruler() {
                self.findings.extend(read.findings);
                self.blocks.table(read.table);
                return;
            }
            if let Some(last) = self.blocks.last_table()
                && let Some(read) = lines.more_rows(last.header.len())
            {
                self.findings.extend(read.findings);
                last.place = last.place.to(place);
                last.rows.extend(read.table.rows);
                return;
            }
            if lines.has_row() {
                let message = "these lines look like rows, but no table is above them that they belong to";
                self.findings.push((Diagnostic::new(Code::UnreadRegion, message), place));
            }
        }
        let written = self.context.source.get(self.text_start..end).unwrap_or_default();
        let Some(json) = unfenced_json(written) else { return self.blocks.text(text) };
        let label = text.content.split(['{', '[']).next().unwrap_or_default().trim();
        if !label.is_empty() {
            self.blocks.text(Text::plain(label, Span::new(self.text_start, self.text_start + json.start)));
        }
        let code = written.get(json.clone()).unwrap_or_default();
        self.blocks.code(code, Span::new(self.text_start + json.start, end));
    }

    fn take_text(&mut self, place: Span) -> Text {
        let text = self.inline.finish(place);
        self.blocks.anchors(self.inline.anchors.drain(..));
        self.findings.append(&mut self.inline.findings);
        text
    }
}
