//! The trade's words in each language, as data files: headings, column heads, yes and no, type
//! names, captions, phrases, parameters the client fills. A new language, vendor or heading is a
//! line of data. Nothing here knows a page's structure.

pub(crate) mod form;
mod furniture;
mod load;
mod meaning;
mod merge;
mod nearest;
mod normalise;
mod own;
mod pattern;
mod phrases;
mod plurals;
mod references;
mod rpc;
mod signs;
mod statuses;
mod titles;
mod traditional;
mod types;
mod yes_no;

pub(crate) use meaning::{Caption, Column, Outcome, Paging, Section, YesNo};
pub(crate) use normalise::{in_small_letters, is_ideograph, one_apostrophe};
pub(crate) use normalise::{normalise, one_width};
pub(crate) use phrases::{Fact, Phrase, PhraseWords, Phrases, Trust};
pub(crate) use rpc::Rpc;
pub(crate) use signs::{Form, Signs, TypeSign};
pub(crate) use titles::{Action, Count, Order};
pub(crate) use types::{TypeGrammar, TypeMeaning, TypeWord, Types};

use crate::call::{FilledBy, Place};
use pattern::Patterns;
use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

/// `Table 3 Response parameters`, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TableLabel<'a> {
    /// The number; of `Table 2-3` the last one.
    pub(crate) number: u32,
    /// The words after it.
    pub(crate) rest: &'a str,
}

/// All words of all languages.
#[derive(Debug, Default)]
pub struct Glossary {
    types: Types,
    phrases: Phrases,
    titles: titles::Titles,
    furniture: furniture::Furniture,
    plurals: plurals::Plurals,
    sections: HashMap<String, Section>,
    headings: Patterns<Section>,
    leads: Patterns<Section>,
    columns: HashMap<String, Column>,
    yes_no: HashMap<String, YesNo>,
    /// Heads under which the letters `O` and `X` stand for a circle and a cross.
    circled: HashSet<String>,
    none: HashSet<String>,
    description_labels: HashSet<String>,
    note_labels: HashSet<String>,
    nothing: Patterns,
    captions: Patterns<Caption>,
    table_labels: Vec<String>,
    status_labels: Patterns,
    answer_labels: Patterns,
    said_statuses: Vec<String>,
    elsewhere: Vec<String>,
    success: HashSet<String>,
    failure: HashSet<String>,
    path_labels: Vec<String>,
    method_labels: Vec<String>,
    asking: Patterns,
    overviews: Patterns,
    references: Vec<String>,
    parameter_words: HashSet<String>,
    deprecated_titles: Patterns,
    deprecated_folders: Patterns,
    deprecated_sentences: Patterns,
    client: HashMap<(Place, String), FilledBy>,
    hosts: HashSet<String>,
    error_members: HashSet<String>,
    error_companions: HashSet<String>,
    stand_ins: HashSet<String>,
    successes: Vec<(String, u16)>,
    symbols: HashMap<String, u16>,
    header_prefixes: Vec<String>,
    header_names: HashSet<String>,
    answered_headers: HashSet<String>,
    places: HashMap<String, Place>,
    located: Vec<(String, Place)>,
    media: Vec<(String, String)>,
    paging_names: HashSet<(String, Paging)>,
    paging_words: Vec<(String, Paging)>,
    rpc: Option<Rpc>,
}

