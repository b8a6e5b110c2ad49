//! Types of the IR as Rust types: how they are written, how an argument of theirs looks and how it becomes the value.

use crate::ir::TypeRef;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use std::collections::BTreeMap;

/// A type of emitted code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RustType {
    Text,
    Integer,
    Float,
    Boolean,
    /// Any JSON.
    Json,
    List(Box<RustType>),
    Map(Box<RustType>),
    /// A struct of `model.rs`.
    Model(Ident),
    /// An enumeration of `model.rs`, of texts or of integers.
    Enumeration(Ident, Listed),
    /// A struct that holds itself.
    Boxed(Box<RustType>),
    /// A value whose page tells null from absent.
    Nullable(Box<RustType>),
}

/// What an enumeration lists; of integers it is copied, of texts moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    Texts,
    Integers,
}

/// From where a type of `model.rs` is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// From `model.rs` itself.
    Model,
    /// From any other module of the service, which imports `model`.
    Beside,
}

/// What a setter takes.
pub(super) struct Taken {
    pub(super) ty: TokenStream,
    /// Empty for a value as it is.
    pub(super) kind: String,
}

/// An argument that takes what converts into a value, or the value itself.
enum Taking {
    Itself,
    Into,
}

impl RustType {
    /// Whether it is copied rather than moved.
    pub(super) fn is_copy(&self) -> bool {
        matches!(self, Self::Integer | Self::Float | Self::Boolean | Self::Enumeration(_, Listed::Integers))
    }

    /// Whether a body of this type is lent, not consumed.
    pub(super) fn is_lent(&self) -> bool {
        matches!(self, Self::Model(_) | Self::Map(_) | Self::Json)
    }

    /// The type of `ty`; its innermost scalar is `leaf` where the page enumerates values.
    pub(super) fn of(ty: &TypeRef, leaf: Option<&Ident>, models: &BTreeMap<&str, Ident>) -> Self {
        let inner = |ty: &TypeRef| Box::new(Self::of(ty, leaf, models));
        match ty {
            TypeRef::List(item) => Self::List(inner(item)),
            TypeRef::Map(value) => Self::Map(inner(value)),
            TypeRef::String if leaf.is_some() => {
                leaf.map_or(Self::Text, |name| Self::Enumeration(name.clone(), Listed::Texts))
            }
            TypeRef::Integer if leaf.is_some() => {
                leaf.map_or(Self::Integer, |name| Self::Enumeration(name.clone(), Listed::Integers))
            }
            // Bytes have no form in JSON but text.
            TypeRef::String | TypeRef::Binary => Self::Text,
            TypeRef::Integer => Self::Integer,
            TypeRef::Number => Self::Float,
            TypeRef::Boolean => Self::Boolean,
            TypeRef::Any => Self::Json,
            TypeRef::Named(name) => models.get(name.as_str()).cloned().map_or(Self::Json, Self::Model),
        }
    }

    pub(super) fn boxed(self) -> Self {
        Self::Boxed(Box::new(self))
    }

    pub(super) fn nullable(self) -> Self {
        Self::Nullable(Box::new(self))
    }

