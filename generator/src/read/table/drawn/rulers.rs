//! Tables above whose columns stands a ruler of dashes: `---- -------- ---`. A row is a line, or, where a ruler
//! without gaps opens and ends the table, what stands between blank lines. In: lines. Out: the table.

use super::{Drawn, Layout};
use crate::read::line::{Line, Measure, groups};

/// Reads the table that starts at the first line; `None` if none starts.
pub(super) fn read(lines: &[Line<'_>]) -> Option<Drawn> {
    let first = lines.first().filter(|line| !line.is_blank())?;
    let framed = is_frame(first.text);
    let head_start = usize::from(framed);
    let above = |line: &&Line<'_>| !line.is_blank() && ruler(**line).is_none();
    let head = lines.iter().skip(head_start).take(MOST_HEAD_LINES + 1).take_while(above).count();
    if !(1..=MOST_HEAD_LINES).contains(&head) || (!framed && head > 1) {
        return None;
    }
    let at = head_start + head;
    let columns = ruler(*lines.get(at)?)?;
    let body = lines.get(at + 1..)?;
    let limit = body.iter().position(|line| is_frame(line.text) || (!framed && line.is_blank()));
    if limit.is_none() && framed {
        return None;
    }
    let body = body.get(..limit.unwrap_or(body.len()))?;
    let rows: Vec<&[Line<'_>]> = if framed || body.iter().any(Line::is_blank) {
        body.split(Line::is_blank).filter(|row| !row.is_empty()).collect()
    } else {
        body.chunks(1).collect()
    };
    let head = lines.get(head_start..at).unwrap_or_default();
    let lines = at + 1 + body.len() + usize::from(framed);
    let starts: Vec<usize> = columns.iter().enumerate().map(|(nth, start)| if nth == 0 { 0 } else { *start }).collect();
    Some(Drawn::new(Layout { starts, measure: Measure::Width }.table(head, &rows), lines, None))
}

const MOST_HEAD_LINES: usize = 6;

/// The columns at which the groups of a ruler start.
fn ruler(line: Line<'_>) -> Option<Vec<usize>> {
    let groups = groups(line, '-').filter(|groups| groups.len() > 1)?;
    Some(groups.into_iter().map(|group| group.start).collect())
}

/// A ruler without gaps.
fn is_frame(text: &str) -> bool {
    let dashes = text.trim_start();
    dashes.len() > 8 && dashes.bytes().all(|byte| byte == b'-')
}
