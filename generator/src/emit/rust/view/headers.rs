//! Headers that the page states of a successful response, as fields of a struct.

use super::super::{
    docs::{Docs, code},
    names::{self, Kind},
    types::RustType,
};
use super::{facts, media};
use crate::ir::{Header, Operation, TypeRef};
use proc_macro2::Ident;

/// The struct of an operation's response headers.
#[derive(Debug)]
pub(crate) struct HeadersView {
    pub(crate) name: Ident,
    pub(crate) fields: Vec<HeaderView>,
}

/// One header.
#[derive(Debug)]
pub(crate) struct HeaderView {
    pub(crate) name: Ident,
    /// Name on the wire.
    pub(crate) wire: String,
    /// A scalar that can be read from text.
    pub(crate) ty: RustType,
    pub(crate) docs: Docs,
    pub(crate) secret: bool,
}

/// The headers of all successful responses, each once; `None` if the page states none.
pub(super) fn headers(ir: &Operation, name: Ident) -> Option<HeadersView> {
    let mut stated: Vec<&Header> = Vec::new();
    for header in media::successes(ir).flat_map(|output| &output.headers) {
        if !stated.iter().any(|known| known.name.eq_ignore_ascii_case(&header.name)) {
            stated.push(header);
        }
    }
    let idents = names::assign(Kind::Member, stated.iter().map(|header| header.name.as_str()));
    let fields: Vec<HeaderView> = stated
        .into_iter()
        .zip(idents)
        .map(|(header, name)| HeaderView {
            name,
            wire: header.name.clone(),
            ty: match header.ty {
                TypeRef::Integer => RustType::Integer,
                TypeRef::Number => RustType::Float,
                TypeRef::Boolean => RustType::Boolean,
                _ => RustType::Text,
            },
            docs: facts::docs(&header.facts, &format!("The header {}.", code(&header.name)), false),
            secret: header.facts.secret,
        })
        .collect();
    (!fields.is_empty()).then_some(HeadersView { name, fields })
}
