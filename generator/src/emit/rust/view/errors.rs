//! Error codes as constants: those that a page lists, and those that it lists as values of a text in an error's body.

use super::super::{
    docs::{Docs, code},
    names::{self, Kind},
};
use crate::ir::{Operation, Service, Status, TypeRef};
use proc_macro2::Ident;
use std::collections::BTreeMap;

/// A constant for an error code.
#[derive(Debug)]
pub(crate) struct ErrorView {
    pub(crate) name: Ident,
    pub(crate) code: String,
    pub(crate) docs: Docs,
}

/// A code as one operation states it.
struct Stated<'s> {
    code: &'s str,
    status: Option<u16>,
    doc: &'s str,
}

/// Error codes of all operations, each once, in the order in which pages list them.
pub(super) fn errors(service: &Service) -> Vec<ErrorView> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut codes: Vec<(&str, Option<u16>, Vec<&str>)> = Vec::new();
    for Stated { code, status, doc } in service.operations.iter().flat_map(|operation| stated(service, operation)) {
        let at = *known.entry(code).or_insert(codes.len());
        match codes.get_mut(at) {
            Some((_, _, meanings)) if meanings.contains(&doc) || doc.is_empty() => {}
            Some((_, _, meanings)) => meanings.push(doc),
            None => codes.push((code, status, vec![doc])),
        }
    }
    let idents = names::assign(Kind::Constant, codes.iter().map(|(code, _, _)| *code));
    let view = |((code_text, status, meanings), name): ((&str, Option<u16>, Vec<&str>), Ident)| {
        let own = format!("The error {}.", code(code_text));
        let docs =
            meanings.iter().fold(Docs::default(), |docs, meaning| docs.join(Docs::of_page(meaning))).unless_empty(&own);
        let status = status.map(|status| format!("Comes with HTTP status {status}.")).unwrap_or_default();
        ErrorView { name, code: code_text.to_owned(), docs: docs.paragraph(&status) }
    };
    codes.into_iter().zip(idents).map(view).collect()
}

/// The list of the page, then the values that it gives the code in its bodies of errors.
fn stated<'s>(service: &'s Service, operation: &'s Operation) -> Vec<Stated<'s>> {
    let listed = operation.errors.iter();
    let listed = listed.map(|error| Stated { code: &error.code, status: error.status, doc: &error.doc });
    let failures = operation.outputs.iter().filter(|output| !matches!(output.status, Status::Code(..400)));
    let bodies = failures.filter_map(|output| service.types.get(output.ty.as_ref()?.named()?));
    // A body of an error lists the values of one text: of its code.
    let codes = bodies.filter_map(|body| {
        let mut texts =
            body.fields.iter().filter(|field| field.ty == TypeRef::String && !field.facts.values.is_empty());
        texts.next().filter(|_| texts.next().is_none())
    });
    let success = operation.envelope.as_ref().map(|envelope| envelope.success.as_slice()).unwrap_or_default();
    let values = codes.flat_map(|field| &field.facts.values).filter_map(|value| {
        let code = value.value.as_str().filter(|code| !success.iter().any(|success| success == code))?;
        Some(Stated { code, status: None, doc: &value.doc })
    });
    listed.chain(values).collect()
}
