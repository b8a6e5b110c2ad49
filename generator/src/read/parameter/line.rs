//! A parameter that opens a line, with what stands on that line: `limit integer required`, `limit?: integer - how many`,
//! `limitintegerRequired`; and lines that hold nothing but facts of one. In goes a line, out comes what it says. Which
//! lines belong to one parameter is not decided here.

use super::{
    Parameter,
    marks::{bracketed, is_type, name, shown_value, without_dash},
};
use crate::{
    glossary::{Column, Glossary, form},
    page::Text,
};

/// What stands between facts.
const BETWEEN: [char; 7] = [' ', '\t', ',', ';', '|', '·', '•'];

/// A type has no more words.
const MOST_TYPE_WORDS: usize = 6;

/// The name of a structure with the word that makes it a type has no more words: `Boat object`.
const MOST_NAME_WORDS: usize = 2;

/// A name with its facts in one word has no more bytes: each way to cut it is tried.
const LONGEST_GLUED: usize = 64;

/// A word for yes or no of fewer bytes may be a value: `no`, `true`.
const SHORTEST_YES_NO: usize = 5;

/// What a line shows of the parameter that it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Opening {
    /// A type, a place, or whether it must be given.
    Facts,
    /// Words after a dash or colon.
    Words,
    /// Its name alone.
    Name,
}

impl Parameter {
    /// The parameter that a line names which holds nothing else.
    pub(in crate::read) fn named(line: &Text) -> Self {
        Self { name: line.content.trim().to_owned(), place: line.place, ..Self::default() }
    }

    /// The parameter that a line opens. `None` of a line that no name opens, or that goes on with other words.
    pub(in crate::read) fn of_line(line: &Text, glossary: &Glossary) -> Option<(Self, Opening)> {
        let content = line.content.as_str();
        // `state integer How it is. One of these:` leads to values, and is not a label.
        let labels = form::ends_label(content) && !content.contains(". ");
        if labels || opens_type(content, glossary) {
            return None;
        }
        if let Some(read) = Self::of_glued(line, glossary) {
            return Some((read, Opening::Facts));
        }
        let (name, rest) = name(content).filter(|(name, _)| !is_label(name, content, glossary))?;
        if is_assigned_call(rest) {
            return None;
        }
        // `limit *` is `limit*`.
        let starred = rest.trim_start().strip_prefix('*').filter(|_| rest.starts_with(' '));
        let rest = starred.unwrap_or(rest);
        let name = if starred.is_some() { format!("{name}*") } else { name.to_owned() };
        let name = name.as_str();
        let mut read = Self { name: name.to_owned(), place: line.place, ..Self::default() };
        let marked = line.marked.first().is_some_and(|marked| *marked == (0..name.len()));
        let shown = shown_value(rest);
        if let Some((kind, _)) = shown.filter(|(kind, _)| is_type(kind, glossary)) {
            kind.clone_into(&mut read.kind);
        }
        let rest = shown.map_or(rest, |(_, rest)| rest);
        let parted = without_dash(rest);
        let words = read.facts(parted.unwrap_or(rest), glossary);
        if !marked && is_sentence(content, &read.kind, glossary) {
            return None;
        }
        let after = without_dash(words);
        let told = after.unwrap_or(words).trim_start_matches(BETWEEN);
        // After brackets, words may open small: `limit (integer) how many`.
        let bracketed = rest.trim_start().starts_with('(') && told.len() < rest.len();
        let opens_words = told.is_empty()
            || marked
            || bracketed
            || after.is_some()
            || opens_default(told, glossary)
            || told.starts_with(|c: char| c.is_uppercase() || c == '{' || !c.is_ascii());
        if read.is_described() && opens_words && !are_heads(name, told, glossary) {
            read.words = line.rest_from(content.len() - told.len());
            read.trail(glossary);
            return Some((read, Opening::Facts));
        }
        if rest.trim().is_empty() {
            return Some((read, Opening::Name));
        }
        let words = parted.or_else(|| Some(rest).filter(|_| marked)).filter(|words| !words.trim().is_empty())?;
        let mut read = Self { name: name.to_owned(), place: line.place, ..Self::default() };
        read.words = line.rest_from(content.len() - words.len());
        read.trail(glossary);
        Some((read, Opening::Words))
    }

    /// Takes a line that holds nothing but facts: `string`, `required`, `integer | optional`, `Type: string`. Gives whether
    /// it is one; of any other nothing is taken.
    pub(in crate::read) fn take_facts(&mut self, line: &str, glossary: &Glossary) -> bool {
        let mut read = self.said();
        // Alone on its line, a short word says so too: `true`, `是`.
        if read.mandatory.is_empty() && glossary.yes_no(line).is_some() {
            line.clone_into(&mut self.mandatory);
            return true;
        }
        let rest = read.facts(line, glossary);
        let whole = rest.len() < line.len() && (rest.is_empty() || opens_default(rest, glossary));
        if !whole {
            read.labels(line, glossary);
        }
        let taken = (&read.location, &read.kind, &read.mandatory) != (&self.location, &self.kind, &self.mandatory);
        self.take(read);
        taken
    }

