//! What some tools write after headings, words and links: `{#anchor .class}`, the lines of colons around their
//! divisions, and lines such as `{:.indent}` about the block below them; a site's own commands; labels in bold that
//! Markdown does not close. In go a page and one of its lines, out come such marks and what Markdown has in their places.
//! No word of the page is one.

use std::ops::Range;

/// No mark goes on for more bytes.
const LONGEST: usize = 400;

/// A mark, to be overwritten with blanks between two ends.
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) opening: String,
    pub(super) ending: &'static str,
}

impl Mark {
    pub(super) const fn nothing(range: Range<usize>) -> Self {
        Self { range, opening: String::new(), ending: "" }
    }
}

/// The marks that begin in a line.
pub(super) fn find(source: &str, line: Range<usize>) -> Vec<Mark> {
    let text = source.get(line.clone()).unwrap_or_default();
    let words = text.trim();
    let is_of_block = words.starts_with("{:") && words.ends_with('}') && words.len() < LONGEST;
    // Stars on a line of their own set nothing in bold.
    if words.starts_with(":::") || is_of_block || words == "**" {
        let start = line.start + (text.len() - text.trim_start().len());
        return vec![Mark::nothing(start..start + words.len())];
    }
    let shortcodes = shortcodes(text, line.start).unwrap_or_default();
    if let Some(mark) = unclosed_label(text, line.start) {
        return shortcodes.into_iter().chain([mark]).collect();
    }
    let braces = memchr::memchr_iter(b'{', text.as_bytes()).map(|at| line.start + at);
    let marks = braces.filter_map(|brace| {
        let end = end_of(source, brace)?;
        let ends_line = || source.get(end..line.end).is_some_and(|rest| rest.trim().is_empty());
        match source.as_bytes().get(brace.checked_sub(1)?)? {
            b')' => Some(Mark { range: brace - 1..end, opening: String::new(), ending: ")" }),
            // Bracketed words are a link that leads nowhere.
            b']' => Some(Mark { range: brace - 1..end, opening: "](".to_owned(), ending: ")" }),
            b' ' if words.starts_with('#') && ends_line() => Some(Mark::nothing(brace..end)),
            _ => None,
        }
    });
    let mut marks: Vec<Mark> = marks.chain(shortcodes).collect();
    marks.sort_by_key(|mark| mark.range.start);
    marks
}

/// `**Method：**GET`: Markdown closes no bold words between a colon and a letter, and does so before the colon.
fn unclosed_label(text: &str, start: usize) -> Option<Mark> {
    let line = text.trim_start_matches(|c: char| c.is_whitespace() || "-+>".contains(c));
    let label = line.strip_prefix("**")?;
    let closing = label.find("**")?;
    let colon = label.get(..closing)?.chars().next_back().filter(|c| matches!(c, ':' | '：'))?;
    let goes_on = label.get(closing + 2..)?.starts_with(char::is_alphanumeric);
    let from = start + (text.len() - label.len()) + closing - colon.len_utf8();
    let range = from..from + colon.len_utf8() + 2;
    goes_on.then(|| Mark { range, opening: format!("**{colon}"), ending: "" })
}

/// The marks of a site's own commands, `{{< note >}}`: one that is a single word among others is that word, one that a link
/// leads to is the page that it quotes, and a line of nothing else is blank. `None` if the line has none.
fn shortcodes(text: &str, start: usize) -> Option<Vec<Mark>> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..)?.find("{{").map(|open| at + open) {
        let inside = text.get(open + 2..)?.strip_prefix(['<', '%'])?;
        let length = inside.find(['\n']).unwrap_or(inside.len());
        let length = inside.get(..length)?.find("}}").filter(|length| *length > 0)?;
        let words = inside.get(..length - 1)?.trim();
        let end = open + 3 + length + 2;
        let alone = text.get(..open)?.trim().is_empty() && text.get(end..)?.trim().is_empty();
        let is_word = !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_alphabetic());
        let in_link = text.get(..open)?.ends_with(['(', '"']);
        let quoted = || words.split('"').nth(1).filter(|page| !page.contains(char::is_whitespace)).unwrap_or_default();
        let opening = match (in_link, is_word && !alone) {
            (true, _) => quoted().to_owned(),
            (false, true) => format!("({words})"),
            (false, false) => String::new(),
        };
        marks.push(Mark { range: start + open..start + end, opening, ending: "" });
        at = end;
    }
    (!marks.is_empty()).then_some(marks)
}

/// Where `{#anchor}` or `{.class}` ends.
fn end_of(source: &str, brace: usize) -> Option<usize> {
    let rest = source.get(brace..)?;
    let opens = rest.starts_with("{#") || rest.starts_with("{.");
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b'}').filter(|_| opens)?;
    let inside = rest.get(..end)?;
    (!inside.contains("\n\n") && !inside.contains('|')).then_some(brace + end + 1)
}
