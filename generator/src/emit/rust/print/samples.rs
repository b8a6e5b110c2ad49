//! `samples.rs`: the examples of the pages, as texts and as values. Tests and mocks are made of the same texts.

use super::super::{
    format::Piece,
    literal,
    names::{self, Kind},
    types::RustType,
    view::{BodyKind, ModelView, OperationView, ResponseView, ServiceView},
};
use super::example::{own, title};
use crate::ir::{Example, Status};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value;
use std::{collections::BTreeMap, iter};

/// An example and the constants that hold its texts.
pub(super) struct Sample<'a> {
    pub(super) operation: &'a OperationView<'a>,
    pub(super) example: &'a Example,
    /// Its name in code.
    pub(super) name: Ident,
    /// The constant of the request's body.
    pub(super) body: Option<Ident>,
    /// The constant of the response.
    pub(super) response: Option<Ident>,
}

/// All examples of a service, in the order of its pages.
pub(super) fn samples<'a>(service: &'a ServiceView<'a>) -> Vec<Sample<'a>> {
    let examples = || {
        let operations = service.operations.iter();
        operations.flat_map(|operation| operation.ir.examples.iter().map(move |example| (operation, example)))
    };
    let wishes: Vec<String> =
        examples().map(|(operation, example)| format!("{} {}", operation.ir.name, example.name)).collect();
    let names = names::assign(Kind::Module, wishes.iter().map(String::as_str));
    let sample = |((operation, example), name): ((&'a OperationView<'a>, &'a Example), Ident)| {
        let prefix = names::plain(&name).to_uppercase();
        let has_body = example.request.as_ref().is_some_and(|request| request.body.is_some());
        let body = has_body.then(|| own(&format!("{prefix}_BODY")));
        let response = example.response.is_some().then(|| own(&format!("{prefix}_RESPONSE")));
        Sample { operation, example, name, body, response }
    };
    examples().zip(names).map(sample).collect()
}

impl Sample<'_> {
    /// The type that its response is read as; `None` if the page states none.
    pub(super) fn response_type(&self) -> Option<&RustType> {
        let status = self.example.status;
        let stated = self.operation.responses.iter().find(|response| Some(response.status) == status);
        if let Some(ty) = stated.and_then(|response| response.ty.as_ref()) {
            return Some(ty);
        }
        match (&self.operation.response, status) {
            (ResponseView::Json(ty), None | Some(Status::Code(200..=299))) => Some(ty),
            _ => None,
        }
    }

    /// Whether it shows the response of a successful call of its operation.
    pub(super) fn is_response(&self) -> bool {
        let ResponseView::Json(ty) = &self.operation.response else { return false };
        let succeeds = matches!(self.example.status, None | Some(Status::Code(200..=299)));
        succeeds && self.response.is_some() && self.response_type() == Some(ty)
    }

    fn constants(&self) -> TokenStream {
        let Sample { operation, example, .. } = self;
        let about = super::example::about(&operation.ir.name, &example.name);
        let body = self.body.as_ref().zip(example.request.as_ref().and_then(|request| request.body.as_ref()));
        let body = body.map(|(name, body)| {
            let (docs, text) = (format!(" Request body of {about}."), body_literal(operation, body));
            quote!(#[doc = #docs] pub const #name: &str = #text;)
        });
        let response = self.response.as_ref().zip(example.response.as_ref()).map(|(name, response)| {
            let own = format!("Response of {about}.");
            let (docs, text) = (format!(" {}", title(&example.doc, &own)), literal::json(response));
            quote!(#[doc = #docs] pub const #name: &str = #text;)
        });
        quote!(#body #response)
    }
}

/// A body as it travels: JSON, or the text itself.
fn body_literal(operation: &OperationView<'_>, body: &Value) -> Literal {
    match (operation.body.as_ref().map(|view| &view.kind), body) {
        (Some(BodyKind::Text(_) | BodyKind::Upload(_)), Value::String(text)) => literal::text(text),
        _ => literal::json(body),
    }
}

/// The whole file, a piece an example and a value; `None` if the pages have no example.
pub(crate) fn pieces(service: &ServiceView<'_>) -> Option<impl Iterator<Item = Piece>> {
    let samples = samples(service);
    let constants: Vec<TokenStream> =
        samples.iter().map(Sample::constants).filter(|constants| !constants.is_empty()).collect();
    if constants.is_empty() {
        return None;
    }
    let docs = format!(" Examples from the pages of {}: as texts, and as values by `sample`.", service.title);
    let values = values(service, &samples);
    let imports = values.is_some().then(|| {
        quote!(
            use super::model;
            use specwright_runtime as runtime;
        )
    });
    let head = quote! {
        #![doc = #docs]

        #imports
    };
    let constants = constants.into_iter().map(Piece::Items);
    Some(iter::once(Piece::Items(head)).chain(constants).chain(values.map(Piece::Table)))
}

/// `sample` of each type that an example is read as; of several examples the first.
fn values(service: &ServiceView<'_>, samples: &[Sample<'_>]) -> Option<String> {
    let mut shown: BTreeMap<String, &Ident> = BTreeMap::new();
    for sample in samples {
        let sent = sample.operation.body.as_ref().and_then(|body| match &body.kind {
            BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Xml(ty, _) => Some(ty),
            BodyKind::Parts(_) | BodyKind::Text(_) | BodyKind::Upload(_) => None,
        });
        let texts =
            sent.zip(sample.body.as_ref()).into_iter().chain(sample.response_type().zip(sample.response.as_ref()));
        for (ty, text) in texts {
            if let RustType::Model(name) = ty {
                shown.entry(name.to_string()).or_insert(text);
            }
        }
    }
    // A setter of that name goes before.
    let is_free = |model: &&ModelView| {
        model.constructor.is_none() || model.fields.iter().all(|field| field.required || field.name != "sample")
    };
    let value = |model: &ModelView| {
        let (name, text) = (&model.name, shown.get(&model.name.to_string())?);
        Some(format!("    model::{name} = {text};\n"))
    };
    let lines: String = service.models.iter().filter(is_free).filter_map(value).collect();
    (!lines.is_empty()).then(|| format!("runtime::samples! {{\n{lines}}}\n"))
}
