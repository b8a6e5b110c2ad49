//! Changes for a pull request: a table of those that matter, a folded one of words.

use super::{Comparison, Finding, StatedRow, cells::CellPair};
use crate::{diagnostic::printable, ir::diff::Class};
use std::fmt::Write as _;

/// Letters of a cell that are shown; a reviewer follows the line number for more.
const LONGEST: usize = 300;

impl Comparison {
    /// A summary and the tables.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("**{}**\n", self.summary());
        let of_words = |group: &Vec<&Finding>| group.iter().all(|finding| finding.change.class() == Class::Words);
        let (words, facts): (Vec<_>, Vec<_>) = self.by_row().into_iter().partition(of_words);
        table(&mut out, &facts);
        if !words.is_empty() {
            let _ = write!(out, "\n<details><summary>Words only: {}</summary>\n", words.len());
            table(&mut out, &words);
            out.push_str("\n</details>\n");
        }
        out
    }
}

fn table(out: &mut String, groups: &[Vec<&Finding>]) {
    if groups.is_empty() {
        return;
    }
    out.push_str("\n| Class | Direction | What | Was | Is | Crate |\n| --- | --- | --- | --- | --- | --- |\n");
    for group in groups {
        let Some(first) = group.first() else { continue };
        let pairs = first.cell_pairs();
        let was = side(&pairs, |pair| &pair.old, first.old.as_ref());
        let is = side(&pairs, |pair| &pair.new, first.new.as_ref());
        let what = |finding: &Finding| {
            let change = &finding.change;
            format!("{} {}: {}", finding.service, code(&change.subject.to_string()), change.event.rule().words)
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {was} | {is} | {} |",
            lines(group, |finding| finding.change.class().to_string()),
            lines(group, |finding| finding.change.direction.to_string()),
            lines(group, what),
            lines(group, |finding| finding.change.effect().to_string()),
        );
    }
}

fn lines(group: &[&Finding], line: impl Fn(&Finding) -> String) -> String {
    group.iter().map(|finding| line(finding)).collect::<Vec<_>>().join("<br>")
}

/// The cells of one side, and where they stand.
fn side(pairs: &[CellPair], text: fn(&CellPair) -> &String, row: Option<&StatedRow>) -> String {
    let cells = pairs.iter().filter(|pair| !text(pair).is_empty()).map(|pair| {
        let column = if pair.column.is_empty() { String::new() } else { code(&pair.column) + ": " };
        column + &code(text(pair))
    });
    let place = row.map(|row| code(&format!("{}:{}", row.path, row.line)));
    cells.chain(place).collect::<Vec<_>>().join("<br>")
}

/// A page's text as code in a table's cell: there it commands nothing and mentions nobody.
fn code(text: &str) -> String {
    let mut text = printable(text).replace(['\n', '\t'], " ");
    if let Some((cut, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(cut);
        text.push_str("...");
    }
    let fence = "`".repeat(text.split(|c| c != '`').map(str::len).max().unwrap_or_default() + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{blank}{}{blank}{fence}", text.replace('|', "\\|"))
}
