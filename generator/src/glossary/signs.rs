//! What a short text is, asked once: yes or no, a type, the label of a block of a description, and its form; and what it
//! can head or open. In: a line or a cell. Out: [`Signs`]. Which of them counts is decided by whoever knows what stands
//! around it.

use super::{
    Column, Glossary, Section, TypeMeaning, TypeWord, YesNo,
    form::{ends_sentence, ends_sentence_or_label, is_dash, is_identifier, item, opens_small},
    normalise,
};

/// Of longer texts only the form is asked.
const LONGEST: usize = 120;
/// No head of a column is longer.
const LONGEST_HEAD: usize = 48;
/// No heading is longer.
const LONGEST_HEADING: usize = 80;
/// No cell that says when a parameter must be given is longer.
const LONGEST_CONDITION: usize = 40;
/// A sentence of more words can end as types do: `Indicates the list of objects.`
const LONGEST_TYPE: usize = 4;

/// What a short text is, as the cell of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// Whether it is a word for yes or no.
    pub(crate) yes_no: Option<YesNo>,
    /// Whether it opens or ends with a word for yes or no, beside the words of a condition.
    pub(crate) yes_no_if: bool,
    /// Whether it reads like a type.
    pub(crate) ty: TypeSign,
    /// Whether it is a word for where a parameter travels.
    pub(crate) place: bool,
    /// Whether it is a label that divides a description into blocks.
    pub(crate) divides: bool,
    pub(crate) form: Form,
    /// How many words it has, as far as it matters.
    pub(crate) words: usize,
    /// How many characters it has, as far as it matters.
    pub(crate) length: usize,
}

/// Whether a text reads like a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TypeSign {
    /// No.
    #[default]
    None,
    /// By its last words alone, as a description can: `Variable list`.
    Ends,
    /// From its first word on.
    Whole,
}

