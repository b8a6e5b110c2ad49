//! The fields of a model, told one by one to whoever asks: the writer of JSON, or `Debug`.

use std::fmt;

use super::{Model, Value};
use crate::values::secret::{Redacted, is_secret_name};

/// Who is told the fields of a model.
pub struct Fields<'a> {
    each: &'a mut dyn FnMut(&'static str, &dyn Value),
}

impl<'a> Fields<'a> {
    pub(super) fn new(each: &'a mut dyn FnMut(&'static str, &dyn Value)) -> Self {
        Self { each }
    }

    /// Tells a field by its name on the wire.
    pub fn field(&mut self, name: &'static str, value: &dyn Value) {
        (self.each)(name, value);
    }
}

impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fields")
    }
}

/// Prints a model with what is present of it, by its names on the wire; of a secret only that it is there.
///
/// What `derive(Debug)` writes for each type costs a sixth of what the type takes to check.
pub fn debug(model: &dyn Model, name: &str, secrets: &[&str], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    let mut is_whole = true;
    let mut show = |name: &str, value: &dyn fmt::Debug, secret: bool| {
        shown.field(name, if secret || secrets.contains(&name) { &Redacted } else { value });
    };
    model.put(&mut Fields::new(&mut |name, value| {
        if value.is_absent() {
            is_whole = false;
        } else {
            show(name, &value, false);
        }
    }));
    // Of what no page states, the name alone can tell.
    for (name, value) in model.extra().iter() {
        show(name, value, is_secret_name(name));
    }
    if is_whole { shown.finish() } else { shown.finish_non_exhaustive() }
}
