//! Drafts of one service to its IR: tables to types by the vote of witnesses, names, sharing, what
//! examples add. Knows no page format and no Rust.

mod bodies;
mod build;
mod classes;
mod dotted;
mod duplicates;
mod endless;
mod evidence;
mod examples;
mod fates;
mod inputs;
mod judge;
mod leaf;
mod operation_names;
mod operations;
mod order;
mod pagination;
mod root;
mod sample;
mod shape;
mod tables;
mod tie;
mod ties;
mod told;
mod type_names;
mod types;
mod unstated;
mod witness;
mod words;

use crate::{
    diagnostic::Diagnostic,
    glossary::Glossary,
    interpret::{Fate, Interpretation},
    ir::{Offers, Service},
    page::RowId,
};
use build::Build;
use classes::Classes;
use fates::Fates;
use tables::Tables;
use ties::Ties;

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
    /// The words that its pages are read with; those that come with the program unless told.
    pub glossary: Option<&'a Glossary>,
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

    let (chosen, mut diagnostics) = duplicates::merge(&pages);
    let names = operation_names::name(&pages, &chosen, context.lock, glossary);
    diagnostics.extend(operation_names::shared(&pages, &chosen, &names, glossary));
    let (tables, groups) = Tables::new(&pages, glossary);
    let plans = operations::plan(&pages, &groups, &chosen, &names);

    let mut ties = Ties::default();
    for body in plans.iter().flat_map(|plan| &plan.bodies) {
        diagnostics.extend(tie::tie(&tables, body, &pages, &mut ties));
    }
    let mut build = Build::new(&tables, &ties, &pages);
    let roots = types::roots(&plans, &mut build, context.lock);
    let (shapes, findings, keys) = (build.shapes, build.findings, build.keys);
    diagnostics.extend(findings);

    let (mut wishes, errors) = type_names::wishes(&shapes, &roots, glossary);
    let mut classes = Classes::new(&shapes, &wishes, &errors);
    if type_names::part_successes(&roots, &classes, &mut wishes) {
        classes = Classes::new(&shapes, &wishes, &errors);
    }
    let type_names = type_names::name(&shapes, &classes, &wishes, &roots, context.lock);

    let mut fates = Fates::new(&pages);
    for (page, row) in keys {
        fates.settle(page, row, Fate::NoParameter("words for free keys"));
    }
    let mut types = types::types(&shapes, &classes, &type_names, &mut fates);
    diagnostics.extend(endless::open(&mut types, &fates, &tables, &pages));
    let name_of = |id| type_names.by_class.get(&classes.of(id)).cloned().unwrap_or_default();
    let operations = operations::finish(&plans, &roots, &name_of, &mut fates, &mut diagnostics);
    diagnostics.extend(fates.close(&pages, &chosen, &tables));

    let mut offers = Offers::default();
    if context.lock.is_some() {
        offers.operations = names.into_iter().zip(operation_names::name(&pages, &chosen, None, glossary)).collect();
        let mut offered = type_names::name(&shapes, &classes, &wishes, &roots, None).by_class;
        let by_class = type_names.by_class.into_iter();
        offers.types = by_class.filter_map(|(class, name)| Some((name, offered.remove(&class)?))).collect();
    }
    let mut service = Service { service: context.service.to_owned(), operations, types, ..Service::default() };
    diagnostics.extend(pagination::detect(&mut service, &plans, glossary));
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    Linked { service, fates: fates.in_order(&given), offers, diagnostics }
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