/// What a text is by its form alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    /// No words.
    #[default]
    Empty,
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
    /// `limit (optional)`: a name, and whether it must be given.
    fn is_marked_name(&self, text: &str) -> bool {
        let marked = text.strip_suffix(')').and_then(|text| text.split_once(" ("));
        marked.is_some_and(|(name, mark)| is_identifier(name) && self.yes_no(mark).is_some())
    }

    /// What a short text is.
    pub(crate) fn signs(&self, text: &str) -> Signs {
        let text = text.trim();
        let form = if self.is_marked_name(text) { Form::Identifier } else { Form::of(text) };
        let length = text.chars().take(LONGEST).count();
        let words = text.split_whitespace().take(LONGEST).count();
        if length == LONGEST || form == Form::Empty {
            return Signs { yes_no_if: self.leading_yes_no(text).is_some(), form, words, length, ..Signs::default() };
        }
        let bare = normalise(text);
        let told = text.ends_with('。') || (words > LONGEST_TYPE && text.ends_with('.'));
        // A sentence that ends so describes when the parameter must be given.
        let is_condition = form != Form::Sentence && length <= LONGEST_CONDITION && !text.contains(['，', ',']);
        let first = text.split_whitespace().next().unwrap_or(text);
        let ty = match !told && self.looks_like_type(text) {
            true if words < 2 || self.looks_like_type(first) => TypeSign::Whole,
            true => TypeSign::Ends,
            false => TypeSign::None,
        };
        Signs {
            yes_no: self.yes_no.get(&bare).copied(),
            yes_no_if: self.leading_yes_no(text).is_some() || (is_condition && self.trailing_yes_no(text).is_some()),
            ty,
            place: self.places.contains_key(&bare),
            divides: !opens_small(text) && self.description_labels.contains(&bare),
            form,
            words,
            length,
        }
    }

    /// Whether a text is the type of a structure and could name nothing: `Object`, `Array of strings`.
    pub(crate) fn names_structure(&self, text: &str) -> bool {
        text.starts_with(|c: char| c.is_ascii_uppercase()) && self.names_structure_in_any_case(text)
    }

    /// The same of `object` too, which is the name of some parameters.
    pub(crate) fn names_structure_in_any_case(&self, text: &str) -> bool {
        let structured =
            |word: &TypeWord| matches!(word.means, TypeMeaning::Object | TypeMeaning::List | TypeMeaning::Map);
        !ends_sentence(text)
            && (self.types().plain_word(text).is_some_and(structured)
                || text.contains(' ') && self.looks_like_type(text) && {
                    let grammar = &self.types().grammar;
                    let text = text.to_lowercase();
                    grammar.list_of.iter().any(|phrase| text.starts_with(phrase.as_str()))
                        || grammar.object_after.iter().any(|phrase| text.ends_with(phrase.as_str()))
                })
    }

    /// What a column holds that a text heads: heads are short, and not sentences. Marks of bold around it do not matter.
    pub(crate) fn head(&self, text: &str) -> Option<Column> {
        let text = text.trim_matches('*').trim();
        Some(text).filter(|text| text.len() <= LONGEST_HEAD && !ends_sentence(text)).and_then(|text| self.column(text))
    }

    /// Whether a line is a caption of a table: numbered as captions are, and not a sentence.
    pub(crate) fn is_caption(&self, line: &str) -> bool {
        const LONGEST_CAPTION: usize = 300;
        const MOST_CAPTION_LINES: usize = 5;
        line.len() < LONGEST_CAPTION
            && line.lines().count() <= MOST_CAPTION_LINES
            && !ends_sentence_or_label(line)
            && self.table_label(line).is_some_and(|label| !label.rest.is_empty() || line.len() < LONGEST_HEADING)
    }

    /// The section that a line opens, all of it and nothing else: headings are short, and not sentences.
    pub(crate) fn line_section(&self, line: &str) -> Option<Section> {
        Some(line)
            .filter(|line| line.len() <= LONGEST_HEADING && !ends_sentence(line))
            .and_then(|line| self.section(line))
    }

    /// Whether a line breaks off within a word of a label that opens a section, by more than the sign of a plural.
    pub(crate) fn begins_heading(&self, line: &str) -> bool {
        const SHORTEST: usize = 4;
        let words = normalise(line);
        let breaks = |label: &String| {
            let rest = label.strip_prefix(words.as_str()).unwrap_or_default();
            rest.bytes().take_while(u8::is_ascii_alphabetic).count() > 1
        };
        words.len() >= SHORTEST
            && line.trim_end().ends_with(|c: char| c.is_ascii_alphabetic())
            && !self.sections.contains_key(&words)
            && self.column(line).is_none()
            && self.sections.keys().any(breaks)
    }

    /// The section that a label among other words opens: headings do not open with a small letter.
    pub(crate) fn label_section(&self, label: &str) -> Option<Section> {
        Some(label).filter(|label| !opens_small(label)).and_then(|label| self.line_section(label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_asked_once_for_all_that_it_could_be() {
        let glossary = Glossary::builtin();
        let is = |text: &str| glossary.signs(text);
        assert_eq!(is("否").yes_no, Some(YesNo::No));
        assert!(is("Yes, unless the pet is asleep").yes_no_if && is("pets非空时必选").yes_no_if);
        assert!(!is("带宠物时必填。").yes_no_if, "a sentence");
        assert!(!is("可选的宠物").yes_no_if && !is("how many are required to go").yes_no_if);
        let types = [
            ("Array of Pet objects", TypeSign::Whole),
            ("Pet list", TypeSign::Ends),
            ("Indicates the list of objects.", TypeSign::None),
            ("宠物列表。", TypeSign::None),
        ];
        for (text, ty) in types {
            assert_eq!(is(text).ty, ty, "{text}");
        }
        assert!(is("Default Value").divides && !is("range").divides, "names open with small letters");
        assert_eq!((glossary.head("**Parameter**"), glossary.head("Parameter.")), (Some(Column::Name), None));
        assert_eq!(glossary.label_section("请求参数"), Some(Section::Request));
        assert_eq!(glossary.label_section("request"), None, "a name");
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
