//! The static of an operation: its facts, each by the method of the runtime that states it.

use super::super::{
    literal,
    view::{OperationView, ServiceView},
};
use super::rules;
use crate::ir::{FilledBy, Input, Location, Method, When};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

pub(super) fn operation_static(service: &ServiceView<'_>, operation: &OperationView<'_>) -> TokenStream {
    let ir = operation.ir;
    let (id, name, path) = (literal::text(service.id), literal::text(&ir.name), literal::text(&ir.path));
    let method = method(ir.method);
    let filled: Vec<TokenStream> = ir.inputs.iter().filter_map(filled).collect();
    let filled = (!filled.is_empty()).then(|| quote!(.filled(&[#(#filled),*])));
    let constant_query = match &ir.when {
        Some(When::Query(pairs)) => {
            let names = pairs.keys().map(|name| literal::text(name));
            let values = pairs.values().map(|value| literal::text(value));
            Some(quote!(.constant_query(&[#((#names, #values)),*])))
        }
        _ => None,
    };
    let media = operation.json_media.as_ref().map(|media| {
        let media = literal::text(media);
        quote!(.media(#media))
    });
    let token_header = operation.token_header.as_ref().map(|name| {
        let name = literal::text(name);
        quote!(.token_header(#name))
    });
    let envelope = ir.envelope.as_ref().map(|envelope| {
        let code = literal::text(&envelope.code);
        let success = envelope.success.iter().map(|code| literal::text(code));
        quote!(.envelope(#code, &[#(#success),*]))
    });
    let rules = rules::of_call(&operation.rules);
    quote! {
        static OPERATION: emitted::Operation = emitted::Operation::#method(#id, #name, #path)
            #filled #constant_query #media #token_header #envelope #rules;
    }
}

fn method(method: Method) -> Ident {
    Ident::new(&method.as_str().to_ascii_lowercase(), Span::call_site())
}

/// What the client sends although no caller gives it. Credentials and bodies bring their own headers.
fn filled(input: &Input) -> Option<TokenStream> {
    let by = match input.filled_by? {
        FilledBy::Credential | FilledBy::Media => return None,
        FilledBy::Project => quote!(Project),
        FilledBy::Domain => quote!(Domain),
        FilledBy::RequestId => quote!(RequestId),
    };
    let location = match input.location {
        Location::Path => quote!(path),
        Location::Query => quote!(query),
        Location::Header => quote!(header),
    };
    let name = literal::text(&input.name);
    let can_be_unknown = matches!(input.filled_by, Some(FilledBy::Project | FilledBy::Domain));
    let if_known = (can_be_unknown && !input.required && input.location != Location::Path).then(|| quote!(.if_known()));
    Some(quote!(emitted::Filled::#location(#name, emitted::FilledBy::#by) #if_known))
}
