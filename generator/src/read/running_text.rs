//! Running text as all formats give it: blanks folded, breaks and list items as lines, links and what is set apart with
//! their ranges, bold remembered. In go words and marks, out comes a [`Text`]; nothing is parsed here.

use crate::page::{Link, Span, Text};

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct RunningText {
    text: Text,
    open_link: Option<OpenLink>,
    gap: Gap,
    bold: u32,
    /// How many marks set the words apart, bold among them.
    apart: u32,
    /// Where the words begin that are set apart.
    apart_start: Option<usize>,
    /// Where the last bold words ended.
    bold_end: Option<usize>,
    /// Where bold words begin right after others.
    bold_seam: Option<usize>,
    bold_words: bool,
    plain_words: bool,
    /// Where emphasized words begin right after others.
    emphasis: Option<usize>,
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
        self.text.content.reserve(text.len() + 1);
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
            self.text.links.push(Link { range: start..self.text.content.len(), target });
        }
    }

    /// The words from here are bold; calls nest.
    pub(super) fn open_bold(&mut self) {
        // Of bold words in bold ones, as Markdown takes three that touch, each is by itself.
        self.bold_seam = self.seam_in_bold().or(self.bold_end.filter(|end| *end == self.text.content.len()));
        self.bold += 1;
        self.apart += 1;
    }

    /// The place here, if the words around it are bold.
    fn seam_in_bold(&mut self) -> Option<usize> {
        self.note_apart();
        (self.bold > 0).then_some(self.text.content.len())
    }

    /// Ends what the last [`Self::open_bold`] began.
    pub(super) fn close_bold(&mut self) {
        self.bold = self.bold.saturating_sub(1);
        self.bold_end = Some(self.text.content.len());
        self.bold_seam = self.seam_in_bold();
        self.close_apart();
    }

    /// The words from here are emphasized, until [`Self::close_emphasis`].
    pub(super) fn open_emphasis(&mut self) {
        self.emphasis = matches!(self.gap, Gap::None).then_some(self.text.content.len());
    }

    /// Ends them. An emphasized part of a path is the name of a placeholder: `/kites/{kite}`.
    pub(super) fn close_emphasis(&mut self) {
        let Some(start) = self.emphasis.take() else { return };
        let Some((before, part)) = self.text.content.split_at_checked(start) else { return };
        let path = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let in_path = path.ends_with('/') && (path.starts_with('/') || path.contains("://"));
        let is_name = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
        if in_path && !part.is_empty() && part.chars().all(is_name) {
            self.text.content.insert(start, '{');
            self.text.content.push('}');
        }
    }

    /// Adds words that are set as code.
    pub(super) fn code(&mut self, words: &str) {
        self.open_code();
        self.words(words);
        self.close_apart();
    }

    /// The words from here are set as code, until [`Self::close_apart`].
    pub(super) fn open_code(&mut self) {
        self.apart += 1;
    }

    /// Ends what the last [`Self::open_code`] began.
    pub(super) fn close_apart(&mut self) {
        self.apart = self.apart.saturating_sub(1);
        if self.apart == 0 {
            self.note_apart();
        }
    }

    fn note_apart(&mut self) {
        if let Some(start) = self.apart_start.take() {
            self.text.marked.push(start..self.text.content.len());
        }
    }

    /// Whether words are bold here.
    pub(super) fn is_bold(&self) -> bool {
        self.bold > 0
    }

    /// Whether all so far is one line of bold words: a label, whatever follows it.
    pub(super) fn is_bold_line(&self) -> bool {
        let ends_bold = self.bold == 0 && self.bold_end == Some(self.text.content.len());
        ends_bold && self.bold_words && !self.plain_words && !self.text.content.contains('\n')
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
        self.text.append(text);
        self.bold_words |= text.bold;
        self.plain_words |= !text.bold && text.content.contains(char::is_alphanumeric);
    }

    /// Whether no word has come yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.content.is_empty()
    }

    /// The text, and an empty one in its place that goes on in the same link and the same bold.
    pub(super) fn take(&mut self, place: Span) -> Text {
        let target = self.open_link.as_ref().map(|open| open.target.clone());
        self.close_link();
        self.note_apart();
        let next = Self {
            open_link: target.map(|target| OpenLink { target, start: None }),
            bold: self.bold,
            apart: self.apart,
            ..Self::default()
        };
        let done = std::mem::replace(self, next);
        Text { bold: done.bold_words && !done.plain_words, place, ..done.text }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        self.part_bold(word);
        self.fill_gap();
        if let Some(open) = &mut self.open_link {
            open.start.get_or_insert(self.text.content.len());
        }
        if self.apart > 0 {
            self.apart_start.get_or_insert(self.text.content.len());
        }
        if word.contains(char::is_alphanumeric) {
            *(if self.bold > 0 { &mut self.bold_words } else { &mut self.plain_words }) = true;
        }
        if !word.is_ascii() && word.contains(is_invisible) {
            self.text.content.extend(word.chars().filter(|c| !is_invisible(*c)));
        } else {
            self.text.content.push_str(word);
        }
    }

    /// Two bold words without a blank between them are two words: values of a list whose marks a
    /// page has lost.
    fn part_bold(&mut self, word: &str) {
        let seam = self.bold_seam.take() == Some(self.text.content.len());
        if seam && word.starts_with(char::is_alphanumeric) && self.text.content.ends_with(char::is_alphanumeric) {
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
            Gap::Blank if !self.text.content.is_empty() && !self.text.content.ends_with([' ', '\n']) => {
                self.text.content.push(' ');
            }
            Gap::Line if !self.text.content.is_empty() => self.text.content.push('\n'),
            Gap::Item { level } => {
                if !self.text.content.is_empty() {
                    self.text.content.push('\n');
                }
                (0..level).for_each(|_| self.text.content.push_str("  "));
                self.text.content.push_str("- ");
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
