//! Bullets that no phrase announces: the first run of them in which each is a value.

use super::{
    Prose, Scalar,
    conditions::sentence_of,
    keys::is_number,
    lists::{distinct, is_no_value, names_none, values_of},
    token::{self, Entry, is_code},
};
use crate::glossary::{Fact, Trust, in_small_letters, is_ideograph};

/// One of so many bullets may be a word that labels paragraphs elsewhere.
const MOST_LABELS: usize = 4;

/// The first run of bullets, or of lines that begin with a code in capitals, or a Latin word with a Chinese meaning, in which each is a value, most with a meaning or all without.
pub(super) fn read(prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    let mut before = "";
    let mut open = false;
    let mut samples = false;
    for line in prose.plain.lines() {
        let Some(item) = token::bullet(line).or_else(|| code_with_meaning(line, prose)) else {
            open = false;
            before = line;
            continue;
        };
        if !open {
            samples = announces_samples(before, prose) || is_condition(before, prose) || is_structure(before, prose);
            runs.push(Vec::new());
            open = true;
        }
        if let Some(run) = runs.last_mut().filter(|_| !samples) {
            run.push(item);
        }
    }
    let read = |run: &Vec<&str>| {
        let entries =
            run_of_values(run, prose).or_else(|| run_of_meanings(run, prose)).or_else(|| run_of_spaced(run, prose))?;
        Some(distinct(entries)).filter(|entries| entries.len() >= 2)
    };
    runs.iter().find_map(read)
}

fn run_of_values(run: &[&str], prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let items: Vec<&str> = run.iter().copied().filter(|item| !names_none(item, prose)).collect();
    // Among values a word that labels paragraphs elsewhere is one: `- ip: by address`, `- url: by URL`.
    let labels = items.iter().filter(|item| values_of(item, prose).is_none()).count();
    let label = |item: &&str| {
        let entry = token::after_small_letters(item).filter(|_| labels * MOST_LABELS <= items.len())?;
        let opens = |word: &String| entry.value.eq_ignore_ascii_case(word);
        (!prose.glossary.phrases().words.capital_label.iter().any(opens)).then(|| vec![entry])
    };
    let entries: Option<Vec<Vec<Entry>>> =
        items.iter().map(|item| values_of(item, prose).or_else(|| label(item))).collect();
    let entries: Vec<Entry> = entries?.into_iter().flatten().collect();
    let separated = entries.iter().filter(|entry| entry.separated).count();
    let stray = |entry: &Entry| is_no_value(&entry.value, prose) && !entry.separated;
    let known = |entry: &Entry| entry.separated || is_code(&entry.value) || separated == 0;
    let strays = entries.iter().filter(|entry| is_no_value(&entry.value, prose)).count();
    let all_known = entries.iter().all(known) && !entries.iter().any(stray) && strays * 2 < entries.len().max(1);
    // Bullets that say what the values are in each of several cases are not values.
    let cases = entries.iter().filter(|entry| states_values(&entry.doc, Trust::Label, prose).is_some()).count();
    (entries.len() >= 2 && all_known && cases * 2 < entries.len()).then_some(entries)
}

/// `the whole group: GROUP`, `yes, the value is "1"`: the meaning before the value.
fn run_of_meanings(run: &[&str], prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let turned = |item: &&str| {
        let (start, end) =
            states_values(item, Trust::Prose, prose).or_else(|| item.find(':').map(|at| (at, at + 1)))?;
        let (doc, value) = (item.get(..start)?.trim().trim_end_matches(','), item.get(end..)?);
        let value = value.trim().trim_end_matches(['.', '。', ';', ',']);
        let quoted = value.starts_with('"');
        let (value, rest) = token::value(value)?;
        let means = rest.is_empty() && (is_code(value) || quoted) && !is_code(doc) && !doc.is_empty();
        means.then(|| Entry::meaning(value, doc))
    };
    let entries: Option<Vec<Entry>> = run.iter().map(turned).collect();
    entries.filter(|entries| entries.len() >= 2)
}

/// `ON 开启`: a blank between each code and its Chinese meaning. Without a label of values, the meanings are short: notes
/// begin with the name of a product as well.
fn run_of_spaced(run: &[&str], prose: &Prose<'_>) -> Option<Vec<Entry>> {
    const LONGEST: usize = 10;
    let labelled = [Fact::Values, Fact::Enumeration].into_iter().any(|fact| prose.of(fact).next().is_some());
    let spaced = |item: &&str| {
        let (code, meaning) = item.split_once(' ')?;
        let meaning = meaning.trim().trim_end_matches(['。', ';', ',']);
        let short = meaning.chars().count() <= LONGEST && !meaning.contains(['。', ',', ';', ':']);
        let means = token::is_spelled_in_capitals(code) && meaning.starts_with(is_ideograph) && (labelled || short);
        means.then(|| Entry::meaning(code, meaning))
    };
    let entries: Vec<Entry> = run.iter().map(spaced).collect::<Option<_>>()?;
    let several = distinct(entries.clone()).len() == entries.len();
    several.then_some(entries)
}

/// Where in a meaning a phrase of this trust or more announces values.
fn states_values(text: &str, trust: Trust, prose: &Prose<'_>) -> Option<(usize, usize)> {
    let phrases = prose.glossary.phrases().find(&in_small_letters(text));
    let mut phrases = phrases.into_iter().filter(|phrase| phrase.trust >= trust);
    let announces = phrases.find(|phrase| matches!(phrase.fact, Fact::Values | Fact::Range))?;
    Some((announces.range.start, announces.range.end))
}

/// `ON: it runs`, of whole numbers `1: it runs`, of any Latin word a Chinese meaning: a line of its own, as dumps leave bullets.
fn code_with_meaning<'t>(line: &'t str, prose: &Prose<'_>) -> Option<&'t str> {
    let (word, meaning) = line.split_once(':')?;
    let labels = prose.glossary.phrases().words.no_key.iter().any(|label| word.eq_ignore_ascii_case(label));
    let letter = |c: char| c.is_ascii_alphanumeric();
    let goes_on = |c: char| if is_number(word.trim()) { c.is_ascii_digit() } else { letter(c) };
    let latin = word.trim().chars().all(token::is_value_char);
    let explained =
        latin && meaning.contains(is_ideograph) && !meaning.starts_with(|c: char| c == '/' || c.is_ascii_digit());
    let means = !labels && !meaning.is_empty() && (word.ends_with(' ') || !meaning.starts_with(goes_on) || explained);
    let code = word.len() >= 2 && (explained || token::is_spelled_in_capitals(word.trim()));
    let number = prose.subject.scalar == Scalar::Whole && is_number(word.trim());
    (means && (code || number)).then_some(line)
}

/// Whether a line says when the bullets after it hold: `if the kind is A, the options are:`.
pub(super) fn is_condition(line: &str, prose: &Prose<'_>) -> bool {
    let sentence = in_small_letters(sentence_of(line));
    line.ends_with(':') && (prose.glossary.phrases().words.speaks_of_condition(&sentence) || prose.ends_case(&sentence))
}

/// Whether a line says that the value has parts, which the bullets after it explain.
pub(super) fn is_structure(line: &str, prose: &Prose<'_>) -> bool {
    prose.glossary.phrases().words.structure.is_in(&in_small_letters(line))
}

/// Whether a line ends in "for example:".
pub(super) fn announces_samples(line: &str, prose: &Prose<'_>) -> bool {
    let line = in_small_letters(line.trim_end_matches([':', ' ']));
    prose.glossary.phrases().words.sample.iter().any(|word| line.ends_with(word.as_str()))
}
