//! What a short text is, asked once: the columns that it could head, the section that it could open, yes or no, a type, a
//! status, a table's number, and its form. In: a line or a cell. Out: [`Signs`]. Which of them counts is decided by
//! whoever knows what stands around it.

use super::{
    Column, Glossary, Section, YesNo,
    form::{ends_sentence, ends_sentence_or_label, is_dash, is_identifier, item, opens_small},
    normalise,
};

/// Of longer texts only the form is asked.
const LONGEST: usize = 120;
/// No head of a column is longer.
const LONGEST_HEAD: usize = 48;
/// No heading is longer.
const LONGEST_HEADING: usize = 80;
/// A sentence of so many words can end as types do: `Indicates the list of objects.`
const LONGEST_TYPE: usize = 4;

/// What a short text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// The section that it names, all of it and nothing else.
    pub section: Option<Section>,
    /// What a column with this head holds.
    pub column: Option<Column>,
    /// The number that it opens with as captions do: `Table 3 ...`.
    pub table_number: Option<u32>,
    /// The HTTP status that it names.
    pub status: Option<u16>,
    /// Whether it is a word for yes or no.
    pub yes_no: Option<YesNo>,
    /// Whether it reads like a type.
    pub is_type: bool,
    /// Its form.
    pub form: Form,
    /// How many words it has, as far as it matters.
    pub words: usize,
    /// How many characters it has, as far as it matters.
    pub length: usize,
}

/// What a text is by its form alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// No words.
    #[default]
    Empty,
    /// Dashes.
    Dash,
    /// A name as members, headers and placeholders have it.
    Identifier,
    /// A sentence, or more than one.
    Sentence,
    /// An item of a list, with its bullet.
    Item,
    /// Other words.
    Words,
}

impl Form {
    fn of(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else if is_dash(text) {
            Self::Dash
        } else if item(text).is_some() {
            Self::Item
        } else if ends_sentence(text) || text.ends_with(['，', ',']) || text.contains(". ") || text.contains('。') {
            Self::Sentence
        } else if is_identifier(text) {
            Self::Identifier
        } else {
            Self::Words
        }
    }
}

impl Glossary {
    /// What a short text is.
    #[must_use]
    pub fn signs(&self, text: &str) -> Signs {
        let text = text.trim();
        let form = Form::of(text);
        let length = text.chars().take(LONGEST).count();
        let words = text.split_whitespace().take(LONGEST).count();
        if length == LONGEST || form == Form::Empty {
            return Signs { form, words, length, ..Signs::default() };
        }
        let bare = normalise(text);
        let heading = length <= LONGEST_HEADING && !ends_sentence(text);
        let told = words > LONGEST_TYPE && text.ends_with(['.', '。']);
        Signs {
            section: self.sections.get(&bare).copied().filter(|_| heading),
            column: self.columns.get(&bare).copied().filter(|_| heading && text.len() <= LONGEST_HEAD),
            table_number: self.table_label(text).map(|label| label.number),
            status: self.status(text),
            yes_no: self.yes_no.get(&bare).copied(),
            is_type: !told && self.looks_like_type(text),
            form,
            words,
            length,
        }
    }

    /// Whether a line is a caption of a table: numbered as captions are, and not a sentence.
    #[must_use]
    pub fn is_caption(&self, line: &str) -> bool {
        const LONGEST_CAPTION: usize = 300;
        line.len() < LONGEST_CAPTION
            && !line.contains('\n')
            && !ends_sentence_or_label(line)
            && self.table_label(line).is_some_and(|label| !label.rest.is_empty() || line.len() < LONGEST_HEADING)
    }

    /// The section that a label in running text opens: headings do not open with a small letter.
    #[must_use]
    pub fn label_section(&self, label: &str) -> Option<Section> {
        Some(label)
            .filter(|label| label.len() <= LONGEST_HEADING && !ends_sentence(label) && !opens_small(label))
            .and_then(|label| self.section(label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_asked_once_for_all_that_it_could_be() {
        let glossary = Glossary::builtin();
        let is = |text: &str| glossary.signs(text);
        assert_eq!(is("Parameter").column, Some(Column::Name));
        assert_eq!(is("请求参数").section, Some(Section::Request));
        assert_eq!(is("Table 3 Pets").table_number, Some(3));
        assert_eq!(is("Status code: 404").status, Some(404));
        assert_eq!(is("否").yes_no, Some(YesNo::No));
        assert!(is("Array of Pet objects").is_type);
        assert!(!is("Indicates the list of objects.").is_type, "a sentence");
        let forms = [
            ("", Form::Empty),
            ("-", Form::Dash),
            ("pet_id", Form::Identifier),
            ("The pet.", Form::Sentence),
            ("- a pet", Form::Item),
            ("a pet", Form::Words),
        ];
        for (text, form) in forms {
            assert_eq!(is(text).form, form, "{text}");
        }
        let long = "word ".repeat(LONGEST);
        assert_eq!((is(&long).section, is(&long).form), (None, Form::Words));
    }

    #[test]
    fn captions_are_numbered_and_no_sentences() {
        let glossary = Glossary::builtin();
        for (line, is) in [
            ("Table 1 Pets", true),
            ("表1 宠物", true),
            ("Table 1 lists the pets.", false),
            ("Table 1 Pets:", false),
            ("Pets", false),
        ] {
            assert_eq!(glossary.is_caption(line), is, "{line}");
        }
    }
}