impl Glossary {
    /// The words that come with the program.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Glossary> = OnceLock::new();
        BUILTIN.get_or_init(load::builtin)
    }

    /// A project's own words, or those that come with the program.
    #[must_use]
    pub fn or_builtin(own: Option<&Self>) -> &Self {
        own.unwrap_or_else(|| Self::builtin())
    }

    /// What a heading or label opens; numbers, case, width and a closing colon do not matter. Only
    /// whole, known words count, so that a bare line of running text opens nothing.
    pub(crate) fn section(&self, label: &str) -> Option<Section> {
        let known = |words: &str| self.sections.get(words).copied();
        let is_format = |remark: &str| self.place(remark) == Some(Place::Body) || form::is_media_type(remark);
        by_words(label, known).or_else(|| before_remark(label, known, is_format))
    }

    /// What a heading opens that is surely one (by markup): headings may go on with words of their own.
    pub(crate) fn heading(&self, heading: &str) -> Option<Section> {
        let known = |words: &str| self.sections.get(words).copied().or_else(|| self.headings.first(words));
        by_words(heading, known).or_else(|| before_remark(heading, known, |_| true))
    }

    /// What the code after a sentence shows, by the words of the sentence. One that speaks of the answer leads to it,
    /// though it speaks of the request as well.
    pub(crate) fn led_to(&self, sentence: &str) -> Option<Section> {
        let words = normalise(sentence);
        let leads_to = |wanted: &Section| self.leads.fitting(&words).any(|(_, section)| section == wanted);
        let led_to = [Section::ResponseExample, Section::RequestExample].into_iter().find(leads_to);
        led_to.or_else(|| self.asks(sentence).then_some(Section::RequestExample))
    }

    /// What a column with this head holds.
    pub(crate) fn column(&self, head: &str) -> Option<Column> {
        let words = normalise(head);
        let words = if words.contains("(s)") { words.replace("(s)", "s") } else { words };
        let known = self.columns.get(&words).copied();
        known.or_else(|| self.is_choice(&words).then_some(Column::Mandatory)).or_else(|| self.joined_column(&words))
    }

    /// `Description / Notes`, `Type and description`: two heads for one column of running text.
    fn joined_column(&self, head: &str) -> Option<Column> {
        const LONGEST: usize = 48;
        if head.len() > LONGEST {
            return None;
        }
        let is_joint = |word: &&str| self.phrases.words.and.iter().any(|and| and == word);
        let (left, right) = head.split_once('/').or_else(|| {
            let joint = head.split(' ').skip(1).find(is_joint)?;
            let at = head.find(&format!(" {joint} "))?;
            Some((head.get(..at)?, head.get(at + joint.len() + 2..)?))
        })?;
        let (left, right) = (*self.columns.get(left.trim())?, *self.columns.get(right.trim())?);
        (left == Column::Description || right == Column::Description).then_some(Column::Description)
    }

    /// Whether a text is a word for nothing: `N/A`, `None`, `-`.
    pub(crate) fn is_none(&self, text: &str) -> bool {
        self.none.contains(&normalise(text))
    }

    /// Whether a line is a label that divides a description into blocks: `Definition`, `Range`, `Default Value`.
    pub(crate) fn divides_description(&self, label: &str) -> bool {
        self.description_labels.contains(&normalise(label))
    }

    /// What a note says after its label, which ends at a colon or with the line: `Note: ...`.
    pub(crate) fn note<'a>(&self, text: &'a str) -> Option<&'a str> {
        let text = text.trim();
        let end = text.find(['\n', ':', '：']).unwrap_or(text.len());
        let (label, said) = text.split_at_checked(end)?;
        self.note_labels.contains(&normalise(label)).then(|| said.trim_start_matches(['\n', ':', '：', ' ']))
    }

    /// Whether a text says, in a word or a sentence, that there are no parameters or no body.
    pub(crate) fn says_nothing(&self, text: &str) -> bool {
        self.is_none(text) || self.nothing.fit(&normalise(text))
    }

    /// What a caption, without its number, says of its table.
    pub(crate) fn caption(&self, caption: &str) -> Option<Caption> {
        by_words(caption, |words| self.captions.first(words))
    }

    /// The number that a caption or reference opens with: `Table 3 ...`.
    pub(crate) fn table_label<'a>(&self, text: &'a str) -> Option<TableLabel<'a>> {
        let text = text.trim_start();
        let after = self.table_labels.iter().find_map(|label| form::strip_prefix_ignoring_case(text, label))?;
        let after = after.trim_start();
        let length = after.find(|c: char| !c.is_ascii_digit() && !"-.".contains(c)).unwrap_or(after.len());
        let (digits, rest) = after.split_at_checked(length)?;
        let number = digits.rsplit(['-', '.']).find_map(|part| part.parse().ok())?;
        Some(TableLabel { number, rest: rest.trim_start_matches([':', '：']).trim() })
    }

    /// The numbers of the tables that a text refers to, in order.
    pub(crate) fn table_numbers(&self, text: &str) -> Vec<u32> {
        let mut heads = [false; 256];
        for head in self.table_labels.iter().filter_map(|label| label.bytes().next()) {
            for case in [head.to_ascii_lowercase(), head.to_ascii_uppercase()] {
                heads.get_mut(usize::from(case)).into_iter().for_each(|head| *head = true);
            }
        }
        let is_head = |byte: u8| heads.get(usize::from(byte)).copied().unwrap_or_default();
        let begins = |at: &usize| {
            let rest = text.get(*at..).filter(|_| !word_before(text, *at));
            rest.is_some_and(|rest| !rest.starts_with(char::is_whitespace))
        };
        let starts = text.bytes().enumerate().filter(|(_, byte)| is_head(*byte)).map(|(at, _)| at);
        let mut numbers: Vec<u32> = Vec::new();
        for at in starts.filter(begins) {
            let label = text.get(at..).and_then(|rest| self.table_label(rest));
            numbers.extend(label.map(|label| label.number).filter(|number| !numbers.contains(number)));
        }
        numbers
    }

    /// What follows a label for the path, without a host that lacks its scheme: `PATH: /v1/pets`.
    pub(crate) fn after_path_label<'a>(&self, line: &'a str) -> Option<&'a str> {
        after_label(&self.path_labels, line).map(form::without_bare_host)
    }

    /// What follows a label for the method: `Method: POST`.
    pub(crate) fn after_method_label<'a>(&self, line: &'a str) -> Option<&'a str> {
        after_label(&self.method_labels, line)
    }

    /// Whether a sentence says what is requested.
    pub(crate) fn asks(&self, sentence: &str) -> bool {
        self.asking.fit(&normalise(sentence))
    }

    /// Whether a heading is the plural of one of a request line: `Endpoints`.
    pub(crate) fn heads_request_lines(&self, heading: &str) -> bool {
        let words = normalise(heading);
        let (before, last) = words.rsplit_once(' ').unwrap_or(("", words.as_str()));
        let one = format!("{before} {}", self.singular(last));
        one.trim() != words && self.heading(one.trim()) == Some(Section::Uri)
    }

    /// Whether a title is that of a page which lists what others describe.
    pub(crate) fn is_overview(&self, title: &str) -> bool {
        self.overviews.fit(&normalise(title))
    }

    /// Whether a title says that its operation is deprecated.
    pub(crate) fn deprecated_title(&self, title: &str) -> bool {
        self.deprecated_titles.fit(&normalise(title))
    }

    /// Whether a folder's name says that its pages are deprecated.
    pub(crate) fn deprecated_folder(&self, folder: &str) -> bool {
        self.deprecated_folders.fit(&normalise(folder))
    }

    /// Whether a text says of its operation that it is deprecated.
    pub(crate) fn deprecated_sentence(&self, text: &str) -> bool {
        self.deprecated_sentences.fit(&normalise(text))
    }

    /// What of the client fills the parameter of this name.
    pub(crate) fn client(&self, place: Place, name: &str) -> Option<FilledBy> {
        self.client.get(&(place, joined(name))).copied()
    }

    /// Whether a row of this name speaks of the host and not of a parameter.
    pub(crate) fn is_host(&self, name: &str) -> bool {
        self.hosts.contains(&joined(name))
    }

    /// Whether a name is a header's wherever it stands.
    pub(crate) fn is_header(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let known =
            if name.contains('-') { self.header_names.contains(&lower) } else { self.header_names.contains(name) };
        known
            || form::is_header_name(name)
            || self.header_prefixes.iter().any(|prefix| lower.starts_with(prefix.as_str()))
    }

    /// Whether a member of an answer with this name is a header.
    pub(crate) fn is_answered_header(&self, name: &str) -> bool {
        self.is_header(name) || self.answered_headers.contains(name)
    }

    /// Whether a part of a path stands for a name, though no braces say so.
    pub(crate) fn is_stand_in(&self, part: &str) -> bool {
        self.stand_ins.contains(part)
    }

    /// Whether a word stands for a value: `string`, `xxx`, `***`. It shows no type, and it is not a constant.
    pub(crate) fn is_placeholder(&self, text: &str) -> bool {
        let text = text.trim();
        let same = |letters: &[char]| !text.is_empty() && text.chars().all(|c| letters.contains(&c));
        self.types.names.placeholders.contains(&text.to_ascii_lowercase())
            || same(&['x', 'X'])
            || same(&['*'])
            || (text.starts_with('{') && text.ends_with('}'))
            || (text.starts_with('<') && text.ends_with('>'))
    }

    /// Where a cell of an `in` column says its parameter travels.
    pub(crate) fn place(&self, cell: &str) -> Option<Place> {
        self.places.get(&normalise(cell)).copied()
    }

    /// Where a description says that its parameter travels.
    pub(crate) fn said_place(&self, description: &str) -> Option<Place> {
        let description = description.to_lowercase();
        self.located.iter().find(|(phrase, _)| description.contains(phrase.as_str())).map(|(_, place)| *place)
    }

    /// Whether a parameter or field of this name has this to do with pages.
    pub(crate) fn is_paging(&self, meaning: Paging, name: &str) -> bool {
        self.paging_names.contains(&(joined(name), meaning))
    }

    /// Whether a parameter of this name asks for a page.
    pub(crate) fn asks_for_page(&self, name: &str) -> bool {
        [Paging::Offset, Paging::Page, Paging::Size, Paging::Marker].iter().any(|asked| self.is_paging(*asked, name))
    }

    /// Whether a description says this of a parameter or field.
    pub(crate) fn says_paging(&self, meaning: Paging, doc: &str) -> bool {
        let doc = doc.to_lowercase();
        self.paging_words.iter().any(|(words, known)| *known == meaning && doc.contains(words.as_str()))
    }

    /// How operations are called whose pages state no request line.
    pub(crate) fn rpc(&self) -> Option<&Rpc> {
        self.rpc.as_ref()
    }

    /// The media type other than JSON that a text names.
    pub(crate) fn media(&self, text: &str) -> Option<&str> {
        let text = text.to_lowercase();
        self.media.iter().find(|(word, _)| text.contains(word.as_str())).map(|(_, media)| media.as_str())
    }
}

