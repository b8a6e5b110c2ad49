//! What tables of statuses and of error codes list, and lines of an answer: `201 (Kite): Created`. In: the entries of a
//! page. Out: statuses and codes; no parameter.

use super::{
    columns::Kind,
    outline::{Entry, What},
    said_statuses,
    uri::Found,
};
use crate::{
    glossary::{Column, Glossary, Section, form},
    ir::ErrorCode,
    page::Text,
};
use std::collections::BTreeMap;

/// The statuses that tables, lines of answers and labels of the sections of statuses and errors list, each with what the
/// page says of it; without any but errors, those that sentences name of the call.
pub(super) fn statuses(entries: &[Entry<'_>], called: &Found, glossary: &Glossary) -> BTreeMap<u16, String> {
    let mut statuses = BTreeMap::new();
    let mut beside_errors = false;
    let mut list = |status: Option<u16>, words: &str| {
        if let Some(status) = status {
            let doc: &mut String = statuses.entry(status).or_default();
            if doc.is_empty() {
                words.trim().clone_into(doc);
            }
        }
    };
    let mut led_to = false;
    for entry in entries {
        led_to = leads_to_statuses(entry, glossary) || led_to && matches!(entry.what, What::Item(_));
        let of_errors = entry.at.section == Some(Section::ErrorResponse);
        let under = of_errors || entry.at.section == Some(Section::StatusCodes);
        let mut list = |status: Option<u16>, words: &str| {
            beside_errors |= status.is_some() && !of_errors;
            list(status, words);
        };
        match entry.what {
            What::Item(text) if led_to => {
                let words = text.content.split_once([':', '–', '-']).map_or("", |(_, words)| words);
                list(form::leading_status(&text.content), words);
            }
            What::Table(captioned) if captioned.columns.kind() == Kind::Statuses => {
                for row in &captioned.table.rows {
                    let words = |column| captioned.columns.cell(row, column).map_or("", |cell| &cell.text.content);
                    let said =
                        [Column::Description, Column::Message].into_iter().map(words).find(|words| !words.is_empty());
                    list(form::leading_status(words(Column::StatusCode)), said.unwrap_or_default());
                }
            }
            What::Text(text) | What::Item(text) | What::Label(text)
                if under || opens_statuses(&text.content, glossary) =>
            {
                for line in text.lines() {
                    match answer(line) {
                        Some((status, words)) => list(Some(status), words),
                        None => list(form::leading_status(line), ""),
                    }
                    let several = if of_errors { Vec::new() } else { run_together(line, glossary) };
                    several.iter().filter(|_| several.len() > 1).for_each(|(status, words)| list(Some(*status), words));
                }
            }
            What::Text(text) | What::Item(text) if entry.at.section == Some(Section::Response) => {
                for (status, words) in text.lines().filter_map(answer) {
                    list(Some(status), words);
                }
                // The tabs of a page, each a status and nothing else.
                if matches!(entry.what, What::Item(_)) {
                    list(form::status(text.content.trim()), "");
                }
            }
            _ => {}
        }
    }
    if !beside_errors {
        let told = entries.iter().filter_map(|entry| match entry.what {
            What::Text(text) | What::Item(text) | What::Label(text)
                if !entry.at.section.is_some_and(Section::is_example) =>
            {
                Some((text, entry.at.section == Some(Section::ErrorResponse)))
            }
            _ => None,
        });
        for (text, of_errors) in told.clone() {
            let said = said_statuses::of_call(text, called, glossary);
            for status in &said {
                // What a sentence among the errors says of one status alone is what it means.
                let words = text.content.as_str();
                let words = Some(words).filter(|_| of_errors && said.len() == 1).unwrap_or_default();
                statuses.entry(*status).or_insert_with(|| words.to_owned());
            }
        }
        let named = told.into_iter().find_map(|(text, _)| glossary.named_success(&text.content));
        named.map(|status| statuses.entry(status).or_default());
    }
    statuses
}

/// Whether a sentence leads to a list of statuses, wherever it stands: `It may answer with these status codes:`.
fn leads_to_statuses(entry: &Entry<'_>, glossary: &Glossary) -> bool {
    let leads = |text: &Text| form::ends_label(&text.content) && glossary.leads_to_status(&text.content);
    matches!(entry.what, What::Text(text) | What::Label(text) if leads(text))
}

/// Whether a line opens with the label of the status section.
fn opens_statuses(line: &str, glossary: &Glossary) -> bool {
    const LONGEST_LABEL: usize = 4;
    let words: Vec<&str> = line.split_whitespace().take(LONGEST_LABEL).collect();
    let is_label = |count| glossary.section(&words.get(..count).unwrap_or_default().join(" "));
    (1..=words.len()).any(|count| is_label(count) == Some(Section::StatusCodes))
}

/// The statuses of a table that a scraper ran into one line, each with the words up to the next. Within a sentence, those
/// between commas are examples: "a code of 2xx, for example 200, 202".
fn run_together(line: &str, glossary: &Glossary) -> Vec<(u16, String)> {
    let lists = form::leading_status(line).is_some() || opens_statuses(line, glossary);
    let commas: &[char] = if lists { &[',', '、', ';'] } else { &[] };
    let mut statuses: Vec<(u16, String)> = Vec::new();
    for word in line.split_whitespace().map(|word| word.trim_end_matches(commas)) {
        match (form::leading_status(word).filter(|_| word.len() == 3), statuses.last_mut()) {
            (Some(status), _) => statuses.push((status, String::new())),
            (None, Some((_, words))) if words.is_empty() => word.clone_into(words),
            (None, Some((_, words))) => words.extend([" ", word]),
            (None, None) => {}
        }
    }
    statuses
}

/// `201 (Kite): Created`, `401: Unauthorized`: a line of an answer.
fn answer(line: &str) -> Option<(u16, &str)> {
    let status = form::leading_status(line)?;
    let rest = line.trim().get(3..)?.trim_start();
    let (rest, kind) = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((kind, rest)) => (rest, kind),
        None => (rest, ""),
    };
    let words = rest.strip_prefix([':', '-', '–'])?.trim();
    (!words.is_empty() || !kind.is_empty()).then_some((status, words))
}

/// The error codes that the page's tables list.
pub(super) fn errors(entries: &[Entry<'_>]) -> Vec<ErrorCode> {
    let mut errors = Vec::new();
    for entry in entries {
        let What::Table(captioned) = entry.what else { continue };
        let columns = captioned.columns;
        if columns.kind() != Kind::Errors {
            continue;
        }
        for row in &captioned.table.rows {
            let words = |column| columns.cell(row, column).map_or("", |cell| cell.text.content.trim()).to_owned();
            let code = words(Column::ErrorCode);
            if code.is_empty() {
                continue;
            }
            let message = [Column::Message, Column::Description].into_iter().map(words).find(|words| !words.is_empty());
            errors.push(ErrorCode {
                code,
                status: form::leading_status(&words(Column::StatusCode)),
                doc: message.unwrap_or_default(),
            });
        }
    }
    errors
}
