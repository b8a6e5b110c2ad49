//! `rules.rs`: what the pages state of values that are sent, and which values of responses must not be seen, as statics
//! that the runtime reads.

use super::super::{
    format::Piece,
    literal,
    view::{InsideView, RuleView, RulesView, ServiceView},
};
use super::tables::tables;
use crate::ir::{Constraints, Location};
use quote::quote;
use std::{fmt::Write as _, iter};

/// The whole file.
pub(crate) fn pieces(service: &ServiceView<'_>) -> Vec<Piece> {
    let docs = format!(" Constraints of requests to {}, and secret fields of its responses.", service.title);
    let model = service.rules.iter().any(|rules| rules.model.is_some()).then(|| {
        quote!(
            use super::model;
        )
    });
    let head = quote! {
        #![doc = #docs]

        #model
        use specwright_runtime as runtime;
    };
    let entries = service.rules.iter().map(|RulesView { name, model, members, .. }| {
        let members: Vec<String> = members.iter().map(|member| format!("        {},\n", line(member))).collect();
        let members = members.concat();
        let model = model.as_ref().map(|model| format!(": model::{model}")).unwrap_or_default();
        format!("    {name}{model} = [\n{members}    ];\n")
    });
    iter::once(Piece::Items(head)).chain(tables("rules", entries).into_iter().map(Piece::Table)).collect()
}

/// The rule of an input, in a line.
pub(super) fn of_input(location: Location, input: &RuleView) -> String {
    let location = match location {
        Location::Path => "Path",
        Location::Query => "Query",
        Location::Header => "Header",
    };
    format!("(Location::{location}, {})", line(input))
}

/// The rules of a body or a response, in a line.
pub(super) fn of_body(inside: &InsideView) -> String {
    match inside {
        InsideView::Object(name) => format!("Inside::Object(&rules::{name})"),
        InsideView::Map(name) => format!("Inside::Map(&rules::{name})"),
    }
}

/// What a page states of a member or a parameter, each by the method that states it.
fn line(view: &RuleView) -> String {
    let quoted = |text: &str| literal::text(text).to_string();
    let mut line = format!("Rule::new({})", quoted(&view.wire));
    if view.required {
        line.push_str(".required()");
    }
    let Constraints { length, range, items, pattern, values, by_sentence } = &view.constraints;
    let stated = [("length", length), ("range", range), ("items", items), ("pattern", pattern)];
    for (name, text) in stated.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?))) {
        // Writing to a String cannot fail.
        let _ = write!(line, ".{name}({})", quoted(text));
    }
    if !values.is_empty() {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        let _ = write!(line, ".values(&[{}])", values.join(", "));
    }
    if !by_sentence.is_empty() {
        let _ = write!(line, ".by_sentence({})", quoted(&by_sentence.join(" ")));
    }
    if let Some(inside) = &view.inside {
        let (kind, name) = match inside {
            InsideView::Object(name) => ("object", name),
            InsideView::Map(name) => ("map", name),
        };
        let _ = write!(line, ".{kind}(&{name})");
    }
    if view.secret {
        line.push_str(".secret()");
    }
    line
}
