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
    let cut = ends_inside_bars(text) || (tags && ends_inside_tags(text));
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

fn ends_inside_tags(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.rfind("<table").is_some_and(|open| text.rfind("</table").is_none_or(|close| close < open))
}

#[cfg(test)]
mod tests {
    use super::{ends_inside_bars, ends_inside_tags};

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
            assert_eq!(ends_inside_tags(text), expected, "{text:?}");
        }
    }
}
