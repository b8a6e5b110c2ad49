//! A page's example as a call of the client: in the docs, where it is compiled, and in the tests, where it is made.

use super::super::{
    docs,
    example::Expressions,
    format, literal, names,
    types::RustType,
    view::{BodyKind, BodyView, Constructor, Giving, InputView, OperationView, ResponseView},
};
use super::mentions;
use crate::ir::{ExampleRequest, Location};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::Value;

/// The lines of the example in the docs of a method; `None` if it could not be made.
pub(crate) fn lines(operation: &OperationView<'_>, expressions: &Expressions<'_>) -> Vec<String> {
    let Expressions { package, path, .. } = expressions;
    let request = operation.ir.examples.iter().find_map(|example| example.request.as_ref());
    let body = operation.body.as_ref().filter(|body| body.required).map(|body| {
        let given = request.and_then(|request| request.body.as_ref());
        let owned = matches!(operation.constructor, Constructor::Required(_));
        body_expression(body, given, expressions, owned)
    });
    let call = call(operation, expressions, request, body.as_ref(), Setting::Usual);
    let uses = |word: &str| mentions(&call, word);
    let model = uses("model").then(|| quote!(model));
    let operations = uses("operations").then(|| quote!(operations));
    let send = match operation.response {
        ResponseView::Nothing => quote!(#call.await?;),
        ResponseView::Download => quote! {
            let mut download = #call.await?;
            while let Some(piece) = download.next().await {
                let piece = piece?;
                println!("{} bytes", piece.len());
            }
        },
        ResponseView::Json(_) => quote!(let response = #call.await?; println!("{response:?}");),
    };
    let names: Vec<TokenStream> = model.into_iter().chain(operations).collect();
    let imports = (!names.is_empty()).then(|| quote!(use #path::{#(#names),*};));
    let Ok(text) = format::pretty(quote!(async fn example() { #imports #send })) else { return Vec::new() };
    let path = format::one_line(path);
    let mut lines = vec![
        "```no_run".to_owned(),
        // Hidden, and so in one line: readers see what is inside.
        format!("# async fn example(client: &{path}::Client) -> Result<(), {package}::Error> {{"),
    ];
    for line in text.lines().filter_map(|line| line.strip_prefix("    ")) {
        lines.push(line.to_owned());
        if line.starts_with("use ") {
            lines.push(String::new());
        }
    }
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// Which optional inputs an example sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// Those that a caller would set.
    Usual,
    /// Also those that the client fills.
    All,
}

/// `client.operation(...)` and a setter for each optional input that the example gives.
pub(super) fn call(
    operation: &OperationView<'_>,
    expressions: &Expressions<'_>,
    request: Option<&ExampleRequest>,
    body: Option<&TokenStream>,
    setting: Setting,
) -> TokenStream {
    let method = &operation.method;
    let required = || operation.inputs.iter().filter(|input| input.is_required());
    let files = || {
        let package = expressions.package;
        operation.files.iter().filter(|file| file.required).map(move |file| {
            let name = literal::text(&file.wire);
            let part = quote!(#package::runtime::FilePart::new(#name, #package::runtime::Upload::bytes("...")));
            (&file.name, part)
        })
    };
    let body_name = operation.body.as_ref().filter(|body| body.required).map(|body| &body.name);
    let arguments = match &operation.constructor {
        Constructor::Arguments => {
            let inputs =
                required().map(|input| expressions.argument(&input.ty, given(input, request).as_ref(), &input.wire));
            let arguments: Vec<TokenStream> =
                inputs.chain(body.cloned()).chain(files().map(|(_, file)| file)).collect();
            quote!(#(#arguments),*)
        }
        Constructor::Required(name) => {
            let inputs = required().map(|input| {
                let name = &input.name;
                let value = expressions.owned(&input.ty, given(input, request).as_ref(), &input.wire);
                quote!(#name: #value)
            });
            let body = body_name.zip(body).map(|(name, value)| quote!(#name: #value));
            let files = files().map(|(name, file)| quote!(#name: #file));
            let parts: Vec<TokenStream> = inputs.chain(body).chain(files).collect();
            quote!(operations::#name { #(#parts),* })
        }
    };
    let setters = operation
        .inputs
        .iter()
        .filter(|input| {
            !input.is_required() && !input.deprecated && (setting == Setting::All || input.giving != Giving::Filled)
        })
        .filter_map(|input| {
            let value = expressions.optional(&input.ty, &given(input, request)?)?;
            let name = &input.name;
            Some(quote!(.#name(#value)))
        });
    quote!(client.#method(#arguments) #(#setters)*)
}

/// What the example gives for an input.
pub(super) fn given(input: &InputView, request: Option<&ExampleRequest>) -> Option<Value> {
    let request = request?;
    let text = match input.location {
        Location::Path => request.path.get(&input.wire),
        Location::Query => request.query.get(&input.wire),
        Location::Header => {
            request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(&input.wire)).map(|(_, text)| text)
        }
    };
    let text = Value::String(text?.clone());
    Some(if matches!(input.ty, RustType::List(_)) { Value::Array(vec![text]) } else { text })
}

/// The body of a call; `owned` where it becomes a field.
pub(super) fn body_expression(
    body: &BodyView,
    given: Option<&Value>,
    expressions: &Expressions<'_>,
    owned: bool,
) -> TokenStream {
    let package = expressions.package;
    match &body.kind {
        BodyKind::Text(_) => {
            let text = literal::text(given.and_then(Value::as_str).unwrap_or("..."));
            if owned { quote!(#text.into()) } else { quote!(#text) }
        }
        BodyKind::Upload(_) => {
            let text = literal::text(given.and_then(Value::as_str).unwrap_or("..."));
            quote!(#package::runtime::Upload::bytes(#text))
        }
        BodyKind::Parts(None) => quote!(#package::runtime::Multipart::new()),
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Xml(ty, _) | BodyKind::Parts(Some(ty)) if owned => {
            expressions.owned(ty, given, "body")
        }
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Xml(ty, _) | BodyKind::Parts(Some(ty)) => {
            let value = expressions.argument(ty, given, "body");
            if ty.is_lent() { quote!(&#value) } else { value }
        }
    }
}

/// Which example of which operation.
pub(super) fn about(operation: &str, example: &str) -> String {
    format!("{}, example {}", docs::code(operation), docs::code(&names::words(example).join("_")))
}

/// What is said of an example, on one line.
pub(super) fn title(doc: &str, own: &str) -> String {
    let words = docs::inline(doc);
    if words.is_empty() { own.to_owned() } else { words }
}

/// An identifier of ours.
pub(super) fn own(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
