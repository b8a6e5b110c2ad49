//! What is reported of a row or table while its type is built: differences between examples and tables, and what
//! was left out.

use super::{
    Builder,
    dotted_names::Member,
    shape::{plain, plain_of},
};
use crate::{
    diagnostic::Code,
    interpret::FieldDraft,
    ir::TypeRef,
    link::{
        bind::kind,
        tables::{Slot, TableId},
    },
};
use serde_json::Value;
use std::collections::BTreeSet;

impl<'a> Builder<'_, 'a> {
    /// If table and example have different scalars, the table is used and the difference is reported.
    pub(super) fn note_disagreement(&mut self, slot: Slot, draft: &FieldDraft, values: &[&'a Value]) {
        let Some(stated) = plain(&draft.ty.expr).filter(|ty| !matches!(ty, TypeRef::Any | TypeRef::Binary)) else {
            return;
        };
        let telling: Vec<&Value> = values
            .iter()
            .copied()
            .filter(|value| {
                !value.is_null() && !value.as_str().is_some_and(|text| self.tables.glossary.is_placeholder(text))
            })
            .collect();
        let Some(first) = telling.first() else { return };
        let seen = plain_of(&telling);
        let agrees = match (&stated, &seen) {
            (TypeRef::Number, Some(TypeRef::Integer)) => true,
            (stated, Some(shown)) => stated == shown,
            (_, None) => false,
        };
        if !agrees {
            let message = format!("it is {stated} in the table and {} in the example", kind(first));
            self.report(slot, Code::ExampleDisagrees, &message);
        }
    }

    /// Keys that an example shows and its table lacks.
    pub(super) fn report_unlisted(&mut self, table: TableId, unlisted: &BTreeSet<&str>) {
        let Some(entry) = self.tables.get(table).filter(|_| !unlisted.is_empty()) else { return };
        let shown: Vec<String> = unlisted.iter().take(5).map(|key| format!("`{key}`")).collect();
        let more = if unlisted.len() > shown.len() {
            format!(" and {} more", unlisted.len() - shown.len())
        } else {
            String::new()
        };
        let message = format!("the example shows {}{more}, which the table lacks", shown.join(", "));
        self.sink.note(Code::UnlistedKey, message, self.tables.place(entry.page, entry.draft.place));
    }

    /// A row whose name is words for keys that callers choose, beside rows of named keys.
    pub(super) fn report_words(&mut self, table: TableId, member: &Member) {
        let page = self.tables.get(table).map_or(0, |entry| entry.page);
        for field in &member.rows {
            let slot = Slot { table, field: *field };
            self.report(slot, Code::FreeKeys, "these words stand for keys that callers choose");
            self.keys.extend(self.tables.field(slot).and_then(|draft| draft.row).map(|row| (page, row)));
        }
    }

    /// A type cell whose words are not known, at these words.
    pub(super) fn report_unknown_type(&mut self, slot: Slot, words: &str) {
        let Some(field) = self.tables.field(slot) else { return };
        let place = self.tables.place_of(slot).map(|place| place.of_words(words, &field.name));
        self.sink.note(Code::UnknownType, format!("`{}`: `{words}` is not a known type", field.name), place);
    }

    pub(super) fn report(&mut self, slot: Slot, code: Code, message: &str) {
        let Some(field) = self.tables.field(slot) else { return };
        self.sink.note(code, format!("`{}`: {message}", field.name), self.tables.place_of(slot));
    }
}
