//! The words of a language that qualify phrases and values: data, and the questions that only the data answer.

use super::word_set::WordSet;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Words that qualify phrases and values.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PhraseWords {
    /// Before a phrase: it holds sometimes only.
    pub(crate) condition: WordSet,
    /// In a sentence: it advises, and limits nothing.
    pub(crate) advice: WordSet,
    /// Before rules that hold only if a caller asks for the check.
    pub(crate) on_demand: WordSet,
    /// Right before a phrase: it denies what the phrase states.
    pub(crate) not: Vec<String>,
    /// Words that begin as a condition or a contrast does and are none.
    pub(crate) no_condition: Vec<String>,
    /// A sentence that begins with one of these, up to a comma, speaks of a case.
    pub(crate) case: Vec<String>,
    /// Right before a phrase: what stands before it is a case.
    pub(crate) case_end: Vec<String>,
    /// A sentence that begins with one of these speaks of a case, or of a sample.
    pub(crate) case_start: Vec<String>,
    /// With these the condition is that nothing is sent.
    pub(crate) absent: WordSet,
    /// Before a count of items: it counts those of something inside.
    pub(crate) each: WordSet,
    /// Between the two ends of a range.
    pub(crate) span: Vec<String>,
    /// After a phrase: it speaks of something else.
    pub(crate) contrast: Vec<String>,
    /// Words that are not values.
    pub(crate) no_value: Vec<String>,
    /// Words after a phrase of defaults that describe what is taken.
    pub(crate) no_default: Vec<String>,
    /// Words before a colon that are not values.
    pub(crate) no_key: Vec<String>,
    /// Those that label a paragraph in capitals as well.
    pub(crate) capital_label: Vec<String>,
    /// Words that stand in a list for values that it does not name.
    pub(crate) nameless: Vec<String>,
    /// What such a list calls the text without characters.
    pub(crate) empty_text: Vec<String>,
    /// Words before bullets or codes that explain the parts of a value.
    pub(crate) structure: WordSet,
    /// Between the name of a parameter and a phrase: the phrase speaks of that parameter.
    pub(crate) of_named: Vec<String>,
    /// Words for a value that phrases begin with.
    pub(crate) value_words: Vec<String>,
    /// Words that say that the value has a format.
    pub(crate) format: Vec<String>,
    /// The end of a line before bullets that are samples.
    pub(crate) sample: Vec<String>,
    /// After a default value.
    pub(crate) taken: Vec<String>,
    /// `(default)` after a value.
    pub(crate) default_mark: Vec<String>,
    /// `X indicates ...`.
    pub(crate) means: WordSet,
    /// Units of numbers: what each is called.
    pub(crate) units: BTreeMap<String, Vec<String>>,
    /// Words that templates call by the name of their list: `{characters}`.
    pub(crate) lists: BTreeMap<String, Vec<String>>,
    /// What joins the last two of a list.
    pub(crate) and: Vec<String>,
    /// After the last value that a text names, where there are more.
    pub(crate) open_end: Vec<String>,
    /// Words that say that the text holds several values, with a sign between them.
    pub(crate) joined: Vec<String>,
    /// After the last value of a list: the unit of all values follows.
    pub(crate) in_unit: Vec<String>,
    /// What may follow the last value of a list.
    pub(crate) list_end: Vec<String>,
    /// In a phrase of the only value: what is supported may be something else than the value.
    pub(crate) supported: Vec<String>,
    /// Words for what such a value is.
    pub(crate) kind: Vec<String>,
    /// What may follow the only value.
    pub(crate) only_end: Vec<String>,
    /// Before a length: it is that of something which the text is not.
    pub(crate) no_length: Vec<String>,
    /// The value is a count of what is counted.
    pub(crate) count: WordSet,
    /// What stands before a value in its bullet.
    pub(crate) value_lead: Vec<String>,
    /// The count of the values before it, with whatever is counted.
    pub(crate) list_count: Vec<String>,
    /// Beginnings of values that hold a slash.
    pub(crate) with_slash: Vec<String>,
    /// Words that speak of a bound.
    pub(crate) bound_hints: Vec<String>,
    /// Words that speak of values.
    pub(crate) value_hints: Vec<String>,
    /// Words that speak of a default.
    pub(crate) default_hints: Vec<String>,
    /// Words that speak of how a value is written.
    pub(crate) form_hints: Vec<String>,
}

impl PhraseWords {
    /// Whether a text begins as a condition or a contrast does, and is none.
    pub(crate) fn begins_no_condition(&self, text: &str) -> bool {
        self.no_condition.iter().any(|word| text.starts_with(word.as_str()))
    }

    /// Whether a text speaks of a condition.
    pub(crate) fn speaks_of_condition(&self, text: &str) -> bool {
        let mut found = self.condition.find(text);
        found.any(|(_, range)| text.get(range.start..).is_some_and(|rest| !self.begins_no_condition(rest)))
    }

    /// The words of a list that templates call by its name.
    pub(crate) fn list(&self, name: &str) -> &[String] {
        self.lists.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Names and sentences of fields that are never printed.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SecretWords {
    /// Ends of names.
    pub(crate) names: Vec<String>,
    /// Ends of names that are none.
    pub(crate) not_names: Vec<String>,
    /// Whole first sentences.
    pub(crate) prose: Vec<String>,
}
