//! What a page is called: its title, the names it offers for its operation, and whether it says
//! that the operation is deprecated.

use super::{
    NameKind, NameWitness, TableDraft,
    outline::{Entry, Outline},
    request_line,
};
use crate::{
    glossary::{Glossary, Section},
    page::{Page, Text, stem},
};

/// What generators put after headings.
const MARKS: [char; 3] = ['¶', '\u{f0c1}', ' '];

/// A title, taken apart.
pub(super) struct Title {
    /// Without anchor and without an operation's name after it.
    pub(super) words: String,
    /// The operation's name after it.
    pub(super) end: Option<String>,
}

pub(super) fn title(title: Option<&Text>, glossary: &Glossary) -> Title {
    let words = title.map_or("", |title| request_line::words_beside(without_badge(title)));
    let words = words.split("<a ").next().unwrap_or_default().trim_end_matches(MARKS);
    let words = glossary.without_site(words).split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = words.rsplit_once(['-', '–', '—', '_']).map(|(before, end)| (before.trim(), end.trim()));
    match parts {
        Some((before, end)) if is_operation_name(end) && !before.is_empty() => {
            Title { words: before.to_owned(), end: Some(end.to_owned()) }
        }
        _ => Title { end: Some(words.clone()).filter(|words| is_function_name(words)), words },
    }
}

/// `List pets **(PAID)**`: the words before a badge in bold, in capitals and in brackets.
fn without_badge(title: &Text) -> &str {
    let words = title.content.as_str();
    let (before, badge) =
        title.marked.last().and_then(|last| words.split_at_checked(last.start)).unwrap_or((words, ""));
    let is_badge = badge.starts_with('(') && badge.ends_with(')') && !badge.contains(char::is_lowercase);
    if is_badge && !before.trim().is_empty() { before.trim_end() } else { words }
}

/// The names that the page offers, best first.
pub(super) fn names(page: &Page, outline: &Outline<'_>, title: &Title) -> Vec<NameWitness> {
    let mut names = Vec::new();
    let mut offer = |kind, name: Option<String>| names.extend(name.map(|name| NameWitness { kind, name }));
    offer(NameKind::ExplorerLink, explorer_link(outline));
    offer(NameKind::OriginalName, page.original_name.clone().filter(|name| is_operation_name(name)));
    offer(NameKind::FileName, Some(stem(&page.source.path).to_owned()).filter(|name| is_operation_name(name)));
    names.extend(offered(title));
    names
}

/// The names that a title offers.
pub(super) fn offered(title: &Title) -> Vec<NameWitness> {
    title.end.clone().map(|name| NameWitness { kind: NameKind::TitleEnd, name }).into_iter().collect()
}

/// Whether title, folder or a sentence about the operation says not to use it any more.
pub(super) fn deprecated(page: &Page, entries: &[Entry<'_>], title: &Title, glossary: &Glossary) -> bool {
    let mut folders = page.source.path.split('/').rev().skip(1);
    if glossary.deprecated_title(&title.words) || folders.any(|folder| glossary.deprecated_folder(folder)) {
        return true;
    }
    let about = |section: Option<Section>| matches!(section, None | Some(Section::Function | Section::Constraints));
    let words = entries.iter().filter(|entry| about(entry.at.section)).filter_map(Entry::words);
    words.into_iter().any(|text| glossary.deprecated_sentence(&text.content))
}

/// `...?product=Pets&api=ShowPet`.
fn explorer_link(outline: &Outline<'_>) -> Option<String> {
    outline.entries.iter().filter_map(Entry::words).flat_map(|text| &text.links).find_map(|link| {
        let (_, query) = link.target.split_once('?')?;
        let name = query.split('&').find_map(|pair| pair.strip_prefix("api="))?;
        let name: String = name.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        is_operation_name(&name).then_some(name)
    })
}

/// A table takes the words of the heading above it for its caption, if it has none, and is found by the links that
/// lead to the heading.
pub(super) fn lend(heading: &Text, anchors: &[String], table: &mut TableDraft) {
    table.anchors.extend(anchors.iter().cloned());
    table.anchors.push(anchor(&heading.content));
    if table.caption.is_none() {
        table.caption = Some(heading.content.trim().to_owned());
    }
}

/// A heading as most sites name it in links: `Pet Object` is `#pet-object`.
pub(super) fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

/// `showPet`: two or more words in one, as generators name operations.
fn is_function_name(name: &str) -> bool {
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    begins && name.contains(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// `ShowPet`, `BatchDeletePetsV2`: two or more words in one, the first a verb as it is commanded.
fn is_operation_name(name: &str) -> bool {
    let mut chars = name.chars();
    let begins =
        chars.next().is_some_and(|c| c.is_ascii_uppercase()) && chars.next().is_some_and(|c| c.is_ascii_lowercase());
    let humps = name.chars().filter(char::is_ascii_uppercase).count();
    let first: String =
        name.chars().enumerate().take_while(|(at, c)| *at == 0 || c.is_ascii_lowercase()).map(|(_, c)| c).collect();
    begins && humps > 1 && name.chars().all(|c| c.is_ascii_alphanumeric()) && !first.ends_with("ing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Span;

    #[test]
    fn titles_with_names_after_them() {
        let table = [
            ("Querying a Pet - ShowPet", "Querying a Pet", Some("ShowPet")),
            ("查询宠物-ShowPet", "查询宠物", Some("ShowPet")),
            ("Querying a Pet<a name=\"x\"></a>", "Querying a Pet", None),
            ("Pet - Cat", "Pet - Cat", None),
            ("Read-Only Pets", "Read-Only Pets", None),
            ("Querying a Pet¶", "Querying a Pet", None),
            ("Querying a Pet_API Reference_Huawei Cloud", "Querying a Pet", None),
        ];
        for (text, words, end) in table {
            let title = title(Some(&Text::plain(text, Span::default())), Glossary::builtin());
            assert_eq!((title.words.as_str(), title.end.as_deref()), (words, end));
        }
    }

    #[test]
    fn names_of_operations() {
        for name in ["ShowPet", "BatchDeletePets", "ListPetsV2"] {
            assert!(is_operation_name(name), "{name}");
        }
        for name in ["AddingPets", "Pets", "show_pet", "API", "dcs_02_0001", "ShowPet-1"] {
            assert!(!is_operation_name(name), "{name}");
        }
    }
}
