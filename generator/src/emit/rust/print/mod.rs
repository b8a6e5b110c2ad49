//! Print later: a view enters, tokens or the text of a file leave. Nothing is decided here.

mod authentication;
mod body;
pub(super) mod client;
pub(super) mod enumeration;
pub(super) mod errors;
pub(super) mod example;
mod facts;
mod headers;
pub(super) mod mock;
pub(super) mod model;
pub(super) mod operation;
pub(super) mod package;
mod paging;
pub(super) mod required;
pub(super) mod rules;
pub(super) mod samples;
mod tables;
pub(super) mod tests;
pub(super) mod vendor;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// Whether code names `word`.
fn mentions(code: &TokenStream, word: &str) -> bool {
    code.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => mentions(&group.stream(), word),
        _ => false,
    })
}

/// The attribute of what a page says not to use.
fn deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated { quote!(#[deprecated = "the page marks it as deprecated"]) } else { TokenStream::new() }
}

/// For the code that stores and writes fields which callers should not use.
fn uses_deprecated(uses: bool) -> TokenStream {
    let reason = "what a page deprecates is still read and written";
    if uses { quote!(#[allow(deprecated, reason = #reason)]) } else { TokenStream::new() }
}

/// For names that a page chose and that differ by little.
fn similar_names<'a>(names: impl Iterator<Item = &'a proc_macro2::Ident>) -> TokenStream {
    let names: Vec<String> = names.map(ToString::to_string).collect();
    let similar =
        names.iter().enumerate().any(|(at, one)| names.iter().skip(at + 1).any(|other| is_similar(one, other)));
    if similar {
        quote!(#[allow(clippy::similar_names, reason = "the names are the page's")])
    } else {
        TokenStream::new()
    }
}

/// Whether two names differ in two characters at most, at the same places.
fn is_similar(one: &str, other: &str) -> bool {
    one.len().abs_diff(other.len()) <= 1 && {
        let same_start = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        let same_end = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
        same_start + same_end + 2 >= one.len().max(other.len())
    }
}