    /// The type as written at `place`.
    pub(super) fn tokens(&self, place: Place) -> TokenStream {
        let inner = |inner: &Self| inner.tokens(place);
        match self {
            Self::Text => quote!(String),
            Self::Integer => quote!(i64),
            Self::Float => quote!(f64),
            Self::Boolean => quote!(bool),
            Self::Json => quote!(runtime::Json),
            Self::List(item) => {
                let item = inner(item);
                quote!(Vec<#item>)
            }
            Self::Map(value) => {
                let value = inner(value);
                quote!(BTreeMap<String, #value>)
            }
            Self::Model(name) | Self::Enumeration(name, _) => match place {
                Place::Model => name.to_token_stream(),
                Place::Beside => quote!(model::#name),
            },
            Self::Boxed(value) => {
                let value = inner(value);
                quote!(Box<#value>)
            }
            Self::Nullable(value) => {
                let value = inner(value);
                quote!(runtime::Nullable<#value>)
            }
        }
    }

    /// The type of an argument that becomes a value of this type by [`accept`](Self::accept).
    pub(super) fn argument(&self, place: Place) -> TokenStream {
        match self {
            Self::Boxed(value) | Self::Nullable(value) => value.argument(place),
            Self::List(item) => {
                let (item, taking) = item.taken(place);
                match taking {
                    Taking::Into => quote!(impl IntoIterator<Item = impl Into<#item>>),
                    Taking::Itself => quote!(impl IntoIterator<Item = #item>),
                }
            }
            _ => match self.taken(place) {
                (ty, Taking::Into) => quote!(impl Into<#ty>),
                (ty, Taking::Itself) => ty,
            },
        }
    }

    /// What a setter of the runtime's takes: a type, and the word for what becomes a value of it.
    pub(super) fn taken_by_setter(&self, place: Place) -> Taken {
        let (around, inner) = match self {
            Self::Boxed(inner) => ("boxed", &**inner),
            Self::Nullable(inner) => match &**inner {
                Self::Boxed(inner) => ("nullable_boxed", &**inner),
                inner => ("nullable", inner),
            },
            other => ("", other),
        };
        let (each, item) = if let Self::List(item) = inner { ("each", &**item) } else { ("", inner) };
        let (ty, taking) = item.taken(place);
        let into = if matches!(taking, Taking::Into) { "into" } else { "" };
        let words: Vec<&str> = [around, each, into].into_iter().filter(|word| !word.is_empty()).collect();
        Taken { ty, kind: words.join("_") }
    }

    /// The argument `value` as a value of this type.
    pub(super) fn accept(&self, value: &Ident) -> TokenStream {
        match self {
            Self::Boxed(inner) => {
                let value = inner.accept(value);
                quote!(Box::new(#value))
            }
            Self::Nullable(inner) => {
                let value = inner.accept(value);
                quote!(runtime::Nullable::Value(#value))
            }
            Self::List(item) => match item.taken(Place::Model).1 {
                Taking::Into => quote!(#value.into_iter().map(Into::into).collect()),
                Taking::Itself => quote!(#value.into_iter().collect()),
            },
            _ => match self.taken(Place::Model).1 {
                Taking::Into => quote!(#value.into()),
                Taking::Itself => value.to_token_stream(),
            },
        }
    }

    /// The same, where the place it goes to does not tell the type of a list.
    pub(super) fn accept_typed(&self, value: &Ident, place: Place) -> TokenStream {
        let Self::List(item) = self else { return self.accept(value) };
        let (item, taking) = item.taken(place);
        match taking {
            Taking::Into => quote!(#value.into_iter().map(Into::into).collect::<Vec<#item>>()),
            Taking::Itself => quote!(#value.into_iter().collect::<Vec<#item>>()),
        }
    }

    fn taken(&self, place: Place) -> (TokenStream, Taking) {
        let taking = match self {
            Self::Text | Self::Json | Self::Enumeration(..) => Taking::Into,
            _ => Taking::Itself,
        };
        (self.tokens(place), taking)
    }

    /// Whether the type is written with a map, which is not part of the prelude.
    pub(super) fn has_map(&self) -> bool {
        match self {
            Self::Map(_) => true,
            Self::List(inner) | Self::Boxed(inner) | Self::Nullable(inner) => inner.has_map(),
            _ => false,
        }
    }

    /// Whether the type is written with a name of `model.rs`.
    pub(super) fn names_model(&self) -> bool {
        match self {
            Self::Model(_) | Self::Enumeration(..) => true,
            Self::List(inner) | Self::Map(inner) | Self::Boxed(inner) | Self::Nullable(inner) => inner.names_model(),
            _ => false,
        }
    }
}
