//! Drafts of one service to its IR: tables to types by the vote of witnesses, names, sharing, what
//! examples add. Knows no page format and no Rust.

use crate::{
    diagnostic::Diagnostic,
    interpret::{Fate, Interpretation},
    ir::Service,
    page::RowId,
};

/// What the pages of one service come to.
#[derive(Debug, Default)]
pub struct Linked {
    /// The service.
    pub service: Service,
    /// What became of each row, by page in the order given.
    pub fates: Vec<Vec<(RowId, Fate)>>,
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
}

/// Links the interpretations of a service's pages. Their order does not matter: they are sorted by path.
#[must_use]
pub fn link(_pages: Vec<Interpretation>, context: &Context<'_>) -> Linked {
    Linked { service: Service { service: context.service.to_owned(), ..Service::default() }, ..Linked::default() }
}
