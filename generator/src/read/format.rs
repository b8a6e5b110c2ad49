//! Bytes to text, and which format a text is in. In: a file's bytes and name. Out: a [`Source`] that
//! every span of the page points into. No markup is parsed here.

use crate::{
    diagnostic::{Code, Diagnostic},
    glossary::Glossary,
    limits::LARGEST_PAGE,
    page::{Format, Source, Span},
    read::{markdown, table, text},
};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;
use std::{borrow::Cow, sync::Arc};

/// Where a page states its encoding, and where its markup shows.
const HEAD: usize = 4 << 10;

/// Decodes a page's bytes. What is not text gives an empty source and a diagnostic. Line ends become
/// `\n` here, once, so that every later room counts lines and offsets in one text.
#[must_use]
pub fn decode(path: &str, bytes: &[u8]) -> (Arc<Source>, Vec<Diagnostic>) {
    let (text, finding) = match refusal(bytes) {
        Some(finding) => (String::new(), Some(finding)),
        None => text_of(bytes),
    };
    let source = Arc::new(Source::new(path, text));
    let diagnostics = finding.map(|finding| finding.at(&source, Span::default()));
    (source, diagnostics.into_iter().collect())
}

fn refusal(bytes: &[u8]) -> Option<Diagnostic> {
    if bytes.len() > LARGEST_PAGE {
        let message = format!("the file has {} bytes; pages of more than {LARGEST_PAGE} are not read", bytes.len());
        return Some(Diagnostic::new(Code::PageTooLarge, message));
    }
    let wide = Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
    if !wide && memchr::memchr(0, bytes).is_some() {
        return Some(Diagnostic::new(Code::NotText, "the file contains NUL bytes"));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some(Diagnostic::new(Code::EmptyPage, "the file is empty"));
    }
    None
}

fn text_of(bytes: &[u8]) -> (String, Option<Diagnostic>) {
    let (text, encoding, damaged) = encoding_of(bytes).decode(bytes);
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return (String::new(), Some(Diagnostic::new(Code::NotText, "the file contains NUL characters")));
    }
    let message = || format!("some bytes are not {}; they were replaced by U+FFFD", encoding.name());
    (one_line_end(text), damaged.then(|| Diagnostic::new(Code::DamagedText, message())))
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let stated = stated_encoding(bytes).filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE);
    let decodes = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes);
    match stated {
        Some(encoding) if decodes(encoding).is_some() => encoding,
        _ if decodes(GB18030).is_some() => GB18030,
        _ => UTF_8,
    }
}

/// The encoding of `<meta charset=...>` or `<meta ... content="...; charset=...">`.
fn stated_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD.min(bytes.len()))?.to_ascii_lowercase();
    let after = memmem::find(&head, b"charset=")? + b"charset=".len();
    let label = head.get(after..)?.trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_".contains(byte)));
    Encoding::for_label(label.get(..end.unwrap_or(label.len()))?)
}

fn one_line_end(text: Cow<'_, str>) -> String {
    match memchr::memchr(b'\r', text.as_bytes()) {
        None => text.into_owned(),
        Some(_) => text.replace("\r\n", "\n").replace('\r', "\n"),
    }
}

/// Tells the format by content; the ending decides only where the content does not.
pub(super) fn detect(source: &Source, glossary: &Glossary) -> Format {
    let ending = source.path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if is_html_document(source.text.trim_start()) {
        return Format::Html;
    }
    if ending.as_deref() == Some("mdx") {
        return Format::Markdown;
    }
    let says_format = matches!(ending.as_deref(), Some("md" | "markdown" | "apib" | "html" | "htm" | "rst" | "inc"));
    if !says_format && text::is_outlined(&source.text) {
        return Format::Text;
    }
    let says_markdown = matches!(ending.as_deref(), Some("md" | "markdown" | "apib"));
    // No scraper leaves what a page states before its text.
    if says_markdown && markdown::has_front_matter(&source.text) {
        return Format::Markdown;
    }
    let marks = Marks::of(&source.text);
    if marks.directives > 0 && marks.tags == 0 && (marks.directives > 1 || marks.underlines > 0) {
        return Format::Rst;
    }
    let says_rst = matches!(ending.as_deref(), Some("rst" | "inc"));
    if says_rst && marks.directives > 0 {
        return Format::Rst;
    }
    // Tables of bars are a scraper's, unless the file says that it is Markdown: the pages' own tables
    // hold lists and paragraphs, which Markdown's bars cannot, and are HTML. `---|---` without outer
    // bars is a scraper's even there, unless its head stands in one line above it. A scraper's cells run
    // over several lines, at which a Markdown parser ends the table; the text reader recovers them.
    let open_rulers = if says_markdown { marks.open_rulers - marks.whole_heads } else { marks.open_rulers };
    let cells_alone = || marks.rulers == 0 && table::shows_heads(&source.text, glossary);
    if !marks.html_cells
        && (open_rulers > 0 || marks.drawn > 0 || (marks.rulers > 0 && !says_markdown) || cells_alone())
    {
        return Format::Text;
    }
    if marks.headings > 1 || (marks.headings > 0 && (marks.markup || says_markdown)) {
        return Format::Markdown;
    }
    match ending.as_deref() {
        Some("html" | "htm") if marks.tags > 0 => Format::Html,
        Some("rst" | "inc") if marks.underlines > 0 => Format::Rst,
        _ if marks.tags > 1 && marks.opens_with_tag => Format::Html,
        _ if says_markdown && (marks.markup || holds(&source.text, "**")) => Format::Markdown,
        _ if marks.tags > 0 => Format::Markdown,
        _ => Format::Text,
    }
}

