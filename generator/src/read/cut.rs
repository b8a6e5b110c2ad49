//! Pages that were cut off when they were fetched: the last row of a table of bars is not closed as the rows
//! before it are, or a table of tags has no end.

use crate::{
    diagnostic::{Code, Diagnostic},
    page::{Format, Page, Span},
};

/// The cut, if the page ends inside a table. It is shown at the page's last line.
pub(super) fn find(page: &Page) -> Option<Diagnostic> {
    let text = page.source.text.trim_end();
    let tags = matches!(page.format, Format::Html | Format::Markdown);
    let open_table = unclosed_table(text).filter(|at| tags && !stands_in_words(page, *at));
    let cut = ends_inside_bars(text) || open_table.is_some();
    if !cut {
        return None;
    }
    let start = text.rfind('\n').map_or(0, |newline| newline + 1);
    let finding = Diagnostic::new(Code::CutPage, "the page ends here, inside a table");
    Some(finding.at(&page.source, Span::new(start, text.len())))
}

fn ends_inside_bars(text: &str) -> bool {
    let mut lines = text.lines().rev().map(str::trim);
    let (Some(last), Some(before)) = (lines.next(), lines.next()) else { return false };
    let is_row = |line: &str| line.len() > 1 && line.starts_with('|');
    is_row(last) && !last.ends_with('|') && is_row(before) && before.ends_with('|')
}

/// Where the last table of tags opens, if it has no end.
fn unclosed_table(text: &str) -> Option<usize> {
    let text = text.to_ascii_lowercase();
    let open = text.rfind("<table")?;
    text.rfind("</table").is_none_or(|close| close < open).then_some(open)
}

/// Whether a place lies in running text or code, where a tag is only spoken of.
fn stands_in_words(page: &Page, at: usize) -> bool {
    let holds = |place: Span| place.start as usize <= at && at < place.end as usize;
    page.blocks.iter().any(|block| holds(block.place) && block.table().is_none())
}

#[cfg(test)]
mod tests {
    use super::{ends_inside_bars, unclosed_table};

    #[test]
    fn a_row_that_is_not_closed_as_those_before_it() {
        let rows = [
            ("| a | b |\n| --- | --- |\n| c | wor", true),
            ("| a | b |\n| --- | --- |\n| c | words |", false),
            ("| a | b\n| --- | ---\n| c | words", false),
            ("a |\nb |\nwords", false),
            ("", false),
        ];
        for (text, expected) in rows {
            assert_eq!(ends_inside_bars(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_table_without_an_end() {
        let rows = [
            ("<TABLE><tr><td>x", true),
            ("<table><tr><td>x</td></tr></table>", false),
            ("<table></table> words <table border='1'><tr>", true),
            ("no table", false),
        ];
        for (text, expected) in rows {
            assert_eq!(unclosed_table(text).is_some(), expected, "{text:?}");
        }
    }
}
