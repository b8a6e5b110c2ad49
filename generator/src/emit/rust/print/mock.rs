//! `mock.rs`: what each operation answers, for a trait that plays the service. What is not played answers as its page
//! shows.

use super::super::{
    format::{Piece, one_line},
    literal,
    types::{Place, RustType},
    view::{AnswerView, OperationView, ServiceView},
};
use super::samples::samples;
use proc_macro2::Ident;
use quote::quote;
use std::collections::BTreeMap;

/// The whole file; `None` if the service has no operation.
pub(crate) fn pieces(service: &ServiceView<'_>) -> Option<Vec<Piece>> {
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
    let answers = || {
        service.operations.iter().filter_map(|operation| match &operation.answer {
            AnswerView::Json(ty) => Some(ty),
            AnswerView::Nothing | AnswerView::Download => None,
        })
    };
    let model = answers().any(RustType::names_model).then(|| quote!(model));
    let used_samples = (!shown.is_empty()).then(|| quote!(samples));
    let own: Vec<_> = model.into_iter().chain(used_samples).collect();
    let own = (!own.is_empty()).then(|| quote!(use super::{#(#own),*};));
    let map = answers().any(RustType::has_map).then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let docs = format!(" {} for tests: a trait that plays it, and a client that talks to whoever does.", service.title);
    let head = quote! {
        #![doc = #docs]

        #own
        use specwright_runtime as runtime;
        #map
    };
    let lines: String =
        service.operations.iter().map(|operation| line(operation, shown.get(operation.ir.name.as_str()))).collect();
    Some(vec![Piece::Items(head), Piece::Table(format!("runtime::mock! {{\n{lines}}}\n"))])
}

/// An operation, what it answers as, and the answer that its page shows.
fn line(operation: &OperationView<'_>, sample: Option<&&Ident>) -> String {
    let method = operation.method.to_string();
    let name =
        if method == operation.ir.name { String::new() } else { format!("({})", literal::text(&operation.ir.name)) };
    let (answer, sample) = match &operation.answer {
        AnswerView::Nothing => ("()".to_owned(), " = \"null\"".to_owned()),
        AnswerView::Download => ("runtime::Bytes".to_owned(), String::new()),
        AnswerView::Json(ty) => {
            (one_line(&ty.tokens(Place::Beside)), sample.map_or_else(String::new, |name| format!(" = samples::{name}")))
        }
    };
    format!("    {method}{name} -> {answer}{sample};\n")
}
