//! Markdown's running text: words, links, bold, and the HTML tags that stand between them.

use super::{jsx::LINE_BREAK, line_start, mask::Masked};
use crate::{
    diagnostic::Diagnostic,
    glossary::{Glossary, form},
    page::{Span, Text},
    read::{
        blocks::Finished,
        cell_text::flatten,
        html::{
            self,
            tag::{self, Attribute, Kind, TagKind},
        },
        running_text::RunningText,
    },
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// What the reading of a page looks things up in.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) source: &'a str,
    pub(super) masked: &'a Masked,
    pub(super) glossary: &'a Glossary,
}

impl<'a> Context<'a> {
    /// Whether the words after a line's end begin a text of their own.
    fn keeps_break(self, range: &Range<usize>) -> bool {
        let text = &self.masked.text;
        let [before, after] = [text.get(..range.start), text.get(range.end..)].map(Option::unwrap_or_default);
        line_start::is_kept(before, after, self.glossary)
    }

    /// The page's words in a range, as the page has them.
    pub(super) fn original(self, range: &Range<usize>) -> &'a str {
        self.source.get(range.clone()).unwrap_or_default()
    }
}

/// Running text in the making.
#[derive(Default)]
pub(super) struct Inline {
    pub(super) text: RunningText,
    /// Anchors that stand in it.
    pub(super) anchors: Vec<String>,
    /// Tables that stand in it.
    pub(super) tables: Vec<Finished>,
    pub(super) findings: Vec<(Diagnostic, Span)>,
    /// HTML lists open in it.
    lists: usize,
    /// Stars that Markdown took for words, right before here.
    stars: usize,
}

impl Inline {
    /// Takes an event; false where it is none of running text.
    pub(super) fn take(&mut self, event: &Event, range: &Range<usize>, context: Context) -> bool {
        if let Event::Text(words) = event
            && words.bytes().all(|byte| byte == b'*')
            && !context.source.get(..range.start).is_some_and(|before| before.ends_with('\\'))
        {
            self.stars += words.len();
            return true;
        }
        self.settle_stars();
        match event {
            Event::Text(_) | Event::Code(_) if context.masked.hides(range) => self.text.words(context.original(range)),
            Event::Text(words) => {
                for (nth, line) in words.split(LINE_BREAK).enumerate() {
                    if nth > 0 {
                        self.text.line_break();
                    }
                    self.text.words(line);
                }
            }
            Event::Code(words) if is_placeholder(words, range, context.source) => {
                self.text.words(&format!("{{{words}}}"));
            }
            Event::Code(words) => self.text.code(words),
            Event::SoftBreak if self.text.is_bold_line() || context.keeps_break(range) => self.text.line_break(),
            Event::SoftBreak => self.text.words(" "),
            Event::HardBreak => self.text.line_break(),
            Event::Start(Tag::Strong) => self.text.open_bold(),
            Event::End(TagEnd::Strong) => self.text.close_bold(),
            Event::Start(Tag::Link { dest_url, .. }) if !dest_url.is_empty() => self.text.open_link(dest_url.as_ref()),
            Event::End(TagEnd::Link) => self.text.close_link(),
            Event::InlineHtml(_) if context.masked.hides(range) => self.table(range, context),
            Event::InlineHtml(written) => self.tag(written),
            Event::Start(Tag::Emphasis) => self.text.open_emphasis(),
            Event::End(TagEnd::Emphasis) => self.text.close_emphasis(),
            Event::Start(Tag::Image { .. } | Tag::Link { .. }) | Event::End(TagEnd::Image) => {}
            _ => return false,
        }
        true
    }

    /// `**one****two**` is meant as two bold words; Markdown takes it for one with stars in it.
    fn settle_stars(&mut self) {
        match std::mem::take(&mut self.stars) {
            0 => {}
            4 if self.text.is_bold() => {
                self.text.close_bold();
                self.text.open_bold();
            }
            count => self.text.words(&"*".repeat(count)),
        }
    }

    /// The text, and an empty one in its place.
    pub(super) fn finish(&mut self, place: Span) -> Text {
        self.settle_stars();
        self.text.take(place)
    }

    fn table(&mut self, range: &Range<usize>, context: Context) {
        let fragment = html::read_fragment(context.original(range), range.start, context.glossary);
        self.tables.push(fragment.read);
        self.findings.extend(fragment.findings);
    }

    fn tag(&mut self, written: &str) {
        let Some(tag) = tag::parse(written).filter(|tag| tag.name.kind().is_some()) else {
            if !written.starts_with("<!--") {
                self.text.words(written);
            }
            return;
        };
        self.anchors.extend(tag.attribute(Attribute::Id).or_else(|| tag.attribute(Attribute::Name)).map(str::to_owned));
        match (tag.name.text, tag.kind) {
            ("b" | "strong", TagKind::Start) => self.text.open_bold(),
            ("b" | "strong", TagKind::End) => self.text.close_bold(),
            ("code" | "tt" | "kbd", TagKind::Start) => self.text.open_code(),
            ("code" | "tt" | "kbd", TagKind::End) => self.text.close_apart(),
            ("a", TagKind::Start) => {
                if let Some(target) = tag.attribute(Attribute::Href) {
                    self.text.open_link(target.replace("&amp;", "&"));
                }
            }
            ("a", TagKind::End) => self.text.close_link(),
            ("ul" | "ol", TagKind::Start) => {
                self.lists += 1;
                self.text.line_break();
            }
            ("ul" | "ol", TagKind::End) => {
                self.lists = self.lists.saturating_sub(1);
                self.text.line_break();
            }
            ("li", TagKind::Start) => self.text.item(self.lists.saturating_sub(1)),
            (name, _) if name == "br" || tag.name.kind() == Some(Kind::Block) => self.text.line_break(),
            _ => {}
        }
    }
}

/// Whether code in a path is the name of what stands there.
fn is_placeholder(words: &str, range: &Range<usize>, source: &str) -> bool {
    let [before, after] = [source.get(..range.start), source.get(range.end..)].map(Option::unwrap_or_default);
    form::is_segment_in_code(before, words, after)
}

/// The text of a cell: tables in it become lines of it.
pub(super) fn cell_text(inline: &mut Inline, place: Span) -> Text {
    let text = inline.finish(place);
    if inline.tables.is_empty() {
        return text;
    }
    let mut running = RunningText::default();
    running.append(&text);
    for table in std::mem::take(&mut inline.tables) {
        running.append(&flatten(table.blocks, place));
    }
    running.take(place)
}

/// Reads a piece of a line as running text.
pub(super) fn read(range: Range<usize>, context: Context) -> Inline {
    let mut inline = Inline::default();
    let piece = context.masked.text.get(range.clone()).unwrap_or_default();
    for (event, at) in Parser::new_ext(piece, Options::empty()).into_offset_iter() {
        let at = range.start + at.start..range.start + at.end;
        inline.take(&event, &at, context);
    }
    inline
}

/// Reads a piece of Markdown that the page hides, with its lines and items.
pub(super) fn read_hidden(piece: &str, place: Span, glossary: &Glossary) -> Text {
    let masked = Masked::bare(piece);
    let context = Context { source: piece, masked: &masked, glossary };
    let mut inline = Inline::default();
    for (event, range) in Parser::new_ext(piece, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::Item) => inline.text.item(0),
            Event::Start(Tag::Paragraph | Tag::CodeBlock(_)) | Event::End(TagEnd::Paragraph | TagEnd::CodeBlock) => {
                inline.text.line_break();
            }
            _ => {
                inline.take(&event, &range, context);
            }
        }
    }
    inline.finish(place)
}