    /// Takes the facts that a text opens with; gives what follows them.
    fn facts<'t>(&mut self, text: &'t str, glossary: &Glossary) -> &'t str {
        let mut rest = text.trim_start_matches(BETWEEN);
        let mut after_brackets = false;
        loop {
            let before = self.said();
            let Some(after) = self.fact(rest, glossary) else { return rest };
            let after = after.trim_start_matches(BETWEEN);
            let bracketed = rest.starts_with('(');
            // A type that other words go on is one of them: `(optional) number of kites`.
            if after_brackets && !bracketed && after.starts_with(char::is_lowercase) {
                self.take(before);
                return rest;
            }
            after_brackets |= bracketed;
            rest = after;
        }
    }

    fn fact<'t>(&mut self, text: &'t str, glossary: &Glossary) -> Option<&'t str> {
        if let Some((group, after)) = bracketed(text) {
            let marks = self.marks(group, glossary).map(|()| after);
            let read = marks.or_else(|| self.choice(group, after, glossary));
            return read.or_else(|| self.marks_with_remarks(group, glossary).map(|()| after));
        }
        let ends = word_ends(text);
        let phrase = |end: &usize| text.split_at_checked(*end);
        if self.mandatory.is_empty()
            && let Some((said, after)) = ends.iter().take(2).rev().filter_map(phrase).find(|(said, _)| {
                let said = said.trim_end_matches(['.', '!']);
                let is_words = said.len() >= SHORTEST_YES_NO && said.starts_with(char::is_alphabetic);
                is_words && glossary.yes_no(said).is_some()
            })
        {
            said.trim_end_matches(['.', '!']).clone_into(&mut self.mandatory);
            return Some(after);
        }
        let (word, after) = phrase(ends.first()?)?;
        if let Some(rest) = self.glued(word, glossary) {
            return Some(if rest.is_empty() { after } else { rest });
        }
        if let Some(fact) = fact_before_words(word)
            && self.glued(fact, glossary).is_some_and(str::is_empty)
        {
            return text.get(fact.len()..);
        }
        if self.kind.is_empty()
            && let Some((kind, after)) = ends.iter().filter_map(phrase).find(|part| is_whole_type(*part, glossary))
        {
            kind.clone_into(&mut self.kind);
            return Some(after);
        }
        if self.location.is_empty() && glossary.column(word) == Some(Column::In) {
            return self.place(after.trim_start(), glossary);
        }
        if let Some(fact) = fact_before_words(word) {
            let slot = match () {
                () if self.kind.is_empty() && is_exact_type(fact, glossary) => Some(&mut self.kind),
                () if self.mandatory.is_empty() && glossary.yes_no(fact).is_some() => Some(&mut self.mandatory),
                () => None,
            };
            if let Some(slot) = slot {
                fact.clone_into(slot);
                return text.get(fact.len()..);
            }
        }
        (!self.kind.is_empty() && self.may_be_null(word, glossary)).then_some(after)
    }

    /// Takes the place that a text opens with, to which the word for yes or no may be glued: `path`, `pathrequired`.
    fn place<'t>(&mut self, text: &'t str, glossary: &Glossary) -> Option<&'t str> {
        let (word, after) = text.split_at_checked(*word_ends(text).first()?)?;
        let says = |said: &str| said.is_empty() || said.len() >= SHORTEST_YES_NO && glossary.yes_no(said).is_some();
        let mut parts = form::cuts(word).rev().filter(|(place, said)| glossary.place(place).is_some() && says(said));
        let (place, said) = parts.next()?;
        place.clone_into(&mut self.location);
        if !said.is_empty() {
            said.clone_into(&mut self.mandatory);
        }
        Some(after)
    }

    /// Takes several types in brackets, of which any will do, or a list of which: `(string | integer)[]`.
    fn choice<'t>(&mut self, group: &str, after: &'t str, glossary: &Glossary) -> Option<&'t str> {
        let parts: Vec<&str> = group.split('|').map(str::trim).collect();
        if !self.kind.is_empty() || !parts.iter().all(|part| is_exact_type(part, glossary)) {
            return None;
        }
        let list = after.strip_prefix("[]");
        self.kind = parts.join(" or ");
        if list.is_some() {
            self.kind = format!("list<{}>", self.kind);
        }
        Some(list.unwrap_or(after))
    }

    /// Takes a word that says that the value may be null, to which the word for yes or no may be glued: `nullable`,
    /// `nullablerequired`, and `nullnullable` after the sign that parts a type from `null`.
    fn may_be_null(&mut self, word: &str, glossary: &Glossary) -> bool {
        let Some((nullable, said)) = without_null(word, glossary) else { return false };
        let sound = said.is_empty() || said.len() >= SHORTEST_YES_NO && glossary.yes_no(said).is_some();
        if sound {
            self.kind = format!("{nullable} {}", self.kind);
            if !said.is_empty() {
                said.clone_into(&mut self.mandatory);
            }
        }
        sound
    }

    /// Takes facts that stand in one word: `stringrequired`, `integerdefault:20`, `stringnullable`; gives the label of a
    /// default among them with all that follows it.
    fn glued<'t>(&mut self, word: &'t str, glossary: &Glossary) -> Option<&'t str> {
        let halves = form::cuts(word).filter(|_| word.len() <= LONGEST_GLUED);
        for (kind, rest) in halves.filter(|(kind, _)| is_exact_type(kind, glossary)) {
            let said = rest.len() >= SHORTEST_YES_NO && glossary.yes_no(rest).is_some() && self.mandatory.is_empty();
            if self.kind.is_empty() && (said || opens_default(rest, glossary)) {
                kind.clone_into(&mut self.kind);
                if said {
                    rest.clone_into(&mut self.mandatory);
                }
                return Some(if said { "" } else { rest });
            }
            if self.kind.is_empty() && without_null(rest, glossary).is_some() {
                let before = self.said();
                kind.clone_into(&mut self.kind);
                if self.may_be_null(rest, glossary) {
                    return Some("");
                }
                self.take(before);
            }
        }
        None
    }

    /// A name with its facts glued to it: `limitintegerRequired`, `tagsarray of strings`, `idinteger in pathrequired`.
    pub(in crate::read) fn of_glued(line: &Text, glossary: &Glossary) -> Option<Self> {
        let content = line.content.trim();
        let word = content.split(char::is_whitespace).next().filter(|word| word.len() <= LONGEST_GLUED)?;
        form::cuts(word).filter(|(name, _)| form::is_identifier(name)).find_map(|(name, facts)| {
            let mut read = Self { name: name.to_owned(), place: line.place, ..Self::default() };
            let rest = if word.len() == content.len() {
                read.glued(facts, glossary)?
            } else {
                read.glued_to_words(facts, content.get(name.len()..)?, glossary)?
            };
            read.words = line.rest_from(line.content.len() - rest.len());
            Some(read)
        })
    }

    /// Takes facts that begin in a word to which a name is glued, and go on after it. A word may end as a type does; what
    /// goes on shows that this one does.
    fn glued_to_words<'t>(&mut self, word: &str, facts: &'t str, glossary: &Glossary) -> Option<&'t str> {
        glossary.types().plain_word(word.trim_end_matches(BETWEEN)).filter(|_| word.starts_with(char::is_lowercase))?;
        let rest = self.facts(facts, glossary);
        let label = rest.split(char::is_whitespace).next().filter(|label| glossary.divides_description(label));
        let shown = !self.location.is_empty() || self.kind.contains(' ') || label.is_some();
        let whole = rest.is_empty() || label.is_some() || opens_default(rest, glossary);
        (shown && whole && !self.kind.is_empty()).then_some(rest)
    }

    /// A name with its type glued to it, and nothing else: `statestring`. Any word may end so; others that say more have to
    /// show that types are glued here.
    pub(in crate::read) fn of_glued_type(line: &Text, glossary: &Glossary) -> Option<Self> {
        let word = line.content.trim();
        let mut cuts = form::cuts(word).filter(|_| word.len() <= LONGEST_GLUED);
        let is_type = |kind: &str| glossary.types().plain_word(kind).is_some() && kind.starts_with(char::is_lowercase);
        let (name, kind) = cuts.find(|(name, kind)| form::is_identifier(name) && is_type(kind))?;
        let (name, kind) = (name.to_owned(), kind.to_owned());
        Some(Self { name, kind, place: line.place, ..Self::default() })
    }
}

