//! `mock.rs`: a trait of the whole service, for tests that play it. What is not played answers as its page shows.

use super::super::{
    literal, names,
    types::Place,
    view::{AnswerView, OperationView, ServiceView},
};
use super::samples::samples;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::BTreeMap;

/// The whole file; none where the service has no operation.
pub(in super::super) fn file(service: &ServiceView<'_>) -> Option<TokenStream> {
    if service.operations.is_empty() {
        return None;
    }
    let samples = samples(service);
    let mut shown: BTreeMap<&str, &Ident> = BTreeMap::new();
    for sample in samples.iter().filter(|sample| sample.is_answer()) {
        if let Some(answer) = &sample.answer {
            shown.entry(&sample.operation.ir.name).or_insert(answer);
        }
    }
    let methods = service.operations.iter().map(|operation| method(operation, shown.get(operation.ir.name.as_str())));
    let players = service.operations.iter().map(|operation| {
        let (method, name) = (&operation.method, literal::text(&operation.ir.name));
        if matches!(operation.answer, AnswerView::Download) {
            quote!((#name, |mock, received| mock.#method(received)),)
        } else {
            quote!((#name, |mock, received| testing::answer(mock.#method(received))),)
        }
    });
    let uses_model = service.operations.iter().any(|operation| match &operation.answer {
        AnswerView::Json(ty) => ty.names_model(),
        AnswerView::Nothing | AnswerView::Download => false,
    });
    let uses_map = service.operations.iter().any(|operation| match &operation.answer {
        AnswerView::Json(ty) => ty.has_map(),
        AnswerView::Nothing | AnswerView::Download => false,
    });
    let model = uses_model.then(|| quote!(model,));
    let used_samples = (!shown.is_empty()).then(|| quote!(samples,));
    let map = uses_map.then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let docs = format!(" {} for tests: a trait that plays it, and a client that talks to whoever does.", service.title);
    Some(quote! {
        #![doc = #docs]

        use super::{Client, SERVICE, #model #used_samples};
        use specwright_runtime::{self as runtime, testing};
        #map

        /// Plays the service. What is not given answers as its page shows, where the page has an example.
        pub trait Mock: Send + Sync + 'static {
            #(#methods)*
        }

        /// What each operation asks of a mock.
        const PLAYERS: &[testing::Player<dyn Mock>] = &[
            #(#players)*
        ];

        impl Client {
            /// A client whose calls `mock` answers: built, checked and read as ever, they never leave the program.
            pub fn mock(mock: impl Mock) -> Result<Self, runtime::Error> {
                Ok(Self { inner: testing::play::<dyn Mock>(&SERVICE, Box::new(mock), PLAYERS)? })
            }
        }
    })
}

fn method(operation: &OperationView<'_>, sample: Option<&&Ident>) -> TokenStream {
    let name = &operation.method;
    let docs = format!(" Answers [`{shown}`](Client::{shown}).", shown = names::plain(name));
    let (answer, value) = match (&operation.answer, sample) {
        (AnswerView::Nothing, _) => (quote!(()), Some(quote!(Ok(())))),
        (AnswerView::Download, _) => (quote!(runtime::Bytes), None),
        (AnswerView::Json(ty), sample) => {
            (ty.tokens(Place::Beside), sample.map(|sample| quote!(Ok(testing::sample(samples::#sample)))))
        }
    };
    let received = if value.is_some() { quote!(_received) } else { quote!(received) };
    let value = value.unwrap_or_else(|| quote!(Err(received.unanswered())));
    let allow = super::uses_deprecated(operation.ir.deprecated);
    quote! {
        #[doc = #docs]
        #allow
        fn #name(&self, #received: &testing::Received<'_>) -> Result<#answer, testing::Refusal> {
            #value
        }
    }
}
