//! What became of each row. At the end every row has a fate, and every row that was left out has a
//! diagnostic.

use super::{
    plan::{Chosen, draft},
    tables::Tables,
};
use crate::{
    diagnostic::{Code, Place, Sink},
    interpret::{Draft, Fate, FieldDraft, Interpretation, TableDraft},
    ir::{IrPath, placeholders},
    page::RowId,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The fates of all rows, by page.
#[derive(Debug)]
pub(super) struct Ledger {
    pages: Vec<BTreeMap<RowId, Fate>>,
    /// Rows that were settled before linking, in the order given.
    before: Vec<Vec<(RowId, Fate)>>,
}

impl Ledger {
    pub(super) fn new(pages: &[Interpretation]) -> Self {
        Self {
            pages: pages.iter().map(|_| BTreeMap::new()).collect(),
            before: pages.iter().map(|page| page.fates.clone()).collect(),
        }
    }

    /// Settles a row, unless it is settled.
    pub(super) fn settle(&mut self, page: usize, row: RowId, fate: Fate) {
        if let Some(fates) = self.pages.get_mut(page) {
            fates.entry(row).or_insert(fate);
        }
    }

    /// The part of the IR that a row became.
    pub(super) fn path(&self, page: usize, row: RowId) -> Option<&IrPath> {
        match self.pages.get(page)?.get(&row)? {
            Fate::Ir(path) => Some(path),
            _ => None,
        }
    }

    /// Where the parts of the IR stand on the pages.
    pub(super) fn places(&self, pages: &[Interpretation]) -> BTreeMap<&IrPath, Place> {
        let mut places = BTreeMap::new();
        for (page, interpretation) in pages.iter().enumerate() {
            let structures = interpretation.structures.iter().flat_map(|table| &table.fields);
            for field in interpretation.drafts.iter().flat_map(Draft::fields).chain(structures) {
                let place = || Place { source: Arc::clone(&interpretation.source), span: field.place };
                if let Some(path) = field.row.and_then(|row| self.path(page, row)) {
                    places.entry(path).or_insert_with(place);
                }
            }
        }
        places
    }

    /// Settles what is left: rows of copies, and rows of tables that no field leads to, which are reported.
    pub(super) fn close(&mut self, pages: &[Interpretation], chosen: &[Chosen], tables: &Tables<'_>, sink: &mut Sink) {
        let mut copied: BTreeSet<(usize, u32)> = BTreeSet::new();
        for chosen in chosen {
            let Some(kept) = draft(pages, chosen.id) else { continue };
            for copy in &chosen.copies {
                let Some(twin) = draft(pages, *copy) else { continue };
                self.close_copy(copy.page, twin, kept, sink);
                copied.extend(twin.tables().map(|table| (copy.page, table.table)));
            }
        }
        let mut unclaimed: BTreeMap<(usize, u32), &TableDraft> = BTreeMap::new();
        for entry in tables.ids().filter_map(|id| tables.get(id)) {
            unclaimed.entry((entry.page, entry.draft.table)).or_insert(entry.draft);
        }
        let twins = self.outlines_in_ir(tables);
        for ((page, index), table) in unclaimed {
            let unsettled = |row: &RowId| self.pages.get(page).is_none_or(|fates| !fates.contains_key(row));
            let lost = |field: &&FieldDraft| field.row.as_ref().is_some_and(unsettled);
            let lost: Vec<&FieldDraft> = table.fields.iter().filter(lost).collect();
            let has_twin = twins.contains(&outline(table));
            if !copied.contains(&(page, index)) && !has_twin && !lost.is_empty() {
                let what = table.caption.as_deref().map_or_else(String::new, |caption| format!(" `{caption}`"));
                let names = listed(lost.iter().map(|field| field.name.as_str()));
                let message = format!("no field has the type that the table{what} states; left out: {names}");
                sink.note(Code::UnclaimedTable, message, tables.place(page, table.place));
            }
            for field in lost {
                let fate = if has_twin { Fate::Merged(field.name.clone()) } else { Fate::Reported };
                if let Some(row) = field.row {
                    self.settle(page, row, fate);
                }
            }
        }
        for (page, interpretation) in pages.iter().enumerate() {
            for row in interpretation.drafts.iter().flat_map(Draft::rows) {
                self.settle(page, row, Fate::Reported);
            }
        }
    }

    /// The outlines of the tables whose rows are all in the IR: another table of the same outline is not lost.
    fn outlines_in_ir(&self, tables: &Tables<'_>) -> BTreeSet<Outline> {
        let entries = tables.ids().filter_map(|id| tables.get(id));
        let whole = entries.filter(|entry| {
            let in_ir = |field: &FieldDraft| field.row.is_some_and(|row| self.path(entry.page, row).is_some());
            !entry.draft.fields.is_empty() && entry.draft.fields.iter().all(in_ir)
        });
        whole.map(|entry| outline(entry.draft)).collect()
    }

    /// Rows of a copy are merged where the kept operation has their name, else reported.
    fn close_copy(&mut self, page: usize, copy: &Draft, kept: &Draft, sink: &mut Sink) {
        let renamed: BTreeMap<&str, &str> = placeholders(&copy.path).zip(placeholders(&kept.path)).collect();
        let known = names(kept);
        let mut lost: BTreeSet<&str> = BTreeSet::new();
        for field in copy.fields() {
            let name = field.name.as_str();
            let kept = [Some(name), renamed.get(name).copied()].into_iter().flatten().find(|name| known.contains(name));
            if kept.is_none() {
                lost.insert(name);
            }
            let fate = kept.map_or(Fate::Reported, |name| Fate::Merged(name.to_owned()));
            if let Some(row) = field.row {
                self.settle(page, row, fate);
            }
        }
        if lost.is_empty() {
            return;
        }
        let names = listed(lost.iter().copied());
        let message = format!("only this copy of the operation states {names}");
        sink.note(Code::CopyDiffers, message, Some(copy.at(copy.place)));
    }

    /// The fates by page in the order given.
    pub(super) fn in_order(self, given: &[usize]) -> Vec<Vec<(RowId, Fate)>> {
        let mut by_place: Vec<Vec<(RowId, Fate)>> = self
            .before
            .into_iter()
            .zip(self.pages)
            .map(|(before, fates)| before.into_iter().chain(fates).collect())
            .collect();
        given.iter().map(|place| by_place.get_mut(*place).map(std::mem::take).unwrap_or_default()).collect()
    }
}

/// What a table states: names and types, row by row.
type Outline = Vec<(String, String)>;

fn outline(table: &TableDraft) -> Outline {
    table.fields.iter().map(|field| (field.name.clone(), field.ty.raw.to_lowercase())).collect()
}

/// Names for a message, the first few of many.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    const MOST: usize = 8;
    let mut names = names.map(|name| format!("`{name}`"));
    let shown: Vec<String> = names.by_ref().take(MOST).collect();
    let more = if names.next().is_some() { ", ..." } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn names(draft: &Draft) -> BTreeSet<&str> {
    draft.fields().map(|field| field.name.as_str()).collect()
}
