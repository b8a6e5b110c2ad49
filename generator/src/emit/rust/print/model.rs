//! `model.rs`: structs of a service, how a caller makes one, and the table of their names on the wire.

use super::super::{
    format::Piece,
    types::Place,
    view::{Constructor, FieldView, ModelView, ServiceView},
};
use super::{deprecated, enumeration, required, similar_names, tables, uses_deprecated};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::iter;

/// The whole file, a piece a type.
pub(crate) fn pieces(service: &ServiceView<'_>) -> impl Iterator<Item = Piece> {
    let docs = format!(" Types of {}.", service.title);
    let has_map = service.models.iter().flat_map(|model| &model.fields).any(|field| field.ty.has_map());
    let import_map = if has_map {
        quote!(
            use std::collections::BTreeMap;
        )
    } else {
        TokenStream::new()
    };
    let models = service.models.iter().map(|view| Piece::Items(model(view)));
    let enumerations = service.enumerations.iter().map(enumeration::enumeration);
    let tables = [tables::wire_names(&service.models), tables::setters(&service.models)];
    let tables = tables.into_iter().flatten().map(Piece::Table);
    let head = quote! {
        #![doc = #docs]

        use specwright_runtime as runtime;
        #import_map
    };
    iter::once(Piece::Items(head)).chain(models).chain(enumerations).chain(tables)
}

fn model(model: &ModelView) -> TokenStream {
    let name = &model.name;
    let docs = model.docs.outer();
    let fields = model.fields.iter().map(field);
    let constructor = model.constructor.as_ref().map(|constructor| make(model, constructor));
    quote! {
        #docs
        pub struct #name {
            #(#fields)*
            /// Fields that the page does not document, as received.
            pub extra: runtime::Extra,
        }

        #constructor
    }
}

fn field(field: &FieldView) -> TokenStream {
    let FieldView { name, docs, .. } = field;
    let docs = docs.outer();
    let deprecated = deprecated(field.deprecated);
    let ty = field.ty.tokens(Place::Model);
    let held = if field.is_plain_list { ty } else { quote!(Option<#ty>) };
    quote!(#docs #deprecated pub #name: #held,)
}

/// `new` with what must be given; the rest has setters, which stand in a table.
fn make(model: &ModelView, constructor: &Constructor) -> TokenStream {
    let name = &model.name;
    let parts: Vec<&FieldView> = model.fields.iter().filter(|field| field.required).collect();
    let names: Vec<&Ident> = parts.iter().map(|field| &field.name).collect();
    let allow = uses_deprecated(parts.iter().any(|field| field.deprecated));
    let (new, parts_struct) = match constructor {
        Constructor::Arguments => {
            let types = parts.iter().map(|field| field.ty.argument(Place::Model));
            let values = parts.iter().map(|field| field.ty.accept(&field.name));
            let similar = similar_names(names.iter().copied());
            let rest = (parts.len() < model.fields.len() + 1).then(|| quote!(..Self::default()));
            let body = if parts.is_empty() {
                quote!(Self::default())
            } else {
                quote!(Self { #(#names: Some(#values),)* #rest })
            };
            let docs = if parts.is_empty() {
                " Creates a value without fields."
            } else {
                " Creates a value with its required fields."
            };
            let new = quote! {
                #[doc = #docs]
                #[must_use]
                #allow
                #similar
                pub fn new(#(#names: #types),*) -> Self { #body }
            };
            (new, None)
        }
        Constructor::Required(required) => {
            let new = quote! {
                /// Creates a value with its required fields.
                #[must_use]
                #allow
                pub fn new(required: #required) -> Self {
                    Self { #(#names: Some(required.#names),)* ..Self::default() }
                }
            };
            let members = parts.iter().map(|field| required::Member {
                name: &field.name,
                ty: field.ty.tokens(Place::Model),
                docs: &field.docs,
                secret: field.secret,
                is_bool: field.ty == super::super::types::RustType::Boolean,
                is_copy: field.ty.is_copy(),
            });
            (new, Some(required::required(required, &format!("[`{name}`]"), &members.collect::<Vec<_>>())))
        }
    };
    quote! {
        impl #name {
            #new
        }

        #parts_struct
    }
}
