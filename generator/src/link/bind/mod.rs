//! Which table states the object of which row, body by body: a body's own table is found, then rows are walked depth
//! first from it, and last come the tables that no witness names. Drafts and examples enter, [`Bindings`] leave; no type
//! is built here.
//!
//! Several [witnesses](witness) may speak for a table: links, numbers, captions. [`Binder`] weighs what they say
//! against the keys that examples show.

mod bindings;
mod by_order;
mod elect;
mod observed;
mod root;
mod witness;

pub(in crate::link) use bindings::Bindings;
pub(in crate::link) use observed::{Names, Samples, are_names, inner_values, kind, leaves, objects};
pub use witness::{WEIGHTS, Weight, Weights, Witness};

use super::{plan::BodyPlan, tables::Tables};
use crate::diagnostic::Sink;
use elect::Binder;

/// Binds the tables of one body.
pub(in crate::link) fn bind<'a>(
    tables: &Tables<'a>,
    body: &BodyPlan<'a>,
    weights: &Weights,
    bindings: &mut Bindings<'a>,
    sink: &mut Sink,
) {
    let group = body.group;
    let mut samples = body.samples.clone();
    let found = match tables.root(group) {
        Some(table) => root::wrapped(tables, table, body),
        None => root::find(tables, body),
    };
    if let Some(found) = &found {
        samples = root::samples(found, body);
        bindings.roots.insert(group, found.clone());
    }
    let Some(root) = tables.root(group).or(found.map(|found| found.table)) else { return };
    let mut binder = Binder::new(tables, group, weights, bindings, sink);
    binder.show(root, samples, 0);
    binder.walk(root);
    binder.by_order(root);
}
