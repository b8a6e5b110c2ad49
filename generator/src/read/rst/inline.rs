//! Running text of reStructuredText: bold, emphasis, literals, references, roles, backslashes.
//! In go the lines of one paragraph, out comes its text.

use crate::{
    page::Text,
    read::{
        line::{Line, span_of},
        running_text::RunningText,
    },
};
use std::{borrow::Cow, collections::BTreeMap};

/// What `|name|` stands for; nothing for an image.
pub(super) type Substitutions = BTreeMap<String, Option<String>>;

/// Reads the lines of a paragraph.
pub(super) fn read(lines: &[Line], substitutions: &Substitutions) -> Text {
    let mut running = RunningText::default();
    read_into(&mut running, lines, substitutions);
    running.take(span_of(lines))
}

/// Reads the lines of a paragraph into a text.
pub(super) fn read_into(running: &mut RunningText, lines: &[Line], substitutions: &Substitutions) {
    let joined = match lines {
        [line] => Cow::Borrowed(line.text),
        lines => Cow::Owned(lines.iter().map(|line| line.text).collect::<Vec<_>>().join("\n")),
    };
    let mut inline = Inline { text: &joined, at: 0, running, substitutions, ends: Ends::default() };
    inline.run();
}

/// A label as anchors and links write it.
pub(super) fn normalise_label(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

struct Inline<'a, 'r> {
    text: &'a str,
    at: usize,
    running: &'r mut RunningText,
    substitutions: &'a Substitutions,
    ends: Ends,
}

/// Which marks cannot end any more, so that no search for their end is made twice.
#[derive(Default)]
struct Ends {
    gone: Vec<&'static str>,
}

impl<'a> Inline<'a, '_> {
    fn run(&mut self) {
        while let Some(length) = self.rest().find(['\\', '*', '`', ':', '|']) {
            let (plain, special) = self.rest().split_at_checked(length).unwrap_or_default();
            self.running.words(plain);
            self.at += length;
            let taken = self.mark(special);
            self.at += taken;
        }
        self.running.words(self.rest());
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Reads what a mark opens; gives the bytes read.
    fn mark(&mut self, rest: &'a str) -> usize {
        if rest.starts_with('\\') {
            return self.backslash(rest);
        }
        let read = if !self.may_open() {
            None
        } else if rest.starts_with("``") {
            self.literal(rest)
        } else if rest.starts_with("**") {
            self.strong(rest)
        } else if rest.starts_with('*') {
            self.emphasis(rest)
        } else if rest.starts_with('`') {
            self.reference(rest)
        } else if rest.starts_with(':') {
            self.role(rest)
        } else {
            self.substitution(rest)
        };
        read.unwrap_or_else(|| {
            let mark = rest.chars().next().map_or(1, char::len_utf8);
            self.running.words(rest.get(..mark).unwrap_or_default());
            mark
        })
    }

    /// A backslash makes the next character plain, and a blank nothing.
    fn backslash(&mut self, rest: &str) -> usize {
        let Some(next) = rest.chars().nth(1) else {
            self.running.words("\\");
            return 1;
        };
        if !next.is_whitespace() {
            self.running.words(next.encode_utf8(&mut [0; 4]));
        }
        1 + next.len_utf8()
    }

    /// Marks open after blanks, brackets and the like, and before a word.
    fn may_open(&self) -> bool {
        let before = self.text.get(..self.at).unwrap_or_default();
        let escaped_blank = before.ends_with("\\ ") || before.ends_with("\\\n");
        escaped_blank
            || before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '*' | '`' | '\\'))
    }

    /// The content up to the closing mark and the bytes with both marks.
    fn enclosed(&mut self, rest: &'a str, open: &'static str, close: &'static str) -> Option<(&'a str, usize)> {
        let content = rest.strip_prefix(open)?;
        if content.starts_with(char::is_whitespace) || self.ends.gone.contains(&close) {
            return None;
        }
        let mut from = 1;
        while let Some(found) = content.get(from..).and_then(|tail| tail.find(close)) {
            let end = from + found;
            let (inner, after) = content.split_at_checked(end)?;
            let after = after.strip_prefix(close)?;
            let escaped = close != "``" && trailing_backslashes(inner) % 2 == 1;
            let closes =
                !inner.ends_with(char::is_whitespace) && after.chars().next().is_none_or(|c| !c.is_alphanumeric());
            if closes && !escaped {
                return Some((inner, open.len() + end + close.len()));
            }
            from = end + close.len();
        }
        self.ends.gone.push(close);
        None
    }

    fn literal(&mut self, rest: &'a str) -> Option<usize> {
        let (content, length) = self.enclosed(rest, "``", "``")?;
        self.running.code(content);
        Some(length)
    }

    fn strong(&mut self, rest: &'a str) -> Option<usize> {
        let (content, length) = self.enclosed(rest, "**", "**")?;
        self.running.open_bold();
        self.running.words(&unescape(content));
        self.running.close_bold();
        Some(length)
    }

    fn emphasis(&mut self, rest: &'a str) -> Option<usize> {
        let (content, length) = self.enclosed(rest, "*", "*")?;
        self.running.words(&unescape(content));
        Some(length)
    }

    /// `` `words <target>`__ ``, `` `words`_ `` and plain `` `words` ``.
    fn reference(&mut self, rest: &'a str) -> Option<usize> {
        let (content, length) = self.enclosed(rest, "`", "`")?;
        let after = rest.get(length..).unwrap_or_default();
        let underscores = after.len() - after.trim_start_matches('_').len();
        let (words, target) = split_target(content);
        match target {
            Some(target) if underscores > 0 => self.link(words, target),
            Some(_) => self.running.words(&unescape(content)),
            None if underscores > 0 => self.link(words, &format!("#{}", normalise_label(words))),
            None => self.running.words(&unescape(words)),
        }
        Some(length + underscores.min(2))
    }

    /// `` :role:`words <target>` ``: `ref` and its like are links to labels.
    fn role(&mut self, rest: &'a str) -> Option<usize> {
        let name_length = rest.get(1..)?.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '+' | '.'))?;
        let name = rest.get(1..1 + name_length).filter(|name| !name.is_empty())?;
        let body = rest.get(1 + name_length..)?.strip_prefix(':')?;
        let (content, length) = self.enclosed(body, "`", "`")?;
        let (words, target) = split_target(content);
        match (name, target) {
            ("ref" | "numref" | "any", target) => {
                self.link(words, &format!("#{}", normalise_label(target.unwrap_or(words))));
            }
            ("doc" | "download", target) => self.link(words, target.unwrap_or(words)),
            _ => self.running.words(&unescape(words)),
        }
        Some(name_length + 2 + length)
    }

    fn substitution(&mut self, rest: &'a str) -> Option<usize> {
        let (name, _) = rest.strip_prefix('|')?.split_once('|')?;
        if let Some(words) = self.substitutions.get(&normalise_label(name))? {
            self.running.words(words);
        }
        Some(name.len() + 2)
    }

    fn link(&mut self, words: &str, target: &str) {
        self.running.open_link(target.to_owned());
        self.running.words(&unescape(words));
        self.running.close_link();
    }
}

/// `words <target>` taken apart; words that are missing are the target.
fn split_target(content: &str) -> (&str, Option<&str>) {
    let split = content.strip_suffix('>').and_then(|inner| inner.rsplit_once('<'));
    match split {
        Some((words, target)) if words.trim().is_empty() => (target, Some(target)),
        Some((words, target)) if words.ends_with(char::is_whitespace) => (words.trim_end(), Some(target)),
        _ => (content, None),
    }
}

fn trailing_backslashes(text: &str) -> usize {
    text.len() - text.trim_end_matches('\\').len()
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.extend(chars.next().filter(|next| !next.is_whitespace())),
            c => plain.push(c),
        }
    }
    plain
}
