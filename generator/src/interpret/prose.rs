//! Descriptions to facts: enumerations, ranges, lengths, defaults, patterns, deprecation, read only
//! where a phrase of the glossary says so. A wrong constraint is worse than none: what contradicts
//! itself, holds under a condition or does not fit the type is left in the words.

mod bounds;
mod bullets;
mod conditions;
mod default;
mod glued;
mod keys;
mod lists;
mod meanings;
mod pattern;
mod quotes;
mod secret;
mod sentence;
mod token;
mod truncated;
mod untyped;
mod values;

use super::draft::{TypeCell, TypeExpr};
use crate::{
    glossary::{Fact, Glossary, Phrase, Trust, in_small_letters, is_ideograph, one_apostrophe},
    ir::{Facts, Range},
    page::Text,
};
use sentence::{first_sentence, sentence_starts, tail};
use std::borrow::Cow;
pub(super) use truncated::read_truncated;
pub(super) use untyped::number;

/// A description, read.
pub(super) struct Described {
    pub(super) facts: Facts,
    /// It announces values, and none stand in it.
    pub(super) lacks_values: bool,
}

/// Reads a description; `facts.doc` keeps all of its words, and what the type cell adds stands in
/// the facts as well.
pub(super) fn read(description: &Text, name: &str, ty: &TypeCell, glossary: &Glossary) -> Described {
    let doc = folded_blanks(&description.content);
    let quoted = quotes::around_marked_words(description, glossary);
    let plain = folded_width(
        quoted.as_deref().map_or_else(|| Cow::Borrowed(&*doc), |text| folded_blanks(text).into()).as_ref(),
    );
    let plain = labels_with_colons(&plain, glossary);
    let lower = in_small_letters(&plain);
    let phrases = glossary.phrases().find(&lower);
    // In a bullet a label that states nothing is a word of the meaning: `- 60: how long, unit: seconds`; and opening one in
    // capitals among others it is a value: `- NOTE: a remark`.
    let opens_with_code = |line: &str| {
        let item = token::bullet(line).and_then(token::value);
        item.is_some_and(|(word, _)| token::is_long_and_in_capitals(word))
    };
    let codes = plain.lines().filter(|line| opens_with_code(line)).count();
    let is_meant = |phrase: &Phrase| {
        let is_code =
            || codes > 1 && plain.get(phrase.range.clone()).is_some_and(|label| !label.contains(char::is_lowercase));
        matches!(phrase.fact, Fact::Stop | Fact::Unit)
            && bullet_before(&plain, phrase).is_some_and(|before| !before.is_empty() || is_code())
    };
    let labels = phrases.iter().filter(|phrase| phrase.trust == Trust::Label && !is_meant(phrase));
    let labels = labels.map(|phrase| phrase.range.start).collect();
    let text = Prose {
        plain: &plain,
        lower: &lower,
        phrases: &phrases,
        labels,
        sentences: if phrases.is_empty() { Vec::new() } else { sentence_starts(&plain).collect() },
        name,
        subject: if holds_table(&plain) {
            Subject { scalar: Scalar::Other, list: false }
        } else {
            Subject::of(&ty.expr)
        },
        is_chinese: plain.contains(is_ideograph),
        glossary,
    };
    let bounds = bounds::read(&text);
    let (mut values, marked_default) = values::read(&text);
    if quoted.is_some() && !doc.contains(quotes::QUOTES) {
        for value in &mut values {
            value.doc.retain(|c| c != '"');
        }
    }
    let length = bounds.length.or_else(|| ty.max_length.map(|most| Range::new(None, Some(most.to_string()))));
    let bounded = bounds.range.is_some() || length.is_some();
    let lacks_values = values.is_empty() && text.announces_nothing(bounded);
    let facts = Facts {
        condition: None,
        default: default::read(&text, &values).or(marked_default),
        range: bounds.range,
        length,
        items: bounds.items,
        pattern: pattern::read(&text),
        format: ty.format.clone().or_else(|| text.format()),
        values,
        by_sentence: bounds.by_sentence,
        nullable: text.is_nullable(),
        deprecated: text.is_deprecated(),
        secret: secret::is_secret(name, &text),
        attribute: false,
        from: None,
        doc,
    };
    Described { facts, lacks_values }
}

