//! Changes for people at a terminal: class, direction, what, and old and new side by side.

use super::{Comparison, StatedRow, cells::CellPair};
use crate::diagnostic::printable;
use std::fmt::Write as _;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a terminal that one side takes.
const SIDE: usize = 52;

impl Comparison {
    /// The changes, the worst first, and a summary.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for group in self.by_row() {
            for finding in &group {
                let change = &finding.change;
                let head = format!("{:<10} {:<8} {}", change.class(), change.direction, finding.service);
                let _ = writeln!(out, "{head} {}", finding.headline());
            }
            let Some(first) = group.first() else { continue };
            beside(&mut out, &place(first.old.as_ref()), &place(first.new.as_ref()));
            for pair in first.cell_pairs() {
                beside(&mut out, &labelled(&pair, &pair.old), &labelled(&pair, &pair.new));
            }
        }
        let _ = writeln!(out, "{}", self.summary());
        printable(&out).into_owned()
    }
}

fn place(row: Option<&StatedRow>) -> String {
    row.map(|row| format!("{}:{}", row.path, row.line)).unwrap_or_default()
}

fn labelled(pair: &CellPair, side: &str) -> String {
    if pair.column.is_empty() || side.is_empty() { side.to_owned() } else { format!("{}: {side}", pair.column) }
}

/// Two texts in two columns; the right one is not padded.
fn beside(out: &mut String, old: &str, new: &str) {
    if old.is_empty() && new.is_empty() {
        return;
    }
    let (old, new) = (wrapped(old), wrapped(new));
    for line in 0..old.len().max(new.len()) {
        let side = |lines: &[String]| lines.get(line).cloned().unwrap_or_default();
        let (left, right) = (side(&old), side(&new));
        let pad = " ".repeat(SIDE.saturating_sub(left.width()));
        let _ = writeln!(out, "{}", format!("    {left}{pad} | {right}").trim_end());
    }
}

/// A text in lines of a side's width, broken at blanks where there are any, else anywhere.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut width = 0;
    for word in text.split_inclusive(' ') {
        let fits = width + word.trim_end().width() <= SIDE;
        if !fits && width > 0 {
            lines.push(String::new());
            width = 0;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or_default();
            if width + wide > SIDE && c != ' ' {
                lines.push(String::new());
                width = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
            width += wide;
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}