/// What the words of a heading open before a remark that is allowed; a status stands after those of an answer only.
fn before_remark(
    heading: &str,
    known: impl Fn(&str) -> Option<Section>,
    is_allowed: impl Fn(&str) -> bool,
) -> Option<Section> {
    let (words, remark) = remarked(heading)?;
    let is_status = form::leading_status(remark).is_some();
    let answers = |section: &Section| matches!(section, Section::Response | Section::ResponseExample);
    by_words(words, known).filter(|section| if is_status { answers(section) } else { is_allowed(remark) })
}

/// A heading's words, and what stands after them in brackets, as a status or as a media type: `Body (JSON)`, `Resposta 201`,
/// `Body application/json`.
fn remarked(heading: &str) -> Option<(&str, &str)> {
    let heading = heading.trim_end_matches([':', '：', ' ']);
    let in_brackets = heading.strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（']));
    let is_remark = |word: &str| form::status(word).is_some() || form::is_media_type(word);
    let last_word = || heading.rsplit_once(' ').filter(|(_, word)| is_remark(word));
    let (words, remark) = in_brackets.or_else(last_word)?;
    (!words.trim().is_empty()).then(|| (words.trim_end(), remark.trim()))
}

/// Whether two names differ only in case, dashes and underscores.
pub(crate) fn same_name(left: &str, right: &str) -> bool {
    letters(left).eq(letters(right))
}

/// A name without what its spellings differ in.
pub(crate) fn joined(name: &str) -> String {
    letters(name).collect()
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase)
}

/// What the words of a label mean; if nothing, what they do without dashes: `Query-parameters`.
fn by_words<T>(label: &str, meaning: impl Fn(&str) -> Option<T>) -> Option<T> {
    let words = normalise(label);
    meaning(&words).or_else(|| words.contains('-').then(|| meaning(&words.replace('-', " "))).flatten())
}

fn after_label<'a>(labels: &[String], line: &'a str) -> Option<&'a str> {
    let (label, rest) = line.split_once([':', '：'])?;
    let label = normalise(label);
    labels.contains(&label).then(|| rest.trim())
}

/// Whether the byte before `at` belongs to a Latin word, so that `stable 3` is not a `table 3`.
fn word_before(text: &str, at: usize) -> bool {
    at.checked_sub(1).and_then(|before| text.as_bytes().get(before)).is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests;
