//! Objects and lists: where members and items go, and what becomes of those that do not fit.

use super::{Reader, Step, Syntax};
use crate::json::table::Table;
use crate::json::{DriftKind, Extra, Field, MAX_DEPTH, Model, VisitMut};

impl Reader<'_> {
    /// The members of a model.
    pub(super) fn model(&mut self, model: &mut dyn Model) -> bool {
        let mut object = ObjectReader { reader: self, is_read: false };
        model.visit_mut(&mut object);
        object.is_read
    }

    /// One member of a model: stored, or kept as it came.
    fn member(&mut self, key: &str, place: &mut Place<'_, '_>) {
        let start = self.scanner.at();
        let outer = std::mem::replace(&mut self.lost_item, false);
        self.misfit = false;
        let mut stored = place.store(key, self);
        if !stored && !self.misfit && self.written_in != Syntax::Json && self.error.is_none() {
            // `@xsi:type` may stand on the page as `type`.
            let names = key.strip_prefix('@').map(|name| (name, name.rsplit(':').next().unwrap_or(name)));
            stored =
                names.is_some_and(|(name, local)| place.store(name, self) || !self.misfit && place.store(local, self));
        }
        if self.error.is_none() && (!stored || self.lost_item && self.may_read_again(start)) {
            let known = stored || self.misfit;
            self.scanner.seek(start);
            if !known {
                let found = self.found();
                self.note(DriftKind::UnknownMember { found });
            }
            let value = self.any();
            place.extra.insert(key, value);
        }
        self.lost_item = outer;
    }

    pub(super) fn members(&mut self, member: &mut dyn FnMut(&str, &mut Self)) -> bool {
        if !self.enter() {
            return false;
        }
        if !self.scanner.eat(b'}') {
            loop {
                if self.peek() != Some(b'"') {
                    return self.fail("expected the name of a member");
                }
                let start = self.scanner.at();
                let Some(key) = self.string() else { return false };
                self.path.push(Step::Member { start: start + 1, end: self.scanner.at() - 1 });
                if !self.scanner.eat(b':') {
                    return self.fail("expected a colon");
                }
                member(&key, self);
                self.path.pop();
                if self.error.is_some() {
                    return false;
                }
                if self.scanner.eat(b',') {
                    continue;
                }
                if self.scanner.eat(b'}') {
                    break;
                }
                return self.fail("expected a comma or a closing brace");
            }
        }
        self.depth -= 1;
        true
    }

    pub(super) fn items(&mut self, item: &mut dyn FnMut(&mut Self) -> bool) -> bool {
        if !self.enter() {
            return false;
        }
        if !self.scanner.eat(b']') {
            loop {
                let start = self.scanner.at();
                self.path.push(Step::Item);
                if !item(self) {
                    self.pass_over_from(start);
                    self.lost_item = true;
                }
                self.path.pop();
                if self.error.is_some() {
                    return false;
                }
                if self.scanner.eat(b',') {
                    continue;
                }
                if self.scanner.eat(b']') {
                    break;
                }
                return self.fail("expected a comma or a closing bracket");
            }
        }
        self.depth -= 1;
        true
    }

    /// A list where one value is due: its only item, or nothing.
    pub(super) fn only_item(&mut self, expected: &'static str, item: &mut dyn FnMut(&mut Self) -> bool) -> bool {
        // Once at a time: a tower of lists would otherwise be read again at each of its floors.
        if self.inside_only_item {
            return self.mismatch(expected);
        }
        let depth = self.depth;
        self.inside_only_item = true;
        let mut fits = self.enter();
        if fits && !self.scanner.eat(b']') {
            self.path.push(Step::Item);
            fits = item(self) && self.scanner.eat(b']');
            self.path.pop();
        }
        self.depth = depth;
        self.inside_only_item = false;
        if fits {
            self.note_as(expected, "list");
            return true;
        }
        self.misfit = true;
        if self.error.is_none() {
            self.note(DriftKind::Mismatch { expected, found: "list" });
        }
        false
    }

    pub(super) fn enter(&mut self) -> bool {
        if self.depth >= MAX_DEPTH {
            return self.fail("nested too deeply");
        }
        self.depth += 1;
        self.scanner.bump();
        true
    }

    pub(super) fn pass_over_from(&mut self, start: usize) {
        if self.error.is_none() {
            self.scanner.seek(start);
            self.skip();
        }
    }

    pub(super) fn may_read_again(&mut self, start: usize) -> bool {
        let left = self.second_reads.checked_sub(self.scanner.at() - start);
        self.second_reads = left.unwrap_or(self.second_reads);
        left.is_some()
    }
}

/// Reads the members of a model into its fields.
struct ObjectReader<'r, 'a> {
    reader: &'r mut Reader<'a>,
    is_read: bool,
}

impl VisitMut for ObjectReader<'_, '_> {
    fn model(&mut self, table: &'static str, fields: &mut [&mut dyn Field], extra: &mut Extra) {
        let table = self.reader.tables.get(table);
        let mut place = Place { table: &table, next: 0, fields, extra };
        self.is_read = self.reader.members(&mut |key, reader| reader.member(key, &mut place));
    }
}

/// Where the members of a model go.
struct Place<'m, 'f> {
    table: &'m Table,
    /// The field after the one that was met last.
    next: usize,
    fields: &'m mut [&'f mut dyn Field],
    extra: &'m mut Extra,
}

impl Place<'_, '_> {
    /// Stores the member `key`, whose value is next in `reader`; `false` when it has no place or does not fit.
    fn store(&mut self, key: &str, reader: &mut Reader<'_>) -> bool {
        let Some(at) = self.table.position(key, self.next) else { return false };
        self.next = at + 1;
        self.fields.get_mut(at).is_some_and(|field| field.read_into(reader))
    }
}
