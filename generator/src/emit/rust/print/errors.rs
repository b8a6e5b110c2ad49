//! `errors.rs`: a constant for each error code that a page lists.

use super::super::{
    literal,
    view::{ErrorView, ServiceView},
};
use proc_macro2::TokenStream;
use quote::quote;

/// The whole file.
pub(crate) fn file(service: &ServiceView<'_>) -> TokenStream {
    let docs =
        format!(" Error codes of {}, as [`Error::code`](specwright_runtime::Error::code) returns them.", service.title);
    let constants = service.errors.iter().map(|ErrorView { name, code, docs }| {
        let (docs, code) = (docs.outer(), literal::text(code));
        quote!(#docs pub const #name: &str = #code;)
    });
    quote! {
        #![doc = #docs]

        #(#constants)*
    }
}
