//! Types for enumerated values: what they are called and what they list. The runtime gives them their form.

use super::super::{
    format::Piece,
    literal,
    view::{EnumerationView, Values},
};
use quote::quote;

/// The type, inside of the macro that makes it one.
pub(super) fn enumeration(view: &EnumerationView) -> Piece {
    let EnumerationView { name, docs, .. } = view;
    let docs = docs.outer();
    match &view.values {
        Values::Texts(values) => {
            let values = values.iter().map(|(variant, text, docs)| {
                let (docs, text) = (docs.outer(), literal::text(text));
                quote!(#docs #variant = #text,)
            });
            Piece::Inside("text_enum", quote!(#docs pub enum #name { #(#values)* }))
        }
        Values::Integers(values) => {
            let values = values.iter().map(|(constant, number, docs)| {
                let (docs, number) = (docs.outer(), literal::integer(*number));
                quote!(#docs #constant = #number,)
            });
            Piece::Inside("integer_enum", quote!(#docs pub enum #name { #(#values)* }))
        }
    }
}
