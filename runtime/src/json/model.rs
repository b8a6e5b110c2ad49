//! Objects with named fields. A type lends its fields as trait objects beside one table of their names; reading, writing,
//! copying, comparing and printing are written here once, for all types: a function that the compiler meets in each of
//! thousands of types is what those take to check.

use std::any::Any;
use std::fmt;

use super::table::Table;
use super::{Extra, Reader, Value};
use crate::values::secret::{Redacted, is_secret_name};

/// An object with named fields. Emitted types implement this, by [`models!`](crate::models), and nothing else of the codec.
pub trait Model {
    /// Shows its fields.
    fn visit(&self, visitor: &mut dyn Visit);

    /// Lends its fields for changes.
    fn visit_mut(&mut self, visitor: &mut dyn VisitMut);
}

/// Who is shown the fields of a model.
pub trait Visit {
    /// All of them, in the order of `table`, and what came beyond them.
    fn model(&mut self, table: &'static str, fields: &[&dyn Field], extra: &Extra);
}

/// Who is lent the fields of a model.
pub trait VisitMut {
    /// All of them, in the order of `table`, and what came beyond them.
    fn model(&mut self, table: &'static str, fields: &mut [&mut dyn Field], extra: &mut Extra);
}

/// A field, whatever its type.
pub trait Field: Value + Any {
    /// Reads the next value into the field; `false`, and the field as it was, when the value does not fit.
    fn read_into(&mut self, reader: &mut Reader<'_>) -> bool;

    /// Takes the value of another field of this type.
    fn copy_from(&mut self, other: &dyn Field);

    /// Whether the other field is of this type and has this value.
    fn is_same(&self, other: &dyn Field) -> bool;
}

impl<T: Value + Clone + PartialEq + 'static> Field for T {
    fn read_into(&mut self, reader: &mut Reader<'_>) -> bool {
        reader.read(self)
    }

    fn copy_from(&mut self, other: &dyn Field) {
        let other: &dyn Any = other;
        if let Some(other) = other.downcast_ref::<Self>() {
            *self = other.clone();
        }
    }

    fn is_same(&self, other: &dyn Field) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref::<Self>().is_some_and(|other| self == other)
    }
}

/// What a field has before it is set: a constant, which costs less to compile than a call.
pub trait Absent {
    /// The value of a field that is not there.
    const ABSENT: Self;
}

impl<T> Absent for Option<T> {
    const ABSENT: Self = None;
}

impl<T> Absent for Vec<T> {
    const ABSENT: Self = Self::new();
}

impl Absent for Extra {
    const ABSENT: Self = Self::NONE;
}

impl<M: Model + ?Sized> Model for Box<M> {
    fn visit(&self, visitor: &mut dyn Visit) {
        (**self).visit(visitor);
    }

    fn visit_mut(&mut self, visitor: &mut dyn VisitMut) {
        (**self).visit_mut(visitor);
    }
}

/// A copy of a model: its `Clone`.
pub fn copied<M: Model + Default>(model: &M) -> M {
    let mut copy = M::default();
    copy_fields(model, &mut copy);
    copy
}

fn copy_fields(model: &dyn Model, copy: &mut dyn Model) {
    model.visit(&mut Original { copy });
}

struct Original<'a> {
    copy: &'a mut dyn Model,
}

impl Visit for Original<'_> {
    fn model(&mut self, _: &'static str, fields: &[&dyn Field], extra: &Extra) {
        self.copy.visit_mut(&mut Copied { fields, extra });
    }
}

struct Copied<'a> {
    fields: &'a [&'a dyn Field],
    extra: &'a Extra,
}

impl VisitMut for Copied<'_> {
    fn model(&mut self, _: &'static str, fields: &mut [&mut dyn Field], extra: &mut Extra) {
        for (field, original) in fields.iter_mut().zip(self.fields) {
            field.copy_from(*original);
        }
        extra.clone_from(self.extra);
    }
}

/// Whether two models are equal, field by field: their `PartialEq`.
#[inline]
pub fn is_same<M: Model>(one: &M, other: &M) -> bool {
    is_same_model(one, other)
}

fn is_same_model(one: &dyn Model, other: &dyn Model) -> bool {
    let mut comparison = One { other, is_same: false };
    one.visit(&mut comparison);
    comparison.is_same
}

struct One<'a> {
    other: &'a dyn Model,
    is_same: bool,
}

impl Visit for One<'_> {
    fn model(&mut self, _: &'static str, fields: &[&dyn Field], extra: &Extra) {
        let mut other = Other { fields, extra, is_same: false };
        self.other.visit(&mut other);
        self.is_same = other.is_same;
    }
}

struct Other<'a> {
    fields: &'a [&'a dyn Field],
    extra: &'a Extra,
    is_same: bool,
}

impl Visit for Other<'_> {
    fn model(&mut self, _: &'static str, fields: &[&dyn Field], extra: &Extra) {
        let mut pairs = fields.iter().zip(self.fields);
        self.is_same = pairs.all(|(field, other)| field.is_same(*other)) && extra == self.extra;
    }
}

/// Prints a model with what is present of it, by its names on the wire; of a secret only that it is there: its `Debug`.
#[inline]
pub fn debug<M: Model>(model: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    print(model, f)
}

fn print(model: &dyn Model, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut printed = Printed { f, result: Ok(()) };
    model.visit(&mut printed);
    printed.result
}

struct Printed<'a, 'f> {
    f: &'a mut fmt::Formatter<'f>,
    result: fmt::Result,
}

impl Visit for Printed<'_, '_> {
    fn model(&mut self, table: &'static str, fields: &[&dyn Field], extra: &Extra) {
        let table = Table::new(table);
        let mut shown = self.f.debug_struct(table.model());
        let mut show = |name: &str, value: &dyn fmt::Debug, is_secret: bool| {
            shown.field(name, if is_secret { &Redacted } else { value });
        };
        for (name, field) in table.names().iter().zip(fields).filter(|(_, field)| !field.is_absent()) {
            show(name, field, table.is_secret(name));
        }
        // Of what no page states, the name alone can tell.
        for (name, value) in extra.iter() {
            show(name, value, table.is_secret(name) || is_secret_name(name));
        }
        let is_whole = fields.iter().all(|field| !field.is_absent());
        self.result = if is_whole { shown.finish() } else { shown.finish_non_exhaustive() };
    }
}
