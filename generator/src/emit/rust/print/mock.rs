//! `mock.rs`: the response of each operation, for a trait that mocks the service. What is not implemented responds as
//! its page shows.

use super::super::{
    format::{Piece, one_line},
    literal,
    types::{Place, RustType},
    view::{OperationView, ResponseView, ServiceView},
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
    for sample in samples.iter().filter(|sample| sample.is_response()) {
        if let Some(response) = &sample.response {
            shown.entry(&sample.operation.ir.name).or_insert(response);
        }
    }
    let responses = || {
        service.operations.iter().filter_map(|operation| match &operation.response {
            ResponseView::Json(ty) => Some(ty),
            ResponseView::Nothing | ResponseView::Download => None,
        })
    };
    let model = responses().any(RustType::names_model).then(|| quote!(model));
    let used_samples = (!shown.is_empty()).then(|| quote!(samples));
    let own: Vec<_> = model.into_iter().chain(used_samples).collect();
    let own = (!own.is_empty()).then(|| quote!(use super::{#(#own),*};));
    let map = responses().any(RustType::has_map).then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let docs = format!(
        " A mock of {} for tests: a trait to implement, and a client that calls the implementation.",
        service.title
    );
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

/// An operation, the type of its response, and the response that its page shows.
fn line(operation: &OperationView<'_>, sample: Option<&&Ident>) -> String {
    let method = operation.method.to_string();
    let name =
        if method == operation.ir.name { String::new() } else { format!("({})", literal::text(&operation.ir.name)) };
    let (response, sample) = match &operation.response {
        ResponseView::Nothing => ("()".to_owned(), " = \"null\"".to_owned()),
        ResponseView::Download => ("runtime::Bytes".to_owned(), String::new()),
        ResponseView::Json(ty) => {
            (one_line(&ty.tokens(Place::Beside)), sample.map_or_else(String::new, |name| format!(" = samples::{name}")))
        }
    };
    format!("    {method}{name} -> {response}{sample};\n")
}
