//! `pages` and `items` of a call whose response comes in pages: where the page keeps what the runtime asks it.

use super::super::{
    literal,
    types::{Place, RustType},
    view::{OperationView, PagesView, ResponseView, Step},
};
use super::uses_deprecated;
use crate::ir::{PagingKind, PagingPlace};
use proc_macro2::TokenStream;
use quote::quote;

/// The two methods.
pub(super) fn pages(operation: &OperationView<'_>, view: &PagesView) -> TokenStream {
    let ResponseView::Json(response) = &operation.response else { return TokenStream::new() };
    let response = response.tokens(Place::Beside);
    let item = view.item.tokens(Place::Beside);
    let paging = paging(view);
    let items = counted(&view.items);
    let total = view.total.as_ref().map(|steps| total(steps));
    let next = next(view);
    let facts = if total.is_some() && next.is_some() { quote!() } else { quote!(..PageFacts::default()) };
    let taken = taken(&view.items);
    let steps = [Some(&view.items), view.total.as_ref(), view.next.as_ref(), view.last.as_ref()];
    let allow = uses_deprecated(steps.into_iter().flatten().flatten().any(|step| step.deprecated));
    quote! {
        /// The response, page by page. Each page is requested when it is awaited.
        #allow
        pub fn pages(self) -> runtime::Pages<#response> {
            let paging = #paging;
            self.call.pages(paging, |page: &#response| PageFacts { items: #items, #total #next #facts })
        }

        /// The items of all pages, one by one.
        #allow
        pub fn items(self) -> runtime::Items<#response, #item> {
            self.pages().items(|page| #taken)
        }
    }
}

fn paging(view: &PagesView) -> TokenStream {
    let parameter = literal::text(&view.parameter);
    let first = literal::integer(view.first);
    let position = match view.place {
        PagingPlace::Query => quote!(Position::Query(#parameter)),
        PagingPlace::Body => quote!(Position::Body(#parameter)),
    };
    match view.by {
        PagingKind::Offset => quote!(Paging::Offset { position: #position, first: #first }),
        PagingKind::Page => quote!(Paging::Page { position: #position, first: #first }),
        PagingKind::Marker => quote!(Paging::Marker { position: #position }),
    }
}

/// The steps to the last one, as a reference that may be absent; none at the root.
fn around(from: &TokenStream, steps: &[Step]) -> Option<TokenStream> {
    let (last, before) = steps.split_last()?;
    let name = &last.name;
    Some(match (around(from, before), last.is_plain_list) {
        (None, false) => quote!(#from.#name.as_ref()),
        (None, true) => quote!(Some(&#from.#name)),
        (Some(way), false) => quote!(#way.and_then(|inner| inner.#name.as_ref())),
        (Some(way), true) => quote!(#way.map(|inner| &inner.#name)),
    })
}

fn counted(items: &[Step]) -> TokenStream {
    match items {
        [] => quote!(page.len()),
        [list] if list.is_plain_list => {
            let name = &list.name;
            quote!(page.#name.len())
        }
        items => {
            let list = around(&quote!(page), items);
            quote!(#list.map_or(0, Vec::len))
        }
    }
}

/// A value at the end of the steps, as an option of its own.
fn value(from: &TokenStream, steps: &[Step]) -> Option<TokenStream> {
    let (last, before) = steps.split_last()?;
    let name = &last.name;
    let own = if last.ty.is_copy() { quote!() } else { quote!(.clone()) };
    Some(match around(from, before) {
        None => quote!(#from.#name #own),
        Some(around) => quote!(#around.and_then(|inner| inner.#name #own)),
    })
}

fn ends_in_text(steps: &[Step]) -> bool {
    steps.last().is_some_and(|step| step.ty == RustType::Text)
}

fn total(steps: &[Step]) -> TokenStream {
    let value = value(&quote!(page), steps);
    if ends_in_text(steps) {
        quote!(total: #value.and_then(|total| total.parse().ok()),)
    } else {
        quote!(total: #value,)
    }
}

fn next(view: &PagesView) -> Option<TokenStream> {
    let text = |steps: &[Step], from: &TokenStream| {
        let value = value(from, steps);
        if ends_in_text(steps) { quote!(#value) } else { quote!(#value.map(|next| next.to_string())) }
    };
    if let Some(next) = &view.next {
        let next = text(next, &quote!(page));
        return Some(quote!(next: #next,));
    }
    let marker = text(view.last.as_ref()?, &quote!(item));
    Some(match view.items.as_slice() {
        [] => quote!(next: page.last().and_then(|item| #marker),),
        [list] if list.is_plain_list => {
            let name = &list.name;
            quote!(next: page.#name.last().and_then(|item| #marker),)
        }
        items => {
            let list = around(&quote!(page), items);
            quote!(next: #list.and_then(|items| items.last()).and_then(|item| #marker),)
        }
    })
}

/// The list, taken out of the page.
fn taken(items: &[Step]) -> TokenStream {
    match items {
        [] => quote!(page),
        [list] if list.is_plain_list => {
            let name = &list.name;
            quote!(page.#name)
        }
        [first, rest @ ..] => {
            let name = &first.name;
            let way = rest.iter().fold(quote!(page.#name), |way, Step { name, is_plain_list, .. }| {
                if *is_plain_list {
                    quote!(#way.map(|inner| inner.#name))
                } else {
                    quote!(#way.and_then(|inner| inner.#name))
                }
            });
            quote!(#way.unwrap_or_default())
        }
    }
}
