//! `<Owner>Required`: the struct that takes the place of more arguments than can be told apart by order.

use super::super::{docs::Docs, literal, names};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A field of such a struct.
pub(super) struct Member<'a> {
    pub(super) name: &'a Ident,
    pub(super) ty: TokenStream,
    pub(super) docs: &'a Docs,
    pub(super) secret: bool,
    pub(super) is_bool: bool,
}

/// The struct `name` with `members`; `owner` is what is made of it, as a link.
pub(super) fn required(name: &Ident, owner: &str, members: &[Member<'_>]) -> TokenStream {
    let docs = format!(" All that must be given for {owner}.");
    let has_secret = members.iter().any(|member| member.secret);
    let derives = if has_secret { quote!(Clone) } else { quote!(Clone, Debug) };
    let debug = has_secret.then(|| debug(name, members));
    let bools = members.iter().filter(|member| member.is_bool).count();
    let allow = (bools > 3).then(|| quote!(#[allow(clippy::struct_excessive_bools, reason = "the page states them")]));
    let fields = members.iter().map(|Member { name, ty, docs, .. }| {
        let docs = docs.outer();
        quote!(#docs pub #name: #ty,)
    });
    quote! {
        #[doc = #docs]
        #[derive(#derives)]
        #allow
        pub struct #name { #(#fields)* }

        #debug
    }
}

fn debug(name: &Ident, members: &[Member<'_>]) -> TokenStream {
    let text = literal::text(&name.to_string());
    let fields = members.iter().map(|Member { name, secret, .. }| {
        let shown = literal::text(&names::plain(name));
        if *secret { quote!(.field(#shown, &"<redacted>")) } else { quote!(.field(#shown, &self.#name)) }
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text) #(#fields)* .finish()
            }
        }
    }
}