/// What tells the formats apart, counted.
#[derive(Clone, Default)]
struct Marks {
    opens_with_tag: bool,
    /// `](target)`, fences, `\{`.
    markup: bool,
    /// `<table>`, `<td>`: tags that Markdown pages write tables in.
    html_cells: bool,
    /// `# Heading`.
    headings: usize,
    /// `<td>`, `<p>`: block tags at the start of a line.
    tags: usize,
    /// `|---|---|`, with or without outer bars.
    rulers: usize,
    /// `---|---`, without outer bars.
    open_rulers: usize,
    /// Open rulers below a head that stands in one line, with as many bars, and above a row of one line.
    whole_heads: usize,
    /// The bars of such a ruler right above.
    bars_above: usize,
    /// `+---+---+`, `----- ----`: borders and rulers of drawn tables.
    drawn: usize,
    /// `.. table::`, `:original_name:`.
    directives: usize,
    /// A line of `====` or `----` below a line of text.
    underlines: usize,
}

impl Marks {
    fn of(text: &str) -> Self {
        let mut marks = Self {
            opens_with_tag: text.trim_start().starts_with('<'),
            markup: ["](", "\\{"].iter().any(|mark| holds(text, mark)),
            html_cells: ["<table", "<td", "<tr"].iter().any(|tag| holds(text, tag)),
            ..Self::default()
        };
        let (mut above, mut line_start) = ("", 0);
        // What was counted before the fence that is open: code shows nothing. A fence that never closes is none.
        let mut before_fence: Option<Self> = None;
        for line_end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            let line = text.get(line_start..line_end).unwrap_or_default().trim_start();
            if line.starts_with("```") {
                before_fence = match before_fence.take() {
                    Some(before) if line.trim_end().bytes().all(|byte| byte == b'`') => {
                        marks = before;
                        None
                    }
                    open => Some(open.unwrap_or_else(|| marks.clone())),
                };
            }
            marks.count(above, line);
            (above, line_start) = (line, line_end + 1);
        }
        marks
    }

    /// Counts a line, which has no blanks before it.
    fn count(&mut self, above: &str, line: &str) {
        const TAGS: [&str; 9] = ["<table", "<td", "<th", "<tr", "<p", "<div", "<a name", "<h1", "<h2"];
        let bars = |text: &str| text.bytes().filter(|byte| *byte == b'|').count();
        // A row whose first cell ends its line is a scraper's.
        let is_cut = std::mem::take(&mut self.bars_above) > bars(line) && !line.starts_with('|') && line.contains('|');
        self.whole_heads -= usize::from(is_cut && line.trim_end().ends_with('|'));
        // Each mark of a line shows in its first sign.
        match line.bytes().next() {
            Some(b'#') => {
                let rest = line.trim_end().trim_start_matches('#');
                self.headings += usize::from(!line.starts_with("#######") && rest.starts_with(' '));
            }
            Some(b'<') => self.tags += usize::from(TAGS.iter().any(|tag| opens_tag(line, tag))),
            Some(b'`') => self.markup |= line.starts_with("```"),
            Some(b'.' | b':') if is_directive(line) => self.directives += 1,
            Some(sign @ (b'|' | b'-' | b':' | b'=' | b'~' | b'+')) => {
                let line = line.trim_end();
                let ruler = is_ruler(line);
                let is_line =
                    matches!(sign, b'=' | b'-' | b'~') && line.len() > 2 && line.bytes().all(|byte| byte == sign);
                self.rulers += usize::from(ruler);
                self.open_rulers += usize::from(ruler && sign != b'|');
                // Two blanks at the ends of lines are a scraper's, more keep columns in line.
                let whole = bars(above) == bars(line) && above.trim_end().ends_with('|') == line.ends_with('|');
                let scraped = above.ends_with("  ") && !above.ends_with("   ");
                if ruler && sign != b'|' && whole && !scraped {
                    self.whole_heads += 1;
                    self.bars_above = bars(line);
                }
                self.drawn += usize::from(is_drawn(line));
                self.underlines += usize::from(is_line && !above.is_empty());
            }
            _ => {}
        }
    }
}

fn is_html_document(start: &str) -> bool {
    if !start.starts_with('<') {
        return false;
    }
    let end = start.char_indices().nth(HEAD).map_or(start.len(), |(at, _)| at);
    let head = start.as_bytes().get(..end).unwrap_or_default().to_ascii_lowercase();
    head.starts_with(b"<!doctype html") || head.starts_with(b"<html") || holds(&head, "<body") || holds(&head, "<head")
}

fn holds(text: impl AsRef<[u8]>, mark: &str) -> bool {
    memmem::find(text.as_ref(), mark.as_bytes()).is_some()
}

/// Whether a line opens with a tag, and not with a placeholder that begins alike: `<page>`.
fn opens_tag(line: &str, tag: &str) -> bool {
    line.strip_prefix(tag)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "_-".contains(c)))
}

fn is_ruler(line: &str) -> bool {
    line.bytes().all(|byte| b"-|: ".contains(&byte)) && line.contains("---") && line.contains('|')
}

fn is_drawn(line: &str) -> bool {
    let bordered = line.starts_with("+-") && line.ends_with("-+") && line.bytes().all(|byte| b"+-".contains(&byte));
    let ruled = line.starts_with("--") && line.contains(" --") && line.bytes().all(|byte| b"- ".contains(&byte));
    bordered || ruled
}

fn is_directive(line: &str) -> bool {
    (line.starts_with(".. ") && (line.contains("::") || line.starts_with(".. _")))
        || (line.starts_with(":original_name:"))
}

#[cfg(test)]
mod tests;
