//! Running text as all formats give it: blanks folded, breaks and list items as lines, links with
//! their range, bold remembered. In go words and marks, out comes a [`Text`]; nothing is parsed here.

use crate::page::{Link, Span, Text};

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct RunningText {
    content: String,
    links: Vec<Link>,
    open_link: Option<OpenLink>,
    gap: Gap,
    bold: u32,
    /// Where the last bold words ended.
    bold_end: Option<usize>,
    /// Where bold words begin right behind others.
    bold_seam: Option<usize>,
    bold_words: bool,
    plain_words: bool,
}

#[derive(Debug)]
struct OpenLink {
    target: String,
    start: Option<usize>,
}

/// What stands between the words so far and the next one.
#[derive(Clone, Copy, Debug, Default)]
enum Gap {
    #[default]
    None,
    Blank,
    Line,
    Item {
        level: usize,
    },
}

impl RunningText {
    /// Adds words; any run of blanks counts as one.
    pub(super) fn words(&mut self, text: &str) {
        self.content.reserve(text.len() + 1);
        let mut rest = text;
        while !rest.is_empty() {
            let word_end = word_end(rest);
            let (word, after) = rest.split_at_checked(word_end).unwrap_or((rest, ""));
            self.word(word);
            let next = after.trim_start_matches(is_blank);
            if next.len() < after.len() {
                self.blank();
            }
            rest = next;
        }
    }

    /// The next word opens a new line.
    pub(super) fn line_break(&mut self) {
        if !matches!(self.gap, Gap::Item { .. }) {
            self.gap = Gap::Line;
        }
    }

    /// The next word opens a list item; `level` counts the lists around the list.
    pub(super) fn item(&mut self, level: usize) {
        self.gap = Gap::Item { level };
    }

    /// The words from here are a link, until [`Self::close_link`].
    pub(super) fn open_link(&mut self, target: impl Into<String>) {
        self.close_link();
        self.open_link = Some(OpenLink { target: target.into(), start: None });
    }

    /// Ends the link; one without words leaves nothing.
    pub(super) fn close_link(&mut self) {
        if let Some(OpenLink { target, start: Some(start) }) = self.open_link.take() {
            self.links.push(Link { range: start..self.content.len(), target });
        }
    }

    /// The words from here are bold; calls nest.
    pub(super) fn open_bold(&mut self) {
        self.bold += 1;
        self.bold_seam = self.bold_end.filter(|end| *end == self.content.len());
    }

    /// Ends what the last [`Self::open_bold`] began.
    pub(super) fn close_bold(&mut self) {
        self.bold = self.bold.saturating_sub(1);
        self.bold_end = Some(self.content.len());
    }

    /// Whether words are bold here.
    pub(super) fn is_bold(&self) -> bool {
        self.bold > 0
    }

    /// Adds a finished text; what follows stands on a line of its own.
    pub(super) fn append(&mut self, text: &Text) {
        self.append_inline(text);
        self.line_break();
    }

    /// Adds a finished text.
    pub(super) fn append_inline(&mut self, text: &Text) {
        if text.content.is_empty() {
            return;
        }
        self.fill_gap();
        let shift = self.content.len();
        self.content.push_str(&text.content);
        self.links.extend(
            text.links.iter().map(|link| Link {
                range: link.range.start + shift..link.range.end + shift,
                target: link.target.clone(),
            }),
        );
        self.bold_words |= text.bold;
        self.plain_words |= !text.bold && text.content.contains(char::is_alphanumeric);
    }

    /// Whether no word has come yet.
    pub(super) fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The text, and an empty one in its place that goes on in the same link and the same bold.
    pub(super) fn take(&mut self, place: Span) -> Text {
        let target = self.open_link.as_ref().map(|open| open.target.clone());
        self.close_link();
        let next = Self {
            open_link: target.map(|target| OpenLink { target, start: None }),
            bold: self.bold,
            ..Self::default()
        };
        let done = std::mem::replace(self, next);
        Text { content: done.content, links: done.links, bold: done.bold_words && !done.plain_words, place }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        self.part_bold(word);
        self.fill_gap();
        if let Some(open) = &mut self.open_link {
            open.start.get_or_insert(self.content.len());
        }
        if word.contains(char::is_alphanumeric) {
            *(if self.bold > 0 { &mut self.bold_words } else { &mut self.plain_words }) = true;
        }
        if !word.is_ascii() && word.contains(is_invisible) {
            self.content.extend(word.chars().filter(|c| !is_invisible(*c)));
        } else {
            self.content.push_str(word);
        }
    }

    /// Two bold words without a blank between them are two words: values of a list whose marks a
    /// page has lost.
    fn part_bold(&mut self, word: &str) {
        let seam = self.bold_seam.take() == Some(self.content.len());
        if seam && word.starts_with(char::is_alphanumeric) && self.content.ends_with(char::is_alphanumeric) {
            self.blank();
        }
    }

    fn blank(&mut self) {
        if matches!(self.gap, Gap::None) {
            self.gap = Gap::Blank;
        }
    }

    fn fill_gap(&mut self) {
        match std::mem::take(&mut self.gap) {
            Gap::Blank if !self.content.is_empty() && !self.content.ends_with([' ', '\n']) => self.content.push(' '),
            Gap::Line if !self.content.is_empty() => self.content.push('\n'),
            Gap::Item { level } => {
                if !self.content.is_empty() {
                    self.content.push('\n');
                }
                (0..level).for_each(|_| self.content.push_str("  "));
                self.content.push_str("- ");
            }
            Gap::None | Gap::Blank | Gap::Line => {}
        }
    }
}

/// Where the word ends that a text begins with.
fn word_end(text: &str) -> usize {
    // Most words are ASCII to their end, and need no looking at as characters.
    let plain = text.bytes().take_while(u8::is_ascii_graphic).count();
    let blank = text.get(plain..).and_then(|rest| rest.find(is_blank));
    blank.map_or(text.len(), |at| plain + at)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

/// Characters that web editors leave in words and nobody sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}')
}