/// What a word opens with in small letters, to which the first word of a sentence is glued: `stringWhich kite.`
fn fact_before_words(word: &str) -> Option<&str> {
    let (fact, rest) = word.split_at_checked(word.find(|c: char| c.is_uppercase() || !c.is_ascii())?)?;
    let mut signs = rest.trim_end_matches([',', ':', '.']).chars();
    let opens = signs.next().is_some_and(char::is_uppercase) && signs.all(|c| c.is_lowercase() || c == '\'');
    (opens && rest != "Id").then_some(fact)
}

/// The word for what may be null that a word opens with, and what is glued to it; `null` may stand before it.
fn without_null<'t>(word: &'t str, glossary: &'t Glossary) -> Option<(&'t str, &'t str)> {
    let mut words = glossary.types().grammar.nullable.iter();
    words.find_map(|nullable| {
        let bare = word.strip_prefix("null").filter(|rest| rest.starts_with(nullable.as_str())).unwrap_or(word);
        Some((nullable.as_str(), bare.strip_prefix(nullable.as_str())?))
    })
}

/// Whether a line is a type, with which no name opens: `Array of kites |`, `String`.
fn opens_type(line: &str, glossary: &Glossary) -> bool {
    let line = line.trim_end_matches(BETWEEN);
    let word = line.split(char::is_whitespace).next().unwrap_or_default();
    let is_word = glossary.types().plain_word(word).is_some();
    is_word && (word.starts_with(char::is_uppercase) || word.len() < line.len() && is_type(line, glossary))
}

