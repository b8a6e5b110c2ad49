//! A first look at a vendor's pages: which headings, heads of columns, words of types and words for yes and no are not
//! known, how often they stand there, and what they seem to mean. Pages enter; a file of words to edit leaves, as text.

mod guess;

use crate::{
    glossary::{Column, Glossary, Section, TypeMeaning, YesNo},
    page::{BlockKind, Page, Table},
    project::PageFile,
    read,
    report::figures::counted,
};
use rayon::prelude::*;
use serde::Serialize;
use std::{collections::BTreeMap, fmt::Write};

/// No list names more words.
const MOST_WORDS: usize = 40;

/// Longer texts are not words of the trade.
const LONGEST_WORD: usize = 60;

/// A word that is not known: how often it stands there, and what it was taken for.
#[derive(Clone, Debug, Default)]
pub(super) struct Met<T> {
    count: usize,
    guesses: BTreeMap<T, usize>,
}

/// What pages hold that the glossary does not.
#[derive(Clone, Debug, Default)]
pub struct Learned {
    /// Pages that were read.
    pub pages: usize,
    headings: BTreeMap<String, Met<Section>>,
    heads: BTreeMap<String, Met<Column>>,
    types: BTreeMap<String, Met<TypeMeaning>>,
    yes_no: BTreeMap<String, Met<YesNo>>,
    /// Names of rows whose value is the name in the title, by name.
    constants: BTreeMap<String, usize>,
    request_lines: usize,
}

impl Learned {
    /// Looks at pages.
    #[must_use]
    pub fn of(pages: &[PageFile], glossary: &Glossary) -> Self {
        let seen = |file: &PageFile| {
            let (page, _) = read::read(&file.path, &file.bytes, glossary);
            let mut learned = Self { pages: 1, ..Self::default() };
            learned.page(&page, glossary);
            learned
        };
        pages.par_iter().map(seen).reduce(Self::default, Self::and)
    }

    fn and(mut self, other: Self) -> Self {
        self.pages += other.pages;
        self.request_lines += other.request_lines;
        join(&mut self.headings, other.headings);
        join(&mut self.heads, other.heads);
        join(&mut self.types, other.types);
        join(&mut self.yes_no, other.yes_no);
        for (name, count) in other.constants {
            *self.constants.entry(name).or_default() += count;
        }
        self
    }

    fn page(&mut self, page: &Page, glossary: &Glossary) {
        let mut described = false;
        for (at, block) in page.blocks.iter().enumerate().skip(1) {
            match &block.kind {
                BlockKind::Heading { text, .. } => {
                    let known = glossary.heading(&text.content).is_some() || glossary.status(&text.content).is_some();
                    if !known && text.content.chars().count() <= LONGEST_WORD {
                        let after = page.blocks.get(at + 1..).unwrap_or_default();
                        let guess = guess::section(&text.content, after, described, glossary);
                        met(&mut self.headings, &text.content, guess);
                    }
                }
                BlockKind::Table(table) => {
                    described = true;
                    self.table(table, glossary);
                    self.constants(table, page, glossary);
                }
                BlockKind::Paragraph(text) | BlockKind::Code(text) => {
                    self.request_lines += usize::from(text.lines().any(guess::is_request_line));
                }
                BlockKind::Item(_) => {}
            }
        }
    }

