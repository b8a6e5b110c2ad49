//! Words for yes and no, and the signs for them: of a cell, at either end of one, and as the head of a column. In: a text.
//! Out: what it says. What is mandatory is decided by whoever reads the row.

use super::{Glossary, YesNo, is_ideograph, normalise};

impl Glossary {
    /// Whether a head is what its cells can say, a yes and a no among it: `M/O`, `Y/N`, `M/O/CM`.
    pub(super) fn is_choice(&self, head: &str) -> bool {
        let words: Vec<&str> = head.split('/').map(str::trim).collect();
        let has = |wanted| words.iter().any(|word| self.yes_no.get(*word) == Some(&wanted));
        let short = |word: &&str| word.len() < 3 || self.yes_no.contains_key(*word);
        words.len() < 4 && has(YesNo::Yes) && has(YesNo::No) && words.iter().all(short)
    }

    /// Whether a cell is exactly a word for yes or no.
    pub(crate) fn yes_no(&self, cell: &str) -> Option<YesNo> {
        self.yes_no.get(&normalise(cell)).copied()
    }

    /// The same of a cell under a head: under those of some languages `O` is a circle, which says yes.
    pub(crate) fn yes_no_under(&self, head: &str, cell: &str) -> Option<YesNo> {
        let sign = match cell.trim() {
            "O" | "o" | "Ｏ" => Some(YesNo::Yes),
            "X" | "x" | "Ｘ" => Some(YesNo::No),
            _ => None,
        };
        sign.filter(|_| self.circled.contains(&normalise(head))).or_else(|| self.yes_no(cell))
    }

    /// The yes or no that a cell begins with, before the words of its condition.
    pub(crate) fn leading_yes_no(&self, cell: &str) -> Option<YesNo> {
        let end = |c: char| c.is_whitespace() || ",，.。;；(（:：".contains(c);
        self.yes_no(cell.trim().split(end).next()?)
    }

    /// The word for yes or no that a text ends with, after the words of a condition: `listed非空时必选`. One sign alone ends
    /// other words too.
    pub(crate) fn trailing_yes_no(&self, cell: &str) -> Option<YesNo> {
        const LONGEST: usize = 4;
        let cell = cell.trim();
        let word = cell.split(char::is_whitespace).next_back().unwrap_or(cell);
        let starts = word.char_indices().rev().skip(1).take(LONGEST - 1);
        let unspaced = starts.filter(|(_, c)| is_ideograph(*c)).find_map(|(at, _)| self.yes_no(word.get(at..)?));
        unspaced.or_else(|| self.yes_no(word).filter(|_| word.len() > LONGEST))
    }
}
