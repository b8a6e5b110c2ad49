//! Tables of HTTP statuses in which one blank or nothing stands between cells, a row a line: `HTTP CodeDescription`, then
//! `404Not found`. In: a line of heads, and the lines below. Out: the table, whose rows each begin with a status. Words after
//! the status are not cut any further.

use super::dump::{Dump, Kind};
use crate::{
    glossary::{Column, Glossary, form},
    page::{Row, Span, Table},
    read::parameter,
};

/// A longer line is not a line of heads.
const LONGEST_HEADS: usize = 80;

/// Reads the table that a line opens, and gives the line after it.
pub(in crate::read) fn read(dump: &Dump<'_>, at: usize) -> Option<(Table, usize)> {
    let heads = dump.line(at)?;
    if !are_heads(heads.text, 0, dump.glossary) {
        return None;
    }
    let rows: Vec<Row> = (at + 1..).map_while(|at| row(dump, at)).collect();
    let place = rows.iter().map(|row| row.place).fold(heads.span(), Span::to);
    let after = at + 1 + rows.len();
    (!rows.is_empty()).then(|| (parameter::statuses(rows, place), after))
}

fn row(dump: &Dump<'_>, at: usize) -> Option<Row> {
    const DIGITS: usize = 3;
    let line = dump.line(at).filter(|line| line.kind == Kind::Words)?;
    let (code, words) = line.text.split_at_checked(DIGITS)?;
    form::status(code).filter(|_| !words.starts_with(|c: char| c.is_ascii_digit() || ".:-/%".contains(c)))?;
    let words = Span::new(line.start + line.text.len() - words.trim_start().len(), line.start + line.text.len());
    Some(parameter::status(code, dump.text(words), line.span()))
}

/// Whether what follows the heads so far consists of heads: of a status first, and then of one other at least.
fn are_heads(line: &str, start: usize, glossary: &Glossary) -> bool {
    let rest = line.get(start..).unwrap_or_default();
    if rest.is_empty() || line.len() > LONGEST_HEADS {
        return false;
    }
    let is_head = |head: &str, after: &str| head.trim().len() == head.len() && !after.starts_with(char::is_lowercase);
    form::cuts(rest).filter(|(head, after)| is_head(head, after)).any(|(head, after)| {
        let others = || are_heads(line, line.len() - after.trim_start().len(), glossary);
        match glossary.head(head) {
            Some(Column::StatusCode | Column::Message) if start == 0 => others(),
            Some(_) if start > 0 => after.is_empty() || others(),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_statuses_stand_side_by_side() {
        let heads = ["HTTP CodeDescription", "Status Code Description", "StatusDescriptionSchema", "Code Meaning"];
        for line in heads {
            assert!(are_heads(line, 0, Glossary::builtin()), "{line}");
        }
        for line in ["Status", "Description", "Status of kites", "Name Description", "Codes", "StatusX Description"] {
            assert!(!are_heads(line, 0, Glossary::builtin()), "{line}");
        }
    }
}