/// A description, ready for matching: the three texts have the same bytes at the same places.
struct Prose<'a> {
    /// The words, full-width signs folded.
    plain: &'a str,
    /// The same in lower case.
    lower: &'a str,
    /// What the glossary finds in it.
    phrases: &'a [Phrase],
    /// Where labels begin.
    labels: Vec<usize>,
    /// Where sentences begin, the first one left out.
    sentences: Vec<usize>,
    /// The name of the field.
    name: &'a str,
    /// What it describes.
    subject: Subject,
    /// Whether the words around the values are Chinese.
    is_chinese: bool,
    glossary: &'a Glossary,
}

/// What a description's constraints are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Subject {
    scalar: Scalar,
    list: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scalar {
    Text,
    Whole,
    Number,
    Boolean,
    /// An object, a map, anything: constraints in its prose speak of its parts.
    Other,
}

impl Subject {
    fn of(expr: &TypeExpr) -> Self {
        let scalar = match expr {
            TypeExpr::String | TypeExpr::Unsaid => Scalar::Text,
            TypeExpr::Integer => Scalar::Whole,
            TypeExpr::Number => Scalar::Number,
            TypeExpr::Boolean => Scalar::Boolean,
            TypeExpr::List(element) => {
                let element = if **element == TypeExpr::Unsaid { Scalar::Other } else { Self::of(element).scalar };
                return Self { scalar: element, list: true };
            }
            _ => Scalar::Other,
        };
        Self { scalar, list: false }
    }
}

