//! Changes as workflow commands, which GitHub shows beside the changed lines of the pages.

use super::Comparison;
use crate::{diagnostic::workflow_command, ir::diff::Class};

impl Comparison {
    /// One command for the changes of a row, at the row that states it now, else at the one that stated it.
    #[must_use]
    pub fn github(&self) -> String {
        let mut out = String::new();
        for group in self.by_row() {
            // The worst of a row's changes comes first.
            let Some(first) = group.first() else { continue };
            let kind = match first.change.class() {
                Class::Breaking => "error",
                Class::Behaviour => "warning",
                Class::Additive | Class::Words => "notice",
            };
            let row = first.new.as_ref().or(first.old.as_ref());
            let place = row.map(|row| (row.path.as_str(), format!("line={}", row.line)));
            let title = format!("{} ({})", first.change.class(), first.change.direction);
            let mut lines: Vec<String> =
                group.iter().map(|finding| format!("{} {}", finding.service, finding.headline())).collect();
            lines.extend(first.cell_pairs().into_iter().map(|pair| match pair.column.as_str() {
                "" => format!("{} -> {}", pair.old, pair.new),
                column => format!("{column}: {} -> {}", pair.old, pair.new),
            }));
            out.push_str(&workflow_command(kind, place, &title, &lines.join("\n")));
        }
        out
    }
}
