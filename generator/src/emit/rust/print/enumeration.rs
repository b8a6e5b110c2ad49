//! Types for enumerated values. They are open: a value that the page does not list is kept.

use super::super::{
    docs::Docs,
    literal,
    view::{EnumerationView, Values},
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The type and what it can do.
pub(super) fn enumeration(view: &EnumerationView) -> TokenStream {
    match &view.values {
        Values::Texts(values) => texts(view, values),
        Values::Integers(values) => integers(view, values),
    }
}

fn texts(view: &EnumerationView, values: &[(Ident, String, Docs)]) -> TokenStream {
    let EnumerationView { name, docs, .. } = view;
    let docs = docs.outer();
    let variants: Vec<&Ident> = values.iter().map(|(variant, _, _)| variant).collect();
    let texts: Vec<_> = values.iter().map(|(_, text, _)| literal::text(text)).collect();
    let variant_docs = values.iter().map(|(_, _, docs)| docs.outer());
    let many = (values.len() > 90).then(|| quote!(#[allow(clippy::too_many_lines, reason = "a line a value")]));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
            /// A value that the page does not list, as it came.
            Unlisted(String),
        }

        impl #name {
            /// The text on the wire.
            #[must_use]
            #many
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::Unlisted(text) => text,
                }
            }
        }

        impl From<&str> for #name {
            #many
            fn from(text: &str) -> Self {
                match text {
                    #(#texts => Self::#variants,)*
                    _ => Self::Unlisted(text.to_owned()),
                }
            }
        }

        impl From<String> for #name {
            fn from(text: String) -> Self { Self::from(text.as_str()) }
        }

        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }

        impl runtime::Value for #name {
            fn read(reader: &mut runtime::Reader<'_>) -> Option<Self> {
                let value = Self::from(reader.text()?);
                if let Self::Unlisted(text) = &value {
                    reader.unknown_value(text);
                }
                Some(value)
            }

            fn write(&self, writer: &mut runtime::Writer) { writer.text(self.as_str()); }
        }

        impl runtime::Parameter for #name {
            fn texts(&self, texts: &mut Vec<String>) { texts.push(self.to_string()); }
        }
    }
}

fn integers(view: &EnumerationView, values: &[(Ident, i64, Docs)]) -> TokenStream {
    let EnumerationView { name, docs, .. } = view;
    let docs = docs.outer();
    let constants: Vec<&Ident> = values.iter().map(|(constant, _, _)| constant).collect();
    let numbers: Vec<_> = values.iter().map(|(_, number, _)| literal::integer(*number)).collect();
    let constant_docs = values.iter().map(|(_, _, docs)| docs.outer());
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct #name(
            /// The number on the wire, whether the page lists it or not.
            pub i64,
        );

        impl #name {
            #(#constant_docs pub const #constants: Self = Self(#numbers);)*
        }

        impl From<i64> for #name {
            fn from(number: i64) -> Self { Self(number) }
        }

        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }

        impl runtime::Value for #name {
            fn read(reader: &mut runtime::Reader<'_>) -> Option<Self> {
                let value = Self(reader.integer()?);
                if ![#(#numbers),*].contains(&value.0) {
                    reader.unknown_value(&value.to_string());
                }
                Some(value)
            }

            fn write(&self, writer: &mut runtime::Writer) { writer.integer(self.0); }
        }

        impl runtime::Parameter for #name {
            fn texts(&self, texts: &mut Vec<String>) { texts.push(self.to_string()); }
        }
    }
}
