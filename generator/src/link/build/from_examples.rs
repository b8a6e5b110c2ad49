//! What no table states: types and members that only examples show, types left open, objects that are maps.

use super::{
    Builder, Row,
    shape::{Hints, Shape, ShapeField, Ty, plain_of},
};
use crate::{
    diagnostic::Code,
    glossary::Glossary,
    interpret::TypeExpr,
    ir::{Facts, From, TypeRef},
    limits::DEEPEST_TYPE,
    link::bind::{are_names, inner_values, objects},
};
use indexmap::IndexMap;
use serde_json::Value;

impl<'a> Builder<'_, 'a> {
    /// A body that no table states.
    pub(super) fn shown_body(&mut self, samples: &[&'a Value]) -> Option<Ty> {
        let shown = samples.iter().any(|sample| (sample.is_object() || sample.is_array()) && !is_empty(sample));
        shown.then(|| self.shown(samples, &Hints::default(), 0))
    }

    /// A named type that no table states: its example does, if there is one.
    pub(super) fn untabled(&mut self, row: &Row<'_>, values: &[&'a Value], depth: usize) -> Ty {
        let name = row.hints.page.as_deref().unwrap_or(&row.hints.field).to_owned();
        if objects(&inner_values(values)).any(|object| !object.is_empty()) {
            let message = format!("no table describes `{name}`; its fields come from the example");
            self.report(row.slot, Code::TypeFromExample, &message);
            return self.shown(&inner_values(values), &row.hints, depth + 1);
        }
        let slip = self.slips.get(&row.slot).map(|slip| format!("; the example shows `{slip}` instead"));
        let slip = slip.unwrap_or_default();
        let message = format!("neither a table nor an example describes `{name}`; it is any value{slip}");
        self.report(row.slot, Code::MissingStructure, &message);
        Ty::any()
    }

    /// An object without name and table: a map where its words speak of pairs of key and value, else any
    /// value, unless the example gives it members.
    pub(super) fn free(&mut self, row: &Row<'_>, values: &[&'a Value], depth: usize) -> Ty {
        let inner = inner_values(values);
        if speaks_of_pairs(&row.draft.facts.doc, self.tables.glossary) {
            let values: Vec<&Value> = objects(&inner).flat_map(|object| object.values()).collect();
            return Ty::Map(Box::new(self.shown(&values, &row.hints, depth + 1)));
        }
        let free = row.draft.names_any_key() && is_alone(&inner);
        if !free && objects(&inner).any(|object| !object.is_empty()) {
            return self.shown(&inner, &row.hints, depth + 1);
        }
        if let Some(number) = row.draft.table_numbers.first().filter(|_| row.draft.links.is_empty()) {
            let message = format!("it points to table {number}, which is not among those read; it is any value");
            self.report(row.slot, Code::MissingStructure, &message);
        }
        Ty::any()
    }

    /// A row whose type nothing states: the example, then the facts of its description decide.
    pub(super) fn open(&mut self, row: &Row<'_>, values: &[&'a Value], depth: usize) -> Ty {
        let telling: Vec<&Value> = values.iter().copied().filter(|value| !is_empty(value)).collect();
        if !telling.is_empty() {
            self.report(row.slot, Code::GuessedType, "the page states no type; it was taken from the example");
            return self.shown(&telling, &row.hints, depth + 1);
        }
        let guess = guess(&row.draft.facts);
        if matches!(row.draft.ty.expr, TypeExpr::Unsaid) {
            self.report(
                row.slot,
                Code::GuessedType,
                &format!("the page states no type and no example shows one; it is assumed to be {guess}"),
            );
        }
        Ty::Plain(guess)
    }

    /// The type that values show.
    pub(super) fn shown(&mut self, values: &[&'a Value], hints: &Hints, depth: usize) -> Ty {
        let values: Vec<&'a Value> = values.iter().copied().filter(|value| !value.is_null()).collect();
        if depth > DEEPEST_TYPE || values.is_empty() {
            return Ty::any();
        }
        if values.iter().all(|value| value.is_array()) {
            let items: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
            return Ty::List(Box::new(self.shown(&items, hints, depth + 1)));
        }
        if !values.iter().all(|value| value.is_object()) {
            return plain_of(&values).map_or_else(Ty::any, Ty::Plain);
        }
        let mut members: IndexMap<&str, Vec<&'a Value>> = IndexMap::new();
        for (key, value) in objects(&values).flatten() {
            members.entry(key).or_default().push(value);
        }
        if members.is_empty() {
            return Ty::Map(Box::new(Ty::any()));
        }
        if !objects(&values).all(|object| are_names(object.keys())) {
            let inner: Vec<&Value> = members.into_values().flatten().collect();
            return Ty::Map(Box::new(self.shown(&inner, hints, depth + 1)));
        }
        let id = self.shapes.add(Shape { hints: hints.clone(), fields: Vec::new(), from: Some(From::Example) });
        let fields = members.into_iter().map(|(name, values)| self.shown_member(name, &values, depth)).collect();
        if let Some(shape) = self.shapes.shapes.get_mut(id.0) {
            shape.fields = fields;
        }
        Ty::Shape(id)
    }

    /// A member that only examples show.
    pub(super) fn shown_member(&mut self, name: &str, values: &[&'a Value], depth: usize) -> ShapeField {
        let hints = Hints { page: None, field: name.to_owned() };
        let ty = self.shown(values, &hints, depth + 1);
        let facts = Facts { from: Some(From::Example), ..Facts::default() };
        ShapeField { name: name.to_owned(), ty, required: false, facts, rows: Vec::new() }
    }
}

/// Whether one object at most is shown: below keys that callers choose, its own keys are as likely theirs.
pub(super) fn is_alone(values: &[&Value]) -> bool {
    objects(values).count() < 2
}

fn speaks_of_pairs(doc: &str, glossary: &Glossary) -> bool {
    let doc = doc.to_lowercase();
    glossary.types().names.pairs.iter().any(|pair| doc.contains(pair.as_str()))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The type that constraints imply; any where there are none.
pub(in crate::link) fn guess(facts: &Facts) -> TypeRef {
    let values: Vec<&Value> = facts.values.iter().map(|value| &value.value).chain(&facts.default).collect();
    if facts.length.is_some() || facts.pattern.is_some() {
        return TypeRef::String;
    }
    plain_of(&values).or_else(|| facts.range.as_ref().map(|_| TypeRef::Integer)).unwrap_or(TypeRef::Any)
}