/// ` = store.open(`: whether what follows a name is what a program assigns to it.
fn is_assigned_call(rest: &str) -> bool {
    let called = rest.trim_start().strip_prefix("= ").and_then(|value| value.split_once('('));
    called.is_some_and(|(call, _)| call.contains('.') && !call.contains(char::is_whitespace))
}

/// Whether a line opens with the label of one thing that is said of a parameter, as `Default: 20` does.
fn is_label(name: &str, line: &str, glossary: &Glossary) -> bool {
    let rest = line.get(name.len()..).unwrap_or_default().trim_start();
    let labelled = rest.starts_with([':', '：']);
    let labels = glossary.column(name).is_some_and(|head| head != Column::Name) || glossary.divides_description(name);
    let capital = name.starts_with(char::is_uppercase);
    // `Returns: Array of kites` speaks of what a section is of.
    let names_section = labelled && capital && glossary.heading(name).is_some();
    names_section || labels && (labelled || capital && !rest.is_empty())
}

/// Whether a line is a sentence that says what a call does, and not a name with its type: `Returns a list of pets.`
fn is_sentence(line: &str, kind: &str, glossary: &Glossary) -> bool {
    let first = kind.split_whitespace().next().unwrap_or_default();
    let opens_with_type = first.is_empty() || glossary.types().plain_word(first).is_some();
    let is_written = line.starts_with(char::is_uppercase) && form::ends_sentence(line);
    !opens_with_type && is_written && glossary.order(line).action.is_some()
}

/// Whether a name and the words that would follow it are heads of columns in one line.
fn are_heads(name: &str, words: &str, glossary: &Glossary) -> bool {
    let first = words.split([' ', ',', ';', '|']).next().unwrap_or_default();
    glossary.column(name).is_some() && glossary.column(first).is_some()
}

/// Whether a text opens with the label of a default: `default: 20`.
fn opens_default(text: &str, glossary: &Glossary) -> bool {
    let label = text.split_once([':', '=']).map(|(label, _)| label);
    label.is_some_and(|label| glossary.column(label) == Some(Column::Default))
}

/// Where the first words of a text end.
fn word_ends(text: &str) -> Vec<usize> {
    let ends = text.char_indices().filter(|(_, c)| c.is_whitespace() || matches!(c, ',' | ';' | '|')).map(|(at, _)| at);
    let mut ends: Vec<usize> = ends.take(MOST_TYPE_WORDS).collect();
    if ends.len() < MOST_TYPE_WORDS && !text.is_empty() {
        ends.push(text.len());
    }
    ends
}

/// Whether the first part is a type that the second does not go on.
fn is_whole_type((kind, after): (&str, &str), glossary: &Glossary) -> bool {
    let next = after.split_whitespace().next().unwrap_or_default();
    let longer = format!("{kind} {next}");
    let grammar = &glossary.types().grammar;
    let goes_on = after.starts_with(' ')
        && (grammar.is_open(&longer)
            || grammar.closes(next)
            || next == "or"
            || next.starts_with(['<', '(', '[']) && is_type(&longer, glossary));
    is_exact_type(kind, glossary) && !grammar.is_open(kind) && !goes_on
}

/// Whether a text is a type without a slip of the pen: among words, `strong` is not a `string`, and `a boat object` does
/// not name a structure.
fn is_exact_type(text: &str, glossary: &Glossary) -> bool {
    let types = glossary.types();
    let is_word = text.chars().all(char::is_alphabetic);
    let lower = text.to_lowercase();
    let opens =
        || types.grammar.list_of.iter().chain(&types.grammar.map_of).any(|phrase| lower.starts_with(phrase.as_str()));
    let short = text.split_whitespace().count() <= MOST_NAME_WORDS && !text.contains(". ");
    is_type(text, glossary) && (!is_word || types.is_spelled(text)) && (short || text.contains(" or ") || opens())
}