    fn table(&mut self, table: &Table, glossary: &Glossary) {
        for (column, head) in table.header.iter().enumerate() {
            let head = head.text.content.trim();
            let cells = || table.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| &cell.text);
            let kind = glossary.column(head);
            if kind.is_none() && !head.is_empty() && head.chars().count() <= LONGEST_WORD {
                let texts: Vec<&str> = cells().map(|text| text.content.trim()).collect();
                met(&mut self.heads, head, guess::column(head, &texts, column == 0, glossary));
            }
            match kind {
                Some(Column::Type) => {
                    let unlinked = cells().filter(|text| text.links.is_empty()).map(|text| text.content.trim());
                    for word in unlinked.filter(|word| guess::is_type_word(word, glossary)) {
                        met(&mut self.types, word, glossary.nearest_type(word));
                    }
                }
                Some(Column::Mandatory) => {
                    let words = cells().map(|text| text.content.trim().trim_matches('*'));
                    let unknown = |word: &&str| {
                        !word.is_empty() && glossary.leading_yes_no(word).is_none() && !glossary.is_none(word)
                    };
                    for word in words.filter(unknown).filter(|word| word.chars().count() <= LONGEST_WORD / 2) {
                        met(&mut self.yes_no, word, glossary.nearest_yes_no(word));
                    }
                }
                _ => {}
            }
        }
    }

    /// A row that states the name in the title may be the constant by which the operation is called.
    fn constants(&mut self, table: &Table, page: &Page, glossary: &Glossary) {
        let title = page.blocks.first().map(|block| &block.kind);
        let Some(BlockKind::Heading { text, .. }) = title else { return };
        let Some(name) = text.content.split([' ', '-']).rfind(|word| guess::is_operation_name(word)) else { return };
        let names = table.header.iter().position(|head| glossary.column(&head.text.content) == Some(Column::Name));
        for row in &table.rows {
            let Some(cell) = row.cells.get(names.unwrap_or_default()) else { continue };
            let says = row.cells.iter().any(|cell| cell.text.content.contains(name));
            let row = cell.text.content.trim().trim_matches(['*', '`']);
            if says && row != name && guess::is_identifier(row) {
                *self.constants.entry(row.to_owned()).or_default() += 1;
            }
        }
    }

    /// The file of words: each line a guess.
    #[must_use]
    pub fn words(&self) -> String {
        let pages = counted(self.pages, "page");
        let mut text = format!(
            "# Unknown words of {pages}, each with its number of uses. The key that they are listed under is a guess:\n\
             # correct it, and delete words without a meaning. Words without a guess are commented out.\n",
        );
        let head = text.len();
        let _ = match self.rpc() {
            Some(rpc) => writeln!(text, "\n{rpc}"),
            None => Ok(()),
        };
        section(&mut text, "language.sections", &self.headings, "headings");
        section(&mut text, "language.columns", &self.heads, "column headers");
        section(&mut text, "language.yes_no", &self.yes_no, "words for yes and no");
        types(&mut text, &self.types);
        if text.len() == head { format!("# no unknown words in {pages}\n") } else { text }
    }

    /// How operations seem to be called, where pages show no request line and most name a constant.
    fn rpc(&self) -> Option<String> {
        let (name, count) = self.constants.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name)))?;
        let most = *count * 2 > self.pages && *count > self.request_lines;
        most.then(|| {
            format!(
                "# {count} pages state their operation in the row `{name}`, and few a request line.\n\
                 [rpc]\nmethod = \"POST\"\nconstants = [{{ name = {} }}]",
                quoted(name)
            )
        })
    }
}

fn met<T: Ord>(words: &mut BTreeMap<String, Met<T>>, word: &str, guess: Option<T>) {
    let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
    let met = words.entry(word).or_insert_with(|| Met { count: 0, guesses: BTreeMap::new() });
    met.count += 1;
    if let Some(guess) = guess {
        *met.guesses.entry(guess).or_default() += 1;
    }
}

fn join<T: Ord>(all: &mut BTreeMap<String, Met<T>>, more: BTreeMap<String, Met<T>>) {
    for (word, other) in more {
        let met = all.entry(word).or_insert_with(|| Met { count: 0, guesses: BTreeMap::new() });
        met.count += other.count;
        for (guess, count) in other.guesses {
            *met.guesses.entry(guess).or_default() += count;
        }
    }
}

impl<T: Copy + Ord> Met<T> {
    fn guess(&self) -> Option<T> {
        self.guesses.iter().max_by_key(|(_, count)| **count).map(|(guess, _)| *guess)
    }
}

