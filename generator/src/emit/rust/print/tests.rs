//! `tests/<service>.rs`: every example of the pages as a test. A request is built by the client and held against the
//! example; a response is decoded and encoded again, and nothing of it may be lost. Nothing is sent.

use super::super::{
    example::Expressions,
    format::{self, Piece},
    literal,
    types::Place,
    view::{BodyKind, BodyView, Constructor, InputView, OperationView, ServiceView},
};
use super::example::{Setting, about, body_expression, call, given, title};
use super::{
    mentions,
    samples::{Sample, samples},
};
use crate::ir::{ExampleRequest, FilledBy, Location, When};
use proc_macro2::TokenStream;
use quote::quote;
use std::{fmt::Write as _, iter};

/// The whole file: a piece a test, and a table of the responses; `None` if the pages have no example.
pub(crate) fn pieces(
    service: &ServiceView<'_>,
    feature: Option<&str>,
    expressions: &Expressions<'_>,
) -> Option<impl Iterator<Item = Piece>> {
    let path = expressions.path;
    let samples = samples(service);
    let tests: Vec<TokenStream> = samples.iter().filter_map(|sample| test(sample, expressions)).collect();
    let responses: String = samples.iter().filter_map(response).collect();
    if tests.is_empty() && responses.is_empty() {
        return None;
    }
    let uses = |word: &str| tests.iter().any(|test| mentions(test, word)) || responses.contains(&format!("{word}::"));
    let model = uses("model").then(|| quote!(model,));
    let operations = uses("operations").then(|| quote!(operations,));
    let samples = uses("samples").then(|| quote!(samples,));
    let client = uses("Client").then(|| quote!(Client,));
    let imported = [client, model, operations, samples].into_iter().flatten().collect::<TokenStream>();
    let import = (!imported.is_empty()).then(|| quote!(use #path::{#imported};));
    let switch =
        feature.map_or_else(|| quote!(feature = "samples"), |own| quote!(all(feature = #own, feature = "samples")));
    let docs = format!(" The examples of {}: requests that are built, and responses that are read.", service.title);
    let testing = (!tests.is_empty()).then(|| {
        quote!(
            use specwright_runtime::testing;
        )
    });
    let head = quote! {
        #![doc = #docs]
        #![cfg(#switch)]

        #import
        #testing
    };
    let table = (!responses.is_empty()).then(|| format!("specwright_runtime::round_trips! {{\n{responses}}}\n"));
    Some(iter::once(head).chain(tests).map(Piece::Items).chain(table.map(Piece::Table)))
}

/// The test of an example with a request; the response beside it is checked, too.
fn test(sample: &Sample<'_>, expressions: &Expressions<'_>) -> Option<TokenStream> {
    let Sample { operation, example, name, body, response } = sample;
    let request = example.request.as_ref()?;
    let body = body.as_ref().map(|body| quote!(samples::#body));
    let sent = sent(operation, request, body.as_ref(), expressions);
    let sends = quote!(testing::sends(&call.call, &expected));
    let checks = match response {
        Some(response) => {
            let ty = type_of(sample);
            quote!(#sends?; testing::keeps::<#ty>(samples::#response))
        }
        None => sends,
    };
    let docs = docs(sample);
    let allow = super::uses_deprecated(operation.ir.deprecated);
    Some(quote! {
        #[doc = #docs]
        #[test]
        #allow
        fn #name() -> testing::Verdict {
            #sent
            #checks
        }
    })
}

/// The line of an example that is a response alone.
fn response(sample: &Sample<'_>) -> Option<String> {
    let Sample { name, response, .. } = sample;
    let response = response.as_ref().filter(|_| sample.example.request.is_none())?;
    let (docs, ty) = (docs(sample), format::one_line(&type_of(sample)));
    Some(format!("    ///{docs}\n    {name}: {ty} = samples::{response};\n"))
}

fn docs(Sample { operation, example, .. }: &Sample<'_>) -> String {
    format!(" {}", title(&example.doc, &format!("{}.", about(&operation.ir.name, &example.name))))
}

fn type_of(sample: &Sample<'_>) -> TokenStream {
    sample.response_type().map_or_else(|| quote!(specwright_runtime::Json), |ty| ty.tokens(Place::Beside))
}

/// The call `call`, and what is `expected` of it. It is built by what callers have, its body by decoding, so that
/// members beyond the type travel too.
fn sent(
    operation: &OperationView<'_>,
    request: &ExampleRequest,
    body: Option<&TokenStream>,
    expressions: &Expressions<'_>,
) -> TokenStream {
    let required = operation.body.as_ref().filter(|body| body.required);
    let owned = matches!(operation.constructor, Constructor::Required(_));
    let package = expressions.package;
    let mut before = TokenStream::new();
    let body_value = match (&operation.body, body) {
        (Some(view), Some(constant)) => match &view.kind {
            BodyKind::Text(_) => Some(if owned { quote!(#constant.into()) } else { quote!(#constant) }),
            BodyKind::Upload(_) => Some(quote!(#package::runtime::Upload::bytes(#constant))),
            BodyKind::Parts(_) => Some(body_expression(view, request.body.as_ref(), expressions, owned)),
            BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Xml(ty, _) => {
                let ty_tokens = ty.tokens(Place::Beside);
                before.extend(quote!(let body: #ty_tokens = testing::read(#constant)?;));
                Some(if ty.is_lent() && !owned { quote!(&body) } else { quote!(body) })
            }
        },
        // The page's example has no body although one must be given.
        (Some(view), None) if view.required => Some(body_expression(view, None, expressions, owned)),
        _ => None,
    };
    let mut call = call(operation, expressions, Some(request), required.and(body_value.as_ref()), Setting::All);
    if let (Some(view), None, Some(value)) = (&operation.body, required, &body_value) {
        let name = &view.name;
        call.extend(quote!(.#name(#value)));
    }
    let method = literal::text(operation.ir.method.as_str());
    let path = literal::text(&expected_path(operation, request, expressions));
    let query = expected_query(operation, request, expressions);
    // What a form or XML looks like on its way is the runtime's affair.
    let is_rewritten =
        |body: &BodyView| matches!(body.kind, BodyKind::Form(_) | BodyKind::Xml(..) | BodyKind::Parts(_));
    let sent_body = body.filter(|_| operation.body.as_ref().is_some_and(|body| !is_rewritten(body)));
    let body = sent_body.map(|constant| quote!(.body(#constant)));
    let headers = expected_pairs(operation, request, expressions, Location::Header);
    let headers = (!headers.is_empty()).then(|| quote!(.headers(&[#(#headers),*])));
    let query = (!query.is_empty()).then(|| quote!(.query(&[#(#query),*])));
    quote! {
        let client = Client::new(&testing::config()?);
        #before
        let call = #call;
        let expected = testing::Request::new(#method, #path) #query #headers #body;
    }
}

/// The path with the example's values, or with what the call is given in their place.
fn expected_path(operation: &OperationView<'_>, request: &ExampleRequest, expressions: &Expressions<'_>) -> String {
    let mut path = String::new();
    let mut rest = operation.ir.path.as_str();
    while let Some((literal, (name, tail))) =
        rest.split_once('{').and_then(|(literal, after)| Some((literal, after.split_once('}')?)))
    {
        path.push_str(literal);
        let input = operation.inputs.iter().find(|input| input.location == Location::Path && input.wire == name);
        let value = input.and_then(|input| wire_text(input, request, expressions));
        path.push_str(&encode(&value.or_else(|| filled_value(operation, name, Location::Path)).unwrap_or_default()));
        rest = tail;
    }
    path.push_str(rest);
    path
}

fn expected_query(
    operation: &OperationView<'_>,
    request: &ExampleRequest,
    expressions: &Expressions<'_>,
) -> Vec<TokenStream> {
    let mut pairs = expected_pairs(operation, request, expressions, Location::Query);
    if let Some(When::Query(constants)) = &operation.ir.when {
        pairs.extend(constants.iter().map(|(name, value)| pair(name, value)));
    }
    pairs
}

/// What the call sends at `location`, as far as it is known beforehand.
fn expected_pairs(
    operation: &OperationView<'_>,
    request: &ExampleRequest,
    expressions: &Expressions<'_>,
    location: Location,
) -> Vec<TokenStream> {
    let inputs = operation.inputs.iter().filter(|input| input.location == location);
    let values = inputs.filter_map(|input| {
        let value =
            wire_text(input, request, expressions).or_else(|| filled_value(operation, &input.wire, location))?;
        Some(pair(&input.wire, &value))
    });
    values.collect()
}

fn pair(name: &str, value: &str) -> TokenStream {
    let (name, value) = (literal::text(name), literal::text(value));
    quote!((#name, #value))
}

/// What the call is given for an input, as it travels.
fn wire_text(input: &InputView, request: &ExampleRequest, expressions: &Expressions<'_>) -> Option<String> {
    let given = given(input, Some(request)).and_then(|given| expressions.wire_text(&input.ty, &given));
    match given {
        Some(text) => (input.is_required() || !input.deprecated).then_some(text),
        None if input.is_required() => expressions.sample_text(&input.ty, &input.wire),
        None => None,
    }
}

/// What the client fills in when it is made for tests; a fresh id is known to nobody.
fn filled_value(operation: &OperationView<'_>, name: &str, location: Location) -> Option<String> {
    let input = operation.ir.inputs.iter().find(|input| input.location == location && input.name == name)?;
    match input.filled_by? {
        FilledBy::Project => Some("project".to_owned()),
        FilledBy::Domain => Some("domain".to_owned()),
        FilledBy::RequestId | FilledBy::Credential | FilledBy::Media => None,
    }
}

fn encode(value: &str) -> String {
    let mut encoded = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
