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
    pub(super) is_copy: bool,
}

/// The struct `name` with `members`; `owner` is what is made of it, as a link.
pub(super) fn required(name: &Ident, owner: &str, members: &[Member<'_>]) -> TokenStream {
    let docs = format!(" The required inputs of {owner}.");
    let has_secret = members.iter().any(|member| member.secret);
    // Taken by value: one of scalars alone is copied, else it would have to be lent.
    let copy = members.iter().all(|member| member.is_copy).then(|| quote!(, Copy));
    let show = (!has_secret).then(|| quote!(, Debug));
    let debug = has_secret.then(|| debug(name, members));
    let bools = members.iter().filter(|member| member.is_bool).count();
    let allow = (bools > 3).then(|| quote!(#[allow(clippy::struct_excessive_bools, reason = "the page states them")]));
    let fields = members.iter().map(|Member { name, ty, docs, .. }| {
        let docs = docs.outer();
        quote!(#docs pub #name: #ty,)
    });
    quote! {
        #[doc = #docs]
        #[derive(Clone #copy #show)]
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

#[cfg(test)]
mod tests {
    use super::{super::super::docs::Docs, Member, required};
    use quote::{format_ident, quote};

    #[test]
    fn a_struct_is_copied_where_all_its_members_are() {
        let (name, docs) = (format_ident!("low"), Docs::default());
        let member =
            |is_copy, secret| Member { name: &name, ty: quote!(i64), docs: &docs, secret, is_bool: false, is_copy };
        let derives = |members: &[Member<'_>]| {
            let code = required(&format_ident!("RangeRequired"), "[`Range`]", members).to_string();
            code.split("derive (").nth(1).and_then(|rest| rest.split(')').next()).unwrap().to_owned()
        };
        assert_eq!(derives(&[member(true, false)]), "Clone , Copy , Debug");
        assert_eq!(derives(&[member(true, false), member(false, false)]), "Clone , Debug");
        assert_eq!(derives(&[member(false, true)]), "Clone");
    }
}
