//! Cells of one line, kept apart by bars or by wide blanks. In: a line. Out: where its cells stand in it.

use std::ops::Range;

/// A line cut into cells.
pub(in crate::read) struct Cut {
    /// The cells' bytes in the line, outer blanks trimmed.
    pub(in crate::read) cells: Vec<Range<usize>>,
    /// Whether a bar stands before the first.
    pub(in crate::read) opened: bool,
    /// Whether a bar stands after the last.
    pub(in crate::read) closed: bool,
}

/// Cuts at bars; at `spaced` ones only, those with a blank or the line's end beside them.
pub(in crate::read) fn bars(text: &str, spaced: bool) -> Cut {
    let bytes = text.as_bytes();
    let blank_at = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'|')
    };
    let cuts = memchr::memchr_iter(b'|', bytes).filter(|at| {
        let before = at.checked_sub(1);
        let escaped = before.and_then(|before| bytes.get(before)) == Some(&b'\\');
        !escaped && (!spaced || blank_at(before) || blank_at(Some(at + 1)))
    });
    let mut cells = Vec::new();
    let mut from = 0;
    for at in cuts.chain([text.len()]) {
        cells.push(trimmed(text, from, at));
        from = at + 1;
    }
    let opened = cells.len() > 1 && text.starts_with('|');
    let closed = cells.len() > 1 && text.ends_with('|') && !text.ends_with("\\|");
    if opened {
        cells.remove(0);
    }
    if closed && cells.len() > 1 {
        cells.pop();
    }
    Cut { cells, opened, closed }
}

/// Cuts off the bars at both ends only.
pub(in crate::read) fn outer_bars(text: &str) -> Cut {
    let opened = text.starts_with('|');
    let closed = text.ends_with('|') && !text.ends_with("\\|");
    let from = usize::from(opened);
    let to = text.len() - usize::from(closed && text.len() > from);
    Cut { cells: vec![trimmed(text, from, to)], opened, closed }
}

/// Cuts at gaps of a tab or two blanks.
pub(in crate::read) fn gaps(text: &str) -> Cut {
    let mut cells = Vec::new();
    let mut from = 0;
    let mut blanks = 0;
    for (at, c) in text.char_indices() {
        if c == '\t' || c == ' ' {
            blanks += if c == '\t' { 2 } else { 1 };
            continue;
        }
        if blanks > 1 {
            cells.push(trimmed(text, from, at));
            from = at;
        }
        blanks = 0;
    }
    cells.push(trimmed(text, from, text.len()));
    Cut { cells, opened: false, closed: false }
}

fn trimmed(text: &str, from: usize, to: usize) -> Range<usize> {
    let cell = text.get(from..to).unwrap_or_default();
    let start = from + (cell.len() - cell.trim_start().len());
    start..start.max(from + cell.trim_end().len())
}
