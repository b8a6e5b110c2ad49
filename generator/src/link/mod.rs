//! Drafts of one service to its IR. Knows no page format and no Rust.
//!
//! The rooms, in the order in which [`link`] walks them: `plan` says which drafts become operations, `tables` holds
//! all tables and how they are found, `bind` decides by the vote of witnesses which table states the object of which
//! row, `build` makes types without names of them, `name` names operations and types, `assemble` puts the service
//! together, and `ledger` sees to it that every row ends in the service or in a finding.

mod assemble;
mod bind;
mod build;
mod ledger;
mod name;
mod plan;
mod tables;

#[doc(hidden)]
pub use bind::{WEIGHTS, Weight, Weights, Witness};

use crate::{
    diagnostic::{Diagnostic, Sink},
    glossary::Glossary,
    interpret::{Fate, Interpretation},
    ir::{Offers, Service},
    page::RowId,
};
use bind::Bindings;
use build::Builder;
use ledger::Ledger;
use name::{Classes, OperationNames, Wishes};
use tables::Tables;

/// What the pages of one service come to.
#[derive(Debug, Default)]
pub struct Linked {
    /// The service.
    pub service: Service,
    /// What became of each row, by page in the order given.
    pub fates: Vec<Vec<(RowId, Fate)>>,
    /// The names that the pages offer, where the present IR has given others.
    pub offers: Offers,
    /// What could not be settled.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a service's folder says besides its pages.
#[derive(Debug, Default)]
pub struct Context<'a> {
    /// The service's id.
    pub service: &'a str,
    /// The present IR: names given once stay.
    pub lock: Option<&'a Service>,
    /// The words that its pages are read with; `None` for those that come with the program.
    pub glossary: Option<&'a Glossary>,
    /// What the witnesses for a table count: for tests that try other weights.
    #[doc(hidden)]
    pub weights: Weights,
}

impl<'a> Context<'a> {
    /// The words that its pages are read with.
    #[must_use]
    pub fn glossary(&self) -> &'a Glossary {
        Glossary::or_builtin(self.glossary)
    }
}

/// Links the interpretations of a service's pages. Their order does not matter: they are sorted by path.
#[must_use]
pub fn link(pages: Vec<Interpretation>, context: &Context<'_>) -> Linked {
    let (pages, given) = sorted(pages);
    let glossary = context.glossary();
    let mut sink = Sink::default();

    let chosen = plan::merge(&pages, &mut sink);
    let operation_names = OperationNames::new(&pages, &chosen, context.service, glossary);
    let names = operation_names.give(context.lock);
    operation_names.report_shared(&names, &mut sink);
    let (tables, groups) = Tables::new(&pages, glossary);
    let plans = plan::plan(&pages, &groups, &chosen, &names);

    let mut bindings = Bindings::default();
    for body in plans.iter().flat_map(|plan| &plan.bodies) {
        bind::bind(&tables, body, &context.weights, &mut bindings, &mut sink);
    }
    let mut builder = Builder::new(&tables, &bindings, &mut sink);
    let bodies = build::bodies(&plans, &mut builder, context.lock);
    let Builder { shapes, keys, .. } = builder;

    let mut wishes = Wishes::new(&shapes, &bodies, glossary);
    let mut classes = Classes::new(&shapes, &wishes);
    if wishes.part_successes(&bodies, &classes) {
        classes = Classes::new(&shapes, &wishes);
    }
    let type_names = name::types(&shapes, &classes, &wishes, &bodies, context.lock);

    let mut ledger = Ledger::new(&pages);
    for (page, row) in keys {
        ledger.settle(page, row, Fate::NoParameter("words for keys that callers choose"));
    }
    let mut types = assemble::types(&shapes, &classes, &type_names, &mut ledger);
    assemble::open_self_required(&mut types, &ledger.places(&pages), &mut sink);
    let name_of = |id| type_names.by_class.get(&classes.of(id)).cloned().unwrap_or_default();
    let operations = assemble::operations(&plans, &bodies, &name_of, &mut ledger, &mut sink);
    ledger.close(&pages, &chosen, &tables, &mut sink);
    let mut service = Service { service: context.service.to_owned(), operations, types, ..Service::default() };
    let places = ledger.places(&pages);
    assemble::lift_broken(&mut service, &places, &mut sink);
    assemble::report_contradictions(&service, &places, &mut sink);
    assemble::pagination(&mut service, &plans, glossary, &mut sink);

    let mut offers = Offers::default();
    if context.lock.is_some() {
        offers.operations = names.into_iter().zip(operation_names.give(None)).collect();
        let mut offered = name::types(&shapes, &classes, &wishes, &bodies, None).by_class;
        let by_class = type_names.by_class.into_iter();
        offers.types = by_class.filter_map(|(class, name)| Some((name, offered.remove(&class)?))).collect();
    }
    Linked { service, fates: ledger.in_order(&given), offers, diagnostics: sink.finish() }
}

/// The pages by path, and for each place in the order given its place in that order.
fn sorted(pages: Vec<Interpretation>) -> (Vec<Interpretation>, Vec<usize>) {
    let mut pages: Vec<(usize, Interpretation)> = pages.into_iter().enumerate().collect();
    pages.sort_by(|(_, a), (_, b)| a.source.path.cmp(&b.source.path));
    let mut given = vec![0; pages.len()];
    for (place, (before, _)) in pages.iter().enumerate() {
        if let Some(slot) = given.get_mut(*before) {
            *slot = place;
        }
    }
    (pages.into_iter().map(|(_, page)| page).collect(), given)
}

#[cfg(test)]
mod tests;
