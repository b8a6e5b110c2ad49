//! What names a status or an outcome of a call: labels, sentences, headings of sections with a status after them. In: words
//! of a page. Out: the status.

use super::{Glossary, Outcome, Section, form, normalise, pattern::Patterns, remarked};

impl Glossary {
    /// The HTTP status that a label names: `Status code: 200`.
    pub(crate) fn status(&self, label: &str) -> Option<u16> {
        labelled(&self.status_labels, label).or_else(|| {
            let (_, remark) = remarked(label)?;
            form::leading_status(remark).filter(|_| self.section(label) == Some(Section::Response))
        })
    }

    /// The HTTP status that a label names among answers: `Code: 404`.
    pub(crate) fn status_of_answer(&self, label: &str) -> Option<u16> {
        self.status(label).or_else(|| labelled(&self.answer_labels, label))
    }

    /// Whether the words before a number in a sentence say that it is a status: `with HTTP status code`.
    pub(crate) fn leads_to_status(&self, before: &str) -> bool {
        let words = normalise(before.trim_end_matches(|c: char| !c.is_alphanumeric()));
        let is_said = |said: &String| {
            words.strip_suffix(said.as_str()).is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphanumeric()))
        };
        self.said_statuses.iter().any(is_said)
    }

    /// Whether the words after a number say that it is a status: `status with`.
    pub(crate) fn opens_with_status_word(&self, after: &str) -> bool {
        let words = normalise(after);
        let opens = |said: &String| {
            words.strip_prefix(said.as_str()).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        };
        self.said_statuses.iter().any(opens)
    }

    /// Whether a sentence speaks of another call, or of how this one was: `unlike the old call, which returns`.
    pub(crate) fn speaks_of_elsewhere(&self, before: &str) -> bool {
        let words = normalise(before);
        self.elsewhere.iter().any(|word| form::after_word(&words, word).is_some())
    }

    /// The status that a symbol of web frameworks stands for: `no_content`.
    pub(crate) fn status_of_symbol(&self, symbol: &str) -> Option<u16> {
        self.symbols.get(symbol).copied()
    }

    /// Whether members of these names make up the body of an error.
    pub(crate) fn are_of_error<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> bool {
        let names: Vec<String> = names.into_iter().map(|name| super::joined(name)).collect();
        names.iter().any(|name| self.error_members.contains(name))
            && names.iter().all(|name| self.error_members.contains(name) || self.error_companions.contains(name))
    }

    /// Whether a label names success or failure.
    pub(crate) fn outcome(&self, label: &str) -> Option<Outcome> {
        let words = normalise(label);
        let succeeds = self.success.contains(&words).then_some(Outcome::Success);
        succeeds.or_else(|| self.failure.contains(&words).then_some(Outcome::Failure))
    }

    /// The success that a sentence names: `204 No Content`.
    pub(crate) fn named_success(&self, sentence: &str) -> Option<u16> {
        let sentence = sentence.to_lowercase();
        self.successes.iter().find(|(phrase, _)| sentence.contains(phrase.as_str())).map(|(_, status)| *status)
    }
}

fn labelled(labels: &Patterns, label: &str) -> Option<u16> {
    let words: String = normalise(label).split_whitespace().collect();
    labels.fitting(&words).find_map(|(found, ())| found.number).and_then(form::status_of)
}