impl Prose<'_> {
    fn of(&self, fact: Fact) -> impl Iterator<Item = &Phrase> {
        self.phrases.iter().filter(move |phrase| phrase.fact == fact)
    }

    /// Whether the text states the fact without a condition and of the whole field.
    fn states(&self, fact: Fact) -> bool {
        self.of(fact).any(|phrase| !self.in_entry(phrase) && !self.is_conditional(phrase))
    }

    /// Whether the value may be null, always or in a case: the case itself, `if it is null`, says no such
    /// thing, and `must not be null` the opposite.
    fn is_nullable(&self) -> bool {
        let words = &self.glossary.phrases().words;
        let in_case = |phrase: &Phrase| {
            let clause = self.sentence_before(phrase).rsplit([',', '，']).next().unwrap_or_default();
            words.speaks_of_condition(clause) || words.not.iter().any(|word| clause.trim_end().ends_with(word.as_str()))
        };
        self.of(Fact::Nullable).any(|phrase| !self.in_entry(phrase) && !in_case(phrase))
    }

    /// Whether the text says that the field is not to be used: in a sentence without a condition, or by a mark at either
    /// end of a line, which is not the end of another thing's title that the line points to.
    fn is_deprecated(&self) -> bool {
        let line = |phrase: &Phrase| {
            let (before, after) = (self.lower.get(..phrase.range.start), self.lower.get(phrase.range.end..));
            let before = before.unwrap_or_default().rsplit('\n').next().unwrap_or_default();
            (before.trim(), after.unwrap_or_default().lines().next().unwrap_or_default().trim())
        };
        let said = |phrase: &Phrase| {
            let (_, after) = line(phrase);
            !self.glossary.phrases().words.speaks_of_condition(first_sentence(after))
        };
        let marked = |phrase: &Phrase| {
            let (before, after) = line(phrase);
            let points = self.glossary.types().grammar.pointer.iter().any(|words| before.contains(words.as_str()));
            before.is_empty() || (!points && after.trim_matches(['.', '。', ',', ' ']).is_empty())
        };
        self.of(Fact::Deprecated).any(|phrase| {
            let holds = if phrase.trust == Trust::Label { marked(phrase) } else { said(phrase) };
            holds && !self.in_entry(phrase) && !self.is_conditional(phrase)
        })
    }

    /// What the values are; texts, where nothing says so.
    fn item(&self) -> Scalar {
        if self.subject.scalar == Scalar::Other { Scalar::Text } else { self.subject.scalar }
    }

    /// Whether the phrase speaks of a part of a format that the text describes: `{order} is the order and can be`, `the
    /// value of xx can be`.
    fn in_format(&self, phrase: &Phrase) -> bool {
        let before = tail(self.plain.get(..phrase.range.start).unwrap_or_default());
        let placeholder = before.trim_end().rsplit([' ', '"']).next().is_some_and(token::is_mask);
        placeholder || before.rsplit(['。', '\n', '|']).next().unwrap_or_default().contains('}')
    }

    /// Whether the name of another parameter stands right before the phrase, between Chinese words: `sort_key取值为`.
    fn is_of_another(&self, phrase: &Phrase) -> bool {
        let words = &self.glossary.phrases().words;
        let (before, own) = self.plain.split_at_checked(phrase.range.start).unwrap_or_default();
        let before = words.of_named.iter().find_map(|word| before.strip_suffix(word.as_str())).unwrap_or(before);
        let named = before.get(before.trim_end_matches(token::is_value_char).len()..).unwrap_or_default();
        // `tcp状态`: before other words than those for a value, a plain word may say of what kind it is.
        let of_value = || words.value_words.iter().any(|word| own.starts_with(word.as_str()));
        let is_name = named.len() > 1 && named.starts_with(|c: char| c.is_ascii_lowercase());
        own.starts_with(is_ideograph)
            && is_name
            && !named.eq_ignore_ascii_case(self.name)
            && (token::is_code(named) || of_value())
    }

    /// Whether a number has another unit than the field, as the text states it: `in ms; at least 1 minute`.
    fn is_in_other_unit(&self, unit: Option<&str>) -> bool {
        let mut stated = self.of(Fact::Unit).filter_map(|phrase| phrase.unit.as_deref()).peekable();
        unit.is_some_and(|unit| stated.peek().is_some() && !stated.any(|stated| stated == unit))
    }

    /// The values that the text names beside those that it lists or bounds: `it can also be 0`.
    fn added_values(&self) -> impl Iterator<Item = &str> {
        let after = self.of(Fact::Also).filter_map(|phrase| self.plain.get(phrase.range.end..));
        after.filter_map(token::value).map(|(value, _)| value)
    }

    fn adds_values(&self) -> bool {
        self.added_values().next().is_some()
    }

    /// The words of the phrase's sentence before it.
    fn sentence_before(&self, phrase: &Phrase) -> &str {
        let at = phrase.range.start;
        let nearest = tail(self.lower.get(..at).unwrap_or_default());
        let index = self.sentences.partition_point(|start| *start <= at);
        let sentence = index.checked_sub(1).and_then(|index| self.lower.get(*self.sentences.get(index)?..at));
        sentence.filter(|sentence| sentence.len() < nearest.len()).unwrap_or(nearest)
    }

    /// Whether the phrase stands in the meaning of a value (`- rate: the value cannot exceed 60`).
    fn in_entry(&self, phrase: &Phrase) -> bool {
        let before = tail(self.plain.get(..phrase.range.start).unwrap_or_default());
        let line = before.rsplit('\n').next().unwrap_or_default();
        let Some(bullet) = token::bullet(line) else { return false };
        // `- kind2: up to 60`: a code before the phrase is what it speaks of.
        let code = token::is_code(bullet.trim_end_matches(':'));
        let is_value = |bullet: &str| token::entry(bullet, self.glossary).is_some_and(|entry| entry.separated);
        // `- 0: all. - The ID of one: up to 36`: among values, what is said of a bullet is said of that case.
        let is_case = || bullet.contains(':') && self.plain.lines().filter_map(token::bullet).any(is_value);
        code || is_value(bullet) || is_case()
    }

    /// The text from a place up to the next label, as far as a list of values may reach.
    fn up_to_label(&self, from: usize) -> &str {
        const LONGEST: usize = 8_000;
        let later = self.labels.partition_point(|label| *label < from);
        let end = self.labels.get(later).copied().unwrap_or(self.plain.len()).min(from + LONGEST);
        let end = (from..=end).rev().find(|at| self.plain.is_char_boundary(*at)).unwrap_or(from);
        self.plain.get(from..end).unwrap_or_default()
    }

    /// The lines that are not bullets, cut where labels begin.
    fn segments(&self) -> impl Iterator<Item = &str> {
        let ends = self.labels.iter().copied().chain([self.plain.len()]);
        let parts = ends.scan(0, |from, end| Some(std::mem::replace(from, end)..end));
        let parts = parts.filter_map(|range| self.plain.get(range));
        parts.flat_map(str::lines).filter(|line| token::bullet(line).is_none())
    }

    /// Whether nothing follows where labels announce a list of values: the text ends, or its next label is of another fact.
    /// What is bounded may be all that labels of a range announce.
    fn announces_nothing(&self, bounded: bool) -> bool {
        let is_empty = |phrase: &Phrase| {
            self.up_to_label(phrase.range.end).trim_matches([' ', '\n', ':', '|', '.', '。']).is_empty()
        };
        let all_empty = |fact: Fact| {
            let mut labels = self.of(fact).filter(|phrase| phrase.trust == Trust::Label).peekable();
            labels.peek().is_some() && labels.all(is_empty)
        };
        all_empty(Fact::Enumeration) || (!bounded && all_empty(Fact::Values))
    }

    fn format(&self) -> Option<String> {
        // `{operator}:{time}`: the format is that of a part.
        if self.subject.scalar != Scalar::Text || self.subject.list || self.plain.contains("}:{") {
            return None;
        }
        let formats = [(Fact::DateTime, "date-time"), (Fact::Uuid, "uuid")];
        let found = formats.into_iter().find(|(fact, _)| self.states(*fact));
        // An offset without its colon, `+0800`, is none of that format.
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let found = found.filter(|_| !self.plain.split('+').skip(1).any(|offset| digits(offset) == 4));
        found.map(|(_, format)| format.to_owned())
    }
}

