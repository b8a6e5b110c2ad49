//! Names and captions as words, so that one can be found in the other whatever the case, the
//! punctuation and the script around it.

use crate::glossary::Glossary;
use std::collections::BTreeSet;

/// A text cut into words: runs of ASCII letters and digits, and runs of other letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::link) struct Words {
    words: Vec<String>,
    /// All of them, glued.
    all: String,
}

/// Words of a caption that count; what follows is prose.
const MOST_WORDS: usize = 256;
/// Words of a caption that one name may be written as.
const WORDS_OF_A_NAME: usize = 12;

/// How a caption mentions a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::link) enum Mention {
    /// It is the name.
    Whole,
    /// The name is this many tenths of its letters.
    Within(u32),
    /// Not at all.
    Absent,
}

impl Words {
    pub(in crate::link) fn new(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut last = Kind::Break;
        for c in text.chars() {
            let kind = match c {
                c if c.is_ascii_alphanumeric() => Kind::Ascii,
                '_' | '-' | '.' | ':' if last == Kind::Ascii => continue,
                c if c.is_alphanumeric() => Kind::Other,
                _ => Kind::Break,
            };
            if kind != Kind::Break {
                let full = words.len() == MOST_WORDS;
                match words.last_mut() {
                    Some(word) if kind == last => word.extend(c.to_lowercase()),
                    _ if full => break,
                    _ => words.push(c.to_lowercase().collect()),
                }
            }
            last = kind;
        }
        let all = words.concat();
        Self { words, all }
    }

    /// Whether and how this caption mentions a name, as whole words.
    pub(in crate::link) fn mention(&self, name: &Self, glossary: &Glossary) -> Mention {
        if name.all.is_empty() || self.all.len() < name.all.len() {
            return Mention::Absent;
        }
        let idle = &glossary.types().names.caption_after;
        let may_end = |rest: &str| rest.is_empty() || idle.iter().any(|word| word == rest);
        if self.all.strip_prefix(&name.all).is_some_and(may_end) {
            return Mention::Whole;
        }
        if (0..self.words.len()).any(|start| self.has_at(start, &name.all)) {
            let share = 10 * name.all.chars().count() / self.all.chars().count().max(1);
            return Mention::Within(u32::try_from(share).unwrap_or_default());
        }
        Mention::Absent
    }

    /// All letters and digits: two names that differ in nothing else are one.
    pub(in crate::link) fn all(&self) -> &str {
        &self.all
    }

    /// Every name that this caption mentions, as its letters and digits.
    pub(in crate::link) fn mentioned(&self, glossary: &Glossary) -> BTreeSet<String> {
        let idle = &glossary.types().names.caption_after;
        let wholes = idle.iter().filter_map(|word| self.all.strip_suffix(word.as_str()));
        let mut names: BTreeSet<String> = wholes.chain([self.all.as_str()]).map(str::to_owned).collect();
        for start in 0..self.words.len() {
            let mut name = String::new();
            for word in self.words.iter().skip(start).take(WORDS_OF_A_NAME) {
                name.push_str(word);
                names.insert(name.clone());
            }
        }
        names.remove("");
        names
    }

    /// Whether the words from `start` on, glued, are `name`.
    fn has_at(&self, start: usize, name: &str) -> bool {
        let mut rest = name;
        for word in self.words.iter().skip(start).take(WORDS_OF_A_NAME) {
            match rest.strip_prefix(word.as_str()) {
                Some("") => return true,
                Some(shorter) => rest = shorter,
                None => return false,
            }
        }
        false
    }
}

/// The field that a caption is named after, as its writing tells: the only word in it that is written as
/// fields are (`quota_set`, `subnetId`, `os:hints`), or the only Latin word among those of another script.
pub(in crate::link) fn field_name(caption: &str) -> Option<&str> {
    let foreign = caption.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_-.:".contains(c);
    let is_field = |word: &&str| {
        let small = word.starts_with(|c: char| c.is_ascii_lowercase()) && word.len() > 1;
        small && (foreign || word.contains(['_', ':']) || word.contains(|c: char| c.is_ascii_uppercase()))
    };
    let words = caption.split(|c: char| !is_part(c)).map(|word| word.trim_matches(['-', '.', ':', '_']));
    let mut fields = words.filter(is_field);
    let first = fields.next()?;
    fields.all(|word| word == first).then_some(first)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ascii,
    Other,
    Break,
}

#[cfg(test)]
mod tests {
    use super::{Glossary, Mention, Words, field_name};

    #[test]
    fn captions_are_named_after_fields() {
        for (caption, expected) in [
            ("Data structure of the quota_set field", Some("quota_set")),
            ("subnetId", Some("subnetId")),
            ("os:hints parameters", Some("os:hints")),
            ("volumes字段数据结构说明", Some("volumes")),
            ("请求参数", None),
            ("QuotaInfo", None),
            ("API参数说明", None),
            ("Parameters of the name field", None),
            ("first_part and second_part", None),
        ] {
            assert_eq!(field_name(caption), expected, "{caption}");
        }
    }

    #[test]
    fn captions_mention_names() {
        for (caption, name, expected) in [
            ("QuotaInfo", "quotaInfo", Mention::Whole),
            ("quota_info", "QuotaInfo", Mention::Whole),
            ("vault对象", "vault", Mention::Whole),
            ("Security Group Rule", "SecurityGroupRule", Mention::Whole),
            ("Data structure of the quota_set field", "quota_set", Mention::Within(2)),
            ("volumes字段数据结构说明", "volumes", Mention::Within(4)),
            ("Parameters in the server object", "serve", Mention::Absent),
            ("Request parameters", "", Mention::Absent),
        ] {
            let mention = Words::new(caption).mention(&Words::new(name), Glossary::builtin());
            assert_eq!(mention, expected, "{caption} / {name}");
            let mentioned = Words::new(caption).mentioned(Glossary::builtin());
            assert_eq!(mentioned.contains(Words::new(name).all()), expected != Mention::Absent, "{caption} / {name}");
        }
    }
}
