//! `<Operation>Headers`: the response headers that a page states, read from those that came.

use super::super::{
    literal, names,
    types::Place,
    view::{HeaderView, HeadersView, OperationView},
};
use proc_macro2::TokenStream;
use quote::quote;

/// The struct and how it is read.
pub(super) fn headers(operation: &OperationView<'_>, headers: &HeadersView) -> TokenStream {
    let HeadersView { name, fields } = headers;
    let docs = format!(" Response headers of [`{}`]. One that is absent or cannot be read is `None`.", operation.name);
    let has_secret = fields.iter().any(|field| field.secret);
    let debug = has_secret.then(|| debug(headers));
    let show = (!has_secret).then(|| quote!(Debug,));
    let members = fields.iter().map(|HeaderView { name, ty, docs, .. }| {
        let (docs, ty) = (docs.outer(), ty.tokens(Place::Beside));
        quote!(#docs pub #name: Option<#ty>,)
    });
    let reads = fields.iter().map(|HeaderView { name, wire, .. }| {
        let wire = literal::text(wire);
        quote!(#name: headers.read(#wire),)
    });
    quote! {
        #[doc = #docs]
        #[derive(Clone, #show Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#members)* }

        impl From<&runtime::Headers> for #name {
            fn from(headers: &runtime::Headers) -> Self {
                Self { #(#reads)* }
            }
        }

        #debug
    }
}

fn debug(headers: &HeadersView) -> TokenStream {
    let name = &headers.name;
    let text = literal::text(&name.to_string());
    let fields = headers.fields.iter().map(|HeaderView { name, secret, .. }| {
        let shown = literal::text(&names::plain(name));
        if *secret {
            quote!(.field(#shown, &self.#name.as_ref().map(|_| "<redacted>")))
        } else {
            quote!(.field(#shown, &self.#name))
        }
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text) #(#fields)* .finish()
            }
        }
    }
}