/// The words that stand there more than once, most frequent first; all of them where none does.
fn frequent<T>(words: &BTreeMap<String, Met<T>>) -> Vec<(&str, &Met<T>)> {
    let mut sorted: Vec<(&str, &Met<T>)> = words.iter().map(|(word, met)| (word.as_str(), met)).collect();
    sorted.sort_by_key(|(word, met)| (std::cmp::Reverse(met.count), *word));
    if sorted.iter().any(|(_, met)| met.count > 1) {
        sorted.retain(|(_, met)| met.count > 1);
    }
    sorted
}

fn section<T: Copy + Ord + Serialize>(text: &mut String, table: &str, words: &BTreeMap<String, Met<T>>, what: &str) {
    let sorted = frequent(words);
    if sorted.is_empty() {
        return;
    }
    let left = sorted.len().saturating_sub(MOST_WORDS);
    let mut by_guess: BTreeMap<T, Vec<(&str, usize)>> = BTreeMap::new();
    let mut unguessed = Vec::new();
    for (word, met) in sorted.into_iter().take(MOST_WORDS) {
        match met.guess() {
            Some(guess) => by_guess.entry(guess).or_default().push((word, met.count)),
            None => unguessed.push((word, met.count)),
        }
    }
    let _ = writeln!(text, "\n# {what}\n[{table}]");
    for (guess, words) in by_guess {
        let _ = writeln!(text, "{} = [", name(&guess));
        for (word, count) in words {
            let _ = writeln!(text, "  {}, # {}", quoted(word), counted(count, "time"));
        }
        text.push_str("]\n");
    }
    for (word, count) in unguessed {
        let _ = writeln!(text, "# {}, # {}", quoted(word), counted(count, "time"));
    }
    if left > 0 {
        let _ = writeln!(text, "# and {left} more");
    }
}

fn types(text: &mut String, words: &BTreeMap<String, Met<TypeMeaning>>) {
    let sorted = frequent(words);
    if sorted.is_empty() {
        return;
    }
    text.push_str("\n# words of type cells\n");
    for (word, met) in sorted.into_iter().take(MOST_WORDS) {
        let (mark, means) = met.guess().map_or(("# ", "string".to_owned()), |guess| ("", name(&guess)));
        let _ = writeln!(
            text,
            "{mark}[[types.word]] # {}\n{mark}means = \"{means}\"\n{mark}words = [{}]",
            counted(met.count, "time"),
            quoted(word)
        );
    }
}

/// A meaning as files of words write it.
fn name<T: Serialize>(meaning: &T) -> String {
    let value = serde_json::to_value(meaning).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// A word as TOML writes it.
fn quoted(word: &str) -> String {
    // Both write texts alike.
    serde_json::Value::String(word.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
# Light a Lamp - LightLamp

## What it is for

Lights one.

## Wanted

| Parameter | Kind of value | Obligation | Description |
| --- | --- | --- | --- |
| Action | String | compulsory | `LightLamp` |
| Lamp | Strng64 | compulsory | Which lamp it is that is to be lit. |
| Hours | Integer | if you like | For how long. |

## Given back

| Parameter | Type | Description |
| --- | --- | --- |
| Lit | truth value | Whether it burns. |

## So it looks

```json
{\"Lit\": true}
```
";

    #[test]
    fn what_is_not_known_is_listed_under_a_guess_and_is_a_file_of_words() {
        let page = PageFile { path: "a.md".into(), name: "a.md".into(), bytes: PAGE.into() };
        let learned = Learned::of(&[page], Glossary::builtin());
        let words = learned.words();
        for line in [
            "constants = [{ name = \"Action\" }]",
            "request = [\n  \"Wanted\", # 1 time\n]",
            "response = [\n  \"Given back\", # 1 time\n]",
            "  \"So it looks\", # 1 time",
            "type = [\n  \"Kind of value\", # 1 time\n]",
            "mandatory = [\n  \"Obligation\", # 1 time\n]",
            "# words = [\"truth value\"]",
        ] {
            assert!(words.contains(line), "{line}\n{words}");
        }
        let own = Glossary::with(&[("learned.toml".to_owned(), words.clone())]).unwrap();
        assert_eq!(
            (own.section("Wanted"), own.column("Obligation")),
            (Some(Section::Request), Some(Column::Mandatory))
        );
    }
}
