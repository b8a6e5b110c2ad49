//! `model.rs`: structs of a service, what reads and writes them, and how a caller makes one.

use super::super::{
    literal, names,
    types::Place,
    view::{Constructor, FieldView, ModelView, ServiceView},
};
use super::{deprecated, enumeration, required, similar_names, uses_deprecated};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::iter;

/// The whole file, a piece a type.
pub(in super::super) fn pieces(service: &ServiceView<'_>) -> impl Iterator<Item = TokenStream> {
    let docs = format!(" Types of {}.", service.title);
    let has_map = service.models.iter().flat_map(|model| &model.fields).any(|field| field.ty.has_map());
    let import_map = if has_map {
        quote!(
            use std::collections::BTreeMap;
        )
    } else {
        TokenStream::new()
    };
    let models = service.models.iter().map(model);
    let enumerations = service.enumerations.iter().map(enumeration::enumeration);
    let models_named = service.models.iter().map(|model| &model.name);
    let names: Vec<&Ident> = models_named.chain(service.enumerations.iter().map(|view| &view.name)).collect();
    let serde = (!names.is_empty()).then(|| quote!(runtime::serde_by_codec!(#(#names),*);));
    let head = quote! {
        #![doc = #docs]

        use specwright_runtime as runtime;
        #import_map
    };
    iter::once(head).chain(models).chain(enumerations).chain(serde)
}

fn model(model: &ModelView) -> TokenStream {
    let name = &model.name;
    let docs = model.docs.outer();
    let fields = model.fields.iter().map(field);
    let constructor = model.constructor.as_ref().map(|constructor| make(model, constructor));
    let codec = codec(model);
    let debug = debug(model);
    quote! {
        #docs
        #[derive(Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            /// Members that the page does not state, as they came.
            pub extra: runtime::Extra,
        }

        #constructor
        #codec
        #debug
    }
}

fn field(field: &FieldView) -> TokenStream {
    let FieldView { name, docs, .. } = field;
    let docs = docs.outer();
    let deprecated = deprecated(field.deprecated);
    let ty = field.ty.tokens(Place::Model);
    quote!(#docs #deprecated pub #name: Option<#ty>,)
}

/// `new` with what must be given, and a setter for each other field.
fn make(model: &ModelView, constructor: &Constructor) -> TokenStream {
    let name = &model.name;
    let parts: Vec<&FieldView> = model.fields.iter().filter(|field| field.required).collect();
    let names: Vec<&Ident> = parts.iter().map(|field| &field.name).collect();
    let allow = uses_deprecated(parts.iter().any(|field| field.deprecated));
    let setters = model.fields.iter().filter(|field| !field.required).map(setter);
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
            let docs = if parts.is_empty() { " An empty one." } else { " One with all that must be given." };
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
                /// One with all that must be given.
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
            #(#setters)*
        }

        #parts_struct
    }
}

fn setter(field: &FieldView) -> TokenStream {
    let FieldView { name, .. } = field;
    let docs = format!(" Sets [`{shown}`](Self::{shown}).", shown = names::plain(name));
    let deprecated = deprecated(field.deprecated);
    let allow = uses_deprecated(field.deprecated);
    let argument = field.ty.argument(Place::Model);
    let value = field.ty.accept(name);
    quote! {
        #[doc = #docs]
        #deprecated
        #allow
        #[must_use]
        pub fn #name(mut self, #name: #argument) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

/// What reads and writes the fields: the only place where a type meets the codec.
fn codec(model: &ModelView) -> TokenStream {
    let name = &model.name;
    let allow = uses_deprecated(model.fields.iter().any(|field| field.deprecated));
    let many = too_many_lines(model);
    let names: Vec<&Ident> = model.fields.iter().map(|field| &field.name).collect();
    let wires: Vec<_> = model.fields.iter().map(|field| literal::text(&field.wire)).collect();
    let (set, put) = if model.fields.is_empty() {
        (
            quote!(
                fn set(&mut self, _key: &str, _reader: &mut runtime::Reader<'_>) -> bool {
                    false
                }
            ),
            quote!(
                fn put(&self, _fields: &mut runtime::Fields<'_>) {}
            ),
        )
    } else {
        (
            quote! {
                fn set(&mut self, key: &str, reader: &mut runtime::Reader<'_>) -> bool {
                    match key {
                        #(#wires => reader.read(&mut self.#names),)*
                        _ => false,
                    }
                }
            },
            quote! {
                fn put(&self, fields: &mut runtime::Fields<'_>) {
                    #(fields.field(#wires, &self.#names);)*
                }
            },
        )
    };
    quote! {
        #allow
        impl runtime::Model for #name {
            #many
            #set
            #many
            #put
            fn extra(&self) -> &runtime::Extra { &self.extra }
            fn extra_mut(&mut self) -> &mut runtime::Extra { &mut self.extra }
        }
    }
}

/// Functions of more lines than this are held to be too long; here a line is a field.
const MAX_LINES: usize = 95;

fn too_many_lines(model: &ModelView) -> TokenStream {
    // A line that is too long takes three.
    let lines = |field: &FieldView| if field.wire.len() + field.name.to_string().len() > 40 { 3 } else { 1 };
    if model.fields.iter().map(lines).sum::<usize>() > MAX_LINES {
        quote!(#[allow(clippy::too_many_lines, reason = "a line a field")])
    } else {
        TokenStream::new()
    }
}

/// Shows what is present, and of secrets no more than that.
fn debug(model: &ModelView) -> TokenStream {
    let name = &model.name;
    let text = literal::text(&name.to_string());
    let secrets = model.fields.iter().filter(|field| field.secret).map(|field| literal::text(&field.wire));
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                runtime::debug(self, #text, &[#(#secrets),*], f)
            }
        }
    }
}
