//! What interpreting a page finds besides its drafts: diagnostics, and the fates of rows that end here.

use super::{Fate, JsonBlocks};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Sink},
    page::{RowId, Source, Span},
};
use std::{collections::BTreeMap, sync::Arc};

/// Collects diagnostics and fates of one page.
pub(super) struct Findings {
    source: Arc<Source>,
    sink: Sink,
    /// The fates of rows that are in no draft.
    pub(super) fates: BTreeMap<RowId, Fate>,
    /// JSON in example blocks, by the block: several operations of a page read the same blocks.
    json: BTreeMap<Span, JsonBlocks>,
}

impl Findings {
    pub(super) fn new(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), sink: Sink::default(), fates: BTreeMap::new(), json: BTreeMap::new() }
    }

    /// The text of the page.
    pub(super) fn source(&self) -> Arc<Source> {
        Arc::clone(&self.source)
    }

    pub(super) fn note(&mut self, code: Code, message: impl Into<String>, place: Span) {
        let place = Place { source: Arc::clone(&self.source), span: place };
        self.sink.note(code, message, Some(place));
    }

    /// A row is not used, and this says why.
    pub(super) fn reported(&mut self, row: RowId, code: Code, message: String, place: Span) {
        self.fates.insert(row, Fate::Reported);
        self.note(code, message, place);
    }

    /// What became of a row.
    pub(super) fn fate(&mut self, row: RowId, fate: Fate) {
        self.fates.insert(row, fate);
    }

    /// The diagnostics, each once.
    pub(super) fn diagnostics(self) -> Vec<Diagnostic> {
        self.sink.finish()
    }

    /// What the JSON of a block was like.
    pub(super) fn json(&mut self, block: Span, seen: JsonBlocks) {
        self.json.insert(block, seen);
    }

    /// What the JSON of the page was like.
    pub(super) fn all_json(&self) -> JsonBlocks {
        self.json.values().fold(JsonBlocks::default(), |sum, seen| sum.and(*seen))
    }

    /// A row, if it is one of the page, says what another one says already.
    pub(super) fn merged(&mut self, row: Option<RowId>, into: impl Into<String>) {
        self.fates.extend(row.map(|row| (row, Fate::Merged(into.into()))));
    }
}
