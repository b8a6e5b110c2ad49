//! Which table states the object of which row, body by body: a body's own table is found, then rows are walked depth
//! first from it, and last come the tables that nobody names.

use super::{bodies::BodyPlan, judge::Judge, root, tables::Tables, ties::Ties};
use crate::{diagnostic::Diagnostic, interpret::Interpretation};

/// Ties the tables of one body.
pub(super) fn tie<'a>(
    tables: &Tables<'a>,
    body: &BodyPlan<'a>,
    pages: &[Interpretation],
    ties: &mut Ties<'a>,
) -> Vec<Diagnostic> {
    let group = body.group;
    let mut samples = body.samples.clone();
    let found = match tables.root(group) {
        Some(table) => root::wrapped(tables, table, body),
        None => root::find(tables, body),
    };
    if let Some(found) = &found {
        samples = root::samples(found, body);
        ties.roots.insert(group, found.clone());
    }
    let Some(root) = tables.root(group).or(found.map(|found| found.table)) else { return Vec::new() };
    let mut judge = Judge::new(tables, group, pages, ties);
    judge.show(root, samples, 0);
    judge.walk(root);
    judge.order(root);
    judge.findings
}
