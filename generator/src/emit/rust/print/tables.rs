//! The tables at the end of `model.rs`: for each type the names of its fields on the wire and which of them must not be
//! shown; and for each type that callers make, what its setters take.

use super::super::{
    format::one_line,
    literal,
    types::{Place, Taken},
    view::{FieldView, ModelView},
};
use std::fmt::Write as _;

/// No line is longer.
const WIDTH: usize = 100;

/// The compiler matches a macro's input in time that grows with its square: in tables of this many entries, a thousand
/// types cost 4.5 s to check, and 7.8 s in one.
const MOST_ENTRIES: usize = 16;

/// The names of all types on the wire.
pub(super) fn wire_names(models: &[ModelView]) -> Vec<String> {
    tables(
        "models",
        models.iter().map(|model| {
            let fields: Vec<String> = model.fields.iter().map(wire_name).collect();
            let secrets =
                model.fields.iter().filter(|field| field.secret).map(|field| literal::text(&field.wire).to_string());
            let secrets = secrets.collect::<Vec<_>>().join(", ");
            let secret = if secrets.is_empty() { String::new() } else { format!("; secret {secrets}") };
            let is_deprecated = model.fields.iter().any(|field| field.deprecated);
            let allowed = if is_deprecated { "#[allow(deprecated)] " } else { "" };
            entry(&format!("{allowed}{}", model.name), &fields, &secret)
        }),
    )
}

/// What setters take.
pub(super) fn setters(models: &[ModelView]) -> Vec<String> {
    let made = models.iter().filter(|model| model.constructor.is_some());
    tables(
        "setters",
        made.filter_map(|model| {
            let fields: Vec<String> = model.fields.iter().filter(|field| !field.required).map(setter).collect();
            (!fields.is_empty()).then(|| entry(&model.name.to_string(), &fields, ""))
        }),
    )
}

/// The entries as input of the macro `name`; one table, unless they are many.
pub(super) fn tables(name: &str, entries: impl Iterator<Item = String>) -> Vec<String> {
    let entries: Vec<String> = entries.collect();
    entries.chunks(MOST_ENTRIES).map(|entries| format!("runtime::{name}! {{\n{}}}\n", entries.concat())).collect()
}

/// A type, its fields, and what stands after them; in one line where it fits.
fn entry(name: &str, fields: &[String], after: &str) -> String {
    if fields.is_empty() {
        return format!("    {name} {{}}\n");
    }
    let line = format!("    {name} {{ {}{after} }}\n", fields.join(", "));
    if line.chars().count() <= WIDTH {
        return line;
    }
    let lines = filled(fields, "        ");
    match after.strip_prefix("; ") {
        Some(after) => format!("    {name} {{\n{};\n        {after}\n    }}\n", lines.trim_end().trim_end_matches(',')),
        None => format!("    {name} {{\n{lines}    }}\n"),
    }
}

/// The name of a field, and that on the wire where it is another one.
fn wire_name(field: &FieldView) -> String {
    let name = field.name.to_string();
    if name == field.wire { name } else { format!("{name} = {}", literal::text(&field.wire)) }
}

/// A field, the type of its value, and what the setter takes in its place.
fn setter(field: &FieldView) -> String {
    let Taken { ty, kind } = field.ty.taken_by_setter(Place::Model);
    let mut text = String::new();
    if field.deprecated {
        text.push_str("#[deprecated = \"the page marks it as deprecated\"] ");
    }
    // Writing to a String cannot fail.
    let _ = write!(text, "{}: {}", field.name, one_line(&ty));
    if !kind.is_empty() {
        let _ = write!(text, " as {kind}");
    }
    text
}

/// As many fields to a line as it takes.
pub(super) fn filled(fields: &[String], indent: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for field in fields {
        match lines.last_mut() {
            Some(line) if line.chars().count() + field.chars().count() + 2 <= WIDTH => {
                line.push(' ');
                line.push_str(field);
                line.push(',');
            }
            _ => lines.push(format!("{indent}{field},")),
        }
    }
    lines.join("\n") + "\n"
}
