//! What tables of statuses and of error codes list. In: the entries of a page. Out: statuses and codes; no parameter.

use super::{
    columns::Kind,
    outline::{Entry, What},
};
use crate::{
    glossary::{Column, Section},
    ir::ErrorCode,
};

/// The statuses that tables and labels of the status section list.
pub(super) fn statuses(entries: &[Entry<'_>]) -> Vec<u16> {
    let mut statuses = Vec::new();
    for entry in entries {
        let under = entry.at.section == Some(Section::StatusCodes);
        match entry.what {
            What::Table(captioned) => {
                let columns = captioned.columns;
                if columns.kind() != Kind::Statuses {
                    continue;
                }
                let cells = captioned.table.rows.iter().filter_map(|row| columns.cell(row, Column::StatusCode));
                statuses.extend(cells.filter_map(|cell| leading_status(&cell.text.content)));
            }
            What::Text(text) | What::Item(text) | What::Label(text) if under => {
                statuses.extend(text.lines().filter_map(leading_status));
            }
            _ => {}
        }
    }
    statuses.sort_unstable();
    statuses.dedup();
    statuses
}

/// `200 OK`.
fn leading_status(text: &str) -> Option<u16> {
    let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
    if digits.len() == 3 { digits.parse().ok().filter(|status| (100..600).contains(status)) } else { None }
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
                status: leading_status(&words(Column::StatusCode)),
                doc: message.unwrap_or_default(),
            });
        }
    }
    errors
}