/// The words of the bullet that a phrase stands in, up to the phrase.
fn bullet_before<'t>(text: &'t str, phrase: &Phrase) -> Option<&'t str> {
    text.get(..phrase.range.start)?.rsplit('\n').next().and_then(token::bullet)
}

/// Whether a table stands in the text, which describes the parts of the value.
fn holds_table(text: &str) -> bool {
    ["|--", "| --", "|:--", "| :--"].iter().any(|ruler| text.contains(ruler))
}

/// The lines, blanks in them folded, empty ones left out.
fn folded_blanks(text: &str) -> String {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// `Value Range` on a line of its own, as scrapers leave a label in bold, has its colon again.
fn labels_with_colons(text: &str, glossary: &Glossary) -> String {
    let phrases = glossary.phrases();
    let (mut colons, mut lines, mut above) = (String::new(), text.lines().peekable(), "");
    // Whether the line above is a label, and whether it or the one above it is.
    let (mut is_label, mut answers) = (false, false);
    while let Some(line) = lines.next() {
        // `OPEN`, `DEFAULT`, `NONE` on lines of their own are values, and `default` below `email`, if that answers no label.
        let is_code = token::is_long_and_in_capitals;
        let is_small = |line: &str| line.len() > 1 && line.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_value = is_code(line) && (is_code(above) || lines.peek().is_some_and(|below| is_code(below)))
            || is_small(line) && is_small(above) && !answers;
        let was_label = std::mem::replace(&mut is_label, !is_value && phrases.is_label(line));
        answers = is_label || was_label;
        above = line;
        // `范围 :`: no blank stands between a Chinese label and its colon.
        for (nth, part) in line.split(" :").enumerate() {
            let parted = nth > 0 && !colons.ends_with(is_ideograph);
            colons.extend([if parted { " " } else { "" }, if nth > 0 { ":" } else { "" }, part]);
        }
        if lines.peek().is_some() {
            colons.push_str(if is_label { ":\n" } else { "\n" });
        }
    }
    colons
}

/// Full-width signs and odd dashes as ASCII; the ideographic comma and full stop stay what they are.
fn folded_width(text: &str) -> String {
    let fold = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{a0}' | '\u{202f}' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '﹣' | '→' => '-',
        '〜' | '∼' => '~',
        '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '`' | '「' | '」' => '"',
        '【' => '[',
        '】' => ']',
        other => other,
    };
    let (mut folded, mut opens) = (String::with_capacity(text.len()), false);
    for c in one_apostrophe(text).chars() {
        // `« a »`: French sets blanks inside its quotes.
        if c == '»' {
            folded.truncate(folded.trim_end().len());
        }
        if !(c.is_whitespace() && opens) {
            folded.push(fold(c));
            opens = c == '«';
        }
    }
    folded
}

#[cfg(test)]
mod tests;
