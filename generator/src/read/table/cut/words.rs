//! Running words, kept apart by single blanks. In: a line. Out: its words with their places, and what some of them in a
//! row can be: a label, a request, a word for nothing.

use crate::{
    glossary::{Column, Section, form},
    page::Span,
    read::table::dump::Dump,
};
use std::ops::Range;

/// More words than any label or head has.
pub(in crate::read) const LONGEST_LABEL: usize = 6;

/// The words of a line, its bullet left out.
pub(in crate::read) struct Words<'d, 'a> {
    pub(in crate::read) dump: &'d Dump<'a>,
    spans: Vec<Span>,
}

impl<'d, 'a> Words<'d, 'a> {
    /// Of a line's place.
    pub(in crate::read) fn of(dump: &'d Dump<'a>, line: Span) -> Self {
        let text = dump.slice(line);
        let text = form::item(text).unwrap_or(text);
        let start = line.end as usize - text.len();
        let mut spans = Vec::new();
        let mut from = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (c.is_whitespace(), from) {
                (false, None) => from = Some(at),
                (true, Some(begin)) => {
                    spans.push(Span::new(start + begin, start + at));
                    from = None;
                }
                _ => {}
            }
        }
        // The marks of how deep a row stands are part of its name.
        if let [marks, name, ..] = spans.as_mut_slice()
            && form::without_depth(dump.slice(*marks)).is_empty()
        {
            name.start = marks.start;
            spans.remove(0);
        }
        Self { dump, spans }
    }

    pub(in crate::read) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Where some of them stand.
    pub(in crate::read) fn span(&self, words: Range<usize>) -> Span {
        let of = self.spans.get(words).unwrap_or_default();
        of.first().zip(of.last()).map_or_else(Span::default, |(first, last)| first.to(*last))
    }

    /// Some of them, as they stand.
    pub(in crate::read) fn text(&self, words: Range<usize>) -> &'a str {
        self.dump.slice(self.span(words))
    }

    pub(in crate::read) fn word(&self, at: usize) -> &'a str {
        self.text(at..at + 1)
    }

    /// Whether a word begins as labels, heads and sentences do.
    pub(in crate::read) fn opens(&self, at: usize) -> bool {
        self.word(at).starts_with(|c: char| !c.is_lowercase())
    }

    /// Whether a sentence ends with a word.
    pub(in crate::read) fn stops(&self, at: usize) -> bool {
        form::ends_sentence(self.word(at))
    }

    /// The section that these words name, all of them and nothing else.
    pub(in crate::read) fn section(&self, words: Range<usize>) -> Option<Section> {
        let known = !words.is_empty() && self.opens(words.start);
        Some(self.text(words))
            .filter(|text| known && !form::ends_sentence(text))
            .and_then(|text| self.dump.glossary.section(text))
    }

    /// Whether these words are the label of a status.
    pub(in crate::read) fn is_status(&self, words: Range<usize>) -> bool {
        words.len() > 1 && self.opens(words.start) && self.dump.glossary.status(self.text(words)).is_some()
    }

    /// Whether these words head the column of statuses.
    pub(in crate::read) fn heads_statuses(&self, words: Range<usize>) -> bool {
        self.dump.glossary.column(self.text(words)) == Some(Column::StatusCode)
    }

    /// Whether a word says that there is nothing.
    pub(in crate::read) fn is_none(&self, at: usize) -> bool {
        let word = self.word(at);
        word.starts_with(char::is_alphabetic) && self.dump.glossary.is_none(word)
    }

    /// Whether a label for the request line stands right before a word.
    pub(in crate::read) fn is_called(&self, at: usize) -> bool {
        (1..=LONGEST_LABEL.min(at)).any(|count| self.section(at - count..at) == Some(Section::Uri))
    }

    /// The word after a method and a path that begin here, in two words or in one.
    pub(in crate::read) fn request(&self, at: usize) -> Option<usize> {
        if form::glued_request(self.word(at)).is_some() {
            return Some(at + 1);
        }
        let method = self.word(at).bytes().all(|byte| byte.is_ascii_uppercase());
        (method && form::is_request_line(self.text(at..at + 2))).then_some(at + 2)
    }
}
