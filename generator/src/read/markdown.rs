//! Markdown to a page. In goes source text, out come blocks; tables in HTML go to the HTML reader
//! and nothing else does.

mod attributes;
mod inline;
mod mask;
mod pipe;
#[cfg(test)]
mod tests;

use super::{caption, html};
use crate::{
    diagnostic::Diagnostic,
    glossary::Glossary,
    page::{Block, BlockKind, Format, Page, Source, Span, Text},
};
use inline::{Context, Inline};
use pipe::PipeTable;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::{ops::Range, sync::Arc};

/// Reads a page of this format.
pub(super) fn read(source: Arc<Source>, glossary: &Glossary, diagnostics: &mut Vec<Diagnostic>) -> Page {
    let masked = mask::mask(&source.text);
    let mut reader = Reader::new(Context { source: &source.text, masked: &masked, glossary });
    for (event, range) in Parser::new_ext(&masked.text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.take(&event, &range);
    }
    reader.flush(source.text.len());
    let Reader { blocks, findings, .. } = reader;
    diagnostics.extend(findings.into_iter().map(|(finding, place)| finding.at(&source, place)));
    let blocks = caption::attach(blocks, glossary);
    Page { source, format: Format::Markdown, blocks, original_name: None }
}

struct Reader<'a> {
    context: Context<'a>,
    blocks: Vec<Block>,
    findings: Vec<(Diagnostic, Span)>,
    /// Anchors that name the next block.
    anchors: Vec<String>,
    inline: Inline,
    text_start: usize,
    lists: u8,
    /// Whether the next text opens a list item.
    item: bool,
    /// The table, code block or HTML that events go to.
    open: Open,
}

/// What is being read besides running text.
enum Open {
    Nothing,
    Table(Box<PipeTable>),
    Code { lines: String, place: Span },
    Html { lines: Vec<Range<usize>> },
}

impl<'a> Reader<'a> {
    fn new(context: Context<'a>) -> Self {
        Self {
            context,
            blocks: Vec::new(),
            findings: Vec::new(),
            anchors: Vec::new(),
            inline: Inline::default(),
            text_start: 0,
            lists: 0,
            item: false,
            open: Open::Nothing,
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
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::BlockQuote(_)) => self.start_text(range),
            Event::Start(Tag::List(_)) => {
                self.flush(range.start);
                self.lists = self.lists.saturating_add(1);
            }
            Event::Start(Tag::Item) => {
                self.start_text(range);
                self.item = true;
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.flush(range.start);
                self.open = Open::Code { lines: String::new(), place: Span::new(range.start, range.end) };
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
            Event::End(TagEnd::List(_)) => {
                self.flush(range.end);
                self.lists = self.lists.saturating_sub(1);
            }
            Event::End(TagEnd::Item) => {
                self.flush(range.end);
                self.item = false;
            }
            Event::End(TagEnd::Paragraph | TagEnd::BlockQuote(_)) | Event::Rule => self.flush(range.end),
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
            self.text_start = self.text_start.max(if self.item { 0 } else { range.start });
        }
        self.inline.take(event, range, self.context);
        if !self.inline.tables.is_empty() {
            let tables = std::mem::take(&mut self.inline.tables);
            self.flush(range.start);
            self.add_html(tables);
        }
    }

    fn heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        let place = Span::new(range.start, range.end);
        let text = self.take_text(place);
        self.item = false;
        if !text.is_empty() {
            self.push(BlockKind::Heading { level: level as u8, text }, place);
        }
    }

    /// Ends a table, code block or HTML.
    fn close(&mut self) {
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => {}
            Open::Table(table) => {
                let read = table.finish(self.context);
                let place = read.table.place;
                self.findings.extend(read.findings.into_iter().map(|finding| (finding, place)));
                if !read.table.header.is_empty() || !read.table.rows.is_empty() {
                    self.push(BlockKind::Table(read.table), place);
                }
            }
            Open::Code { lines, place } => {
                if !lines.trim().is_empty() {
                    let content = lines.trim_end().to_owned();
                    self.push(BlockKind::Code(Text::plain(content, place)), place);
                }
            }
            Open::Html { lines } => self.html(&lines),
        }
    }

    fn html(&mut self, lines: &[Range<usize>]) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let whole = first.start..last.end.max(first.start);
        let text = self.without_prefixes(lines, &whole);
        let anchors = std::mem::take(&mut self.anchors);
        let fragment = html::read_fragment(&text, whole.start, anchors, self.context.glossary);
        let place = Span::new(whole.start, whole.end);
        self.findings.extend(fragment.findings.into_iter().map(|finding| (finding, place)));
        self.add_html(fragment.blocks);
        self.anchors.extend(fragment.anchors);
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

    fn add_html(&mut self, blocks: Vec<Block>) {
        for mut block in blocks {
            block.depth = block.depth.saturating_add(self.lists);
            if let BlockKind::Paragraph(text) = &mut block.kind
                && std::mem::take(&mut self.item)
            {
                block.kind = BlockKind::Item(std::mem::take(text));
            }
            let mut anchors = std::mem::take(&mut self.anchors);
            anchors.append(&mut block.anchors);
            block.anchors = anchors;
            self.blocks.push(block);
        }
    }

    /// Makes a block of the running text.
    fn flush(&mut self, end: usize) {
        let place = Span::new(self.text_start, end);
        let text = self.take_text(place);
        if text.is_empty() {
            return;
        }
        let kind = if std::mem::take(&mut self.item) { BlockKind::Item(text) } else { BlockKind::Paragraph(text) };
        self.push(kind, place);
    }

    fn take_text(&mut self, place: Span) -> Text {
        let text = self.inline.finish(place);
        self.anchors.append(&mut self.inline.anchors);
        self.findings.extend(self.inline.findings.drain(..).map(|finding| (finding, place)));
        text
    }

    fn push(&mut self, kind: BlockKind, place: Span) {
        let anchors = std::mem::take(&mut self.anchors);
        self.blocks.push(Block { depth: self.lists, kind, anchors, place });
    }
}
