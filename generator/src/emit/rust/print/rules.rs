//! `rules.rs`: what the pages state of values that are sent, as statics that one checker of the runtime reads.

use super::super::{
    literal,
    view::{CallRules, InsideView, RuleView, RulesView, ServiceView},
};
use crate::ir::Location;
use proc_macro2::TokenStream;
use quote::quote;
use std::iter;

/// The whole file, a piece a type.
pub(in super::super) fn pieces(service: &ServiceView<'_>) -> impl Iterator<Item = TokenStream> {
    let docs = format!(" What the pages of {} state of values that are sent, and where it is held.", service.title);
    let rules = service.rules.iter().map(|RulesView { name, model, members, .. }| {
        let members = members.iter().map(|member| rule(member, &quote!(Rule)));
        quote! {
            pub(super) static #name: Rules = Rules::new(&[#(#members),*]);

            impl runtime::Validate for model::#model {
                fn rules() -> &'static Rules { &#name }
            }
        }
    });
    let head = quote! {
        #![doc = #docs]

        use super::model;
        use specwright_runtime::{self as runtime, emitted::{Rule, Rules}};
    };
    iter::once(head).chain(rules)
}

/// The part of an operation's static.
pub(super) fn of_call(rules: &CallRules) -> TokenStream {
    let inputs = rules.inputs.iter().map(|(location, input)| {
        let location = match location {
            Location::Path => quote!(Path),
            Location::Query => quote!(Query),
            Location::Header => quote!(Header),
        };
        let rule = rule(input, &quote!(emitted::Rule));
        quote!((emitted::Location::#location, #rule))
    });
    let inputs = (!rules.inputs.is_empty()).then(|| quote!(.inputs(&[#(#inputs),*])));
    let body = rules.body.as_ref().map(|inside| {
        let (kind, name) = match inside {
            InsideView::Object(name) => (quote!(Object), name),
            InsideView::Map(name) => (quote!(Map), name),
        };
        quote!(.body(emitted::Inside::#kind(&rules::#name)))
    });
    quote!(#inputs #body)
}

fn rule(view: &RuleView, path: &TokenStream) -> TokenStream {
    let name = literal::text(&view.wire);
    let text = |name: TokenStream, text: &Option<String>| {
        text.as_ref().map(|text| {
            let text = literal::text(text);
            quote!(.#name(#text))
        })
    };
    let required = view.required.then(|| quote!(.required()));
    let length = text(quote!(length), &view.length);
    let range = text(quote!(range), &view.range);
    let items = text(quote!(items), &view.items);
    let pattern = text(quote!(pattern), &view.pattern);
    let values = view.values.iter().map(|value| literal::text(value));
    let values = (!view.values.is_empty()).then(|| quote!(.values(&[#(#values),*])));
    let inside = view.inside.as_ref().map(|inside| match inside {
        InsideView::Object(name) => quote!(.object(&#name)),
        InsideView::Map(name) => quote!(.map(&#name)),
    });
    let secret = view.secret.then(|| quote!(.secret()));
    quote!(#path::new(#name) #required #length #range #items #pattern #values #inside #secret)
}
