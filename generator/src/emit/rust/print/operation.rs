//! `operations/<operation>.rs`: the client's method, and the call that it makes, which can be looked at, changed and
//! sent.

use super::super::{
    format::{Piece, one_line},
    literal, names,
    types::{Place, RustType},
    view::{BodyView, Constructor, FileView, Giving, InputView, OperationView, ResponseView, ServiceView},
};
use super::{
    body::{body_argument, body_field, body_setter, file_setter, put_body, put_file},
    deprecated, facts, headers, paging, required, similar_names,
};
use crate::ir::Location;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The file of one operation; `example` has the lines of an example for its docs.
pub(crate) fn pieces(service: &ServiceView<'_>, operation: &OperationView<'_>, example: &[String]) -> Vec<Piece> {
    let imports = imports(operation);
    let method = client_method(operation, example);
    let setters = setters(operation);
    let headers = operation.headers.as_ref().map(|headers| headers::headers(operation, headers));
    let required = required_struct(operation);
    let before = quote! {
        #imports
        #method
    };
    let after = quote! {
        #setters
        #headers
        #required
    };
    let mut pieces = vec![Piece::Items(before), Piece::Table(call(service, operation))];
    if !after.is_empty() {
        pieces.push(Piece::Items(after));
    }
    pieces
}

/// `operations/mod.rs`: the operations side by side.
pub(crate) fn index(service: &ServiceView<'_>) -> TokenStream {
    let docs = format!(
        " Calls of {}: one type per operation, created by the methods of [`Client`](super::Client).",
        service.title
    );
    let modules = service.operations.iter().map(|operation| &operation.module);
    let exports = service.operations.iter().map(|operation| {
        let OperationView { module, name, .. } = operation;
        let required = match &operation.constructor {
            Constructor::Arguments => None,
            Constructor::Required(required) => Some(required),
        };
        let companions: Vec<&Ident> = operation.headers.iter().map(|headers| &headers.name).chain(required).collect();
        if companions.is_empty() {
            quote!(pub use #module::#name;)
        } else {
            quote!(pub use #module::{#name #(, #companions)*};)
        }
    });
    quote! {
        #![doc = #docs]

        #(mod #modules;)*

        #(#exports)*
    }
}

fn required_inputs<'a>(operation: &'a OperationView<'_>) -> impl Iterator<Item = &'a InputView> {
    operation.inputs.iter().filter(|input| input.is_required())
}

fn required_files<'a>(operation: &'a OperationView<'_>) -> impl Iterator<Item = &'a FileView> {
    operation.files.iter().filter(|file| file.required)
}

fn required_body<'a>(operation: &'a OperationView<'_>) -> Option<&'a BodyView> {
    operation.body.as_ref().filter(|body| body.required)
}

fn imports(operation: &OperationView<'_>) -> TokenStream {
    let model = operation.names_model().then(|| quote!(model));
    let rules = operation.rules.body.is_some() || !operation.rules.responses.is_empty();
    let rules = rules.then(|| quote!(rules));
    let own: Vec<TokenStream> = model.into_iter().chain(rules).collect();
    let own = if own.is_empty() {
        quote!(
            use super::super::Client;
        )
    } else {
        quote!(use super::super::{Client, #(#own),*};)
    };
    // Only pages are told in code; all else is facts.
    let emitted = operation.pages.is_some().then(|| {
        quote!(
            use specwright_runtime::emitted::{PageFacts, Paging, Position};
        )
    });
    let map = operation.types().any(RustType::has_map).then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    quote! {
        #own
        use specwright_runtime as runtime;
        #emitted
        #map
    }
}

/// What makes the call: a method of the client, so that its docs show all operations at once.
fn client_method(operation: &OperationView<'_>, example: &[String]) -> TokenStream {
    let OperationView { method, name, docs, .. } = operation;
    let docs = docs.clone().lines(example.iter().cloned()).outer();
    let deprecated = deprecated(operation.ir.deprecated);
    let arguments = arguments(operation);
    let names: Vec<&Ident> = arguments.iter().map(|argument| &argument.name).collect();
    let types = arguments.iter().map(|argument| &argument.ty);
    let similar = similar_names(names.iter().copied());
    let fill = fill(operation);
    let call = if fill.is_empty() {
        quote!(#name { call: self.inner.call(&OPERATION) })
    } else {
        quote! {
            let mut call = self.inner.call(&OPERATION);
            #(#fill)*
            #name { call }
        }
    };
    quote! {
        impl Client {
            #docs
            #deprecated
            #similar
            pub fn #method(&self, #(#names: #types),*) -> #name {
                #call
            }
        }
    }
}

/// An argument of the client's method.
struct Argument {
    name: Ident,
    ty: TokenStream,
}

/// The arguments of an operation: what must be given, in page order, then the body and its files.
fn arguments(operation: &OperationView<'_>) -> Vec<Argument> {
    if let Constructor::Required(required) = &operation.constructor {
        return vec![Argument { name: Ident::new("required", Span::call_site()), ty: quote!(#required) }];
    }
    let inputs = required_inputs(operation)
        .map(|input| Argument { name: input.name.clone(), ty: input.ty.argument(Place::Beside) });
    let body = required_body(operation).map(|body| Argument { name: body.name.clone(), ty: body_argument(body) });
    let files =
        required_files(operation).map(|file| Argument { name: file.name.clone(), ty: quote!(runtime::FilePart) });
    inputs.chain(body).chain(files).collect()
}

/// The struct of the operation's calls and its facts, which the runtime gives their form.
fn call(service: &ServiceView<'_>, operation: &OperationView<'_>) -> String {
    let OperationView { name, method, .. } = operation;
    let response = match &operation.response {
        ResponseView::Download => "download".to_owned(),
        ResponseView::Nothing | ResponseView::Json(_) => one_line(&response(operation)),
    };
    let headers = operation.headers.as_ref().map_or_else(String::new, |headers| {
        format!("    ///\n    /// [`{}`] reads the headers of the response.\n", headers.name)
    });
    format!(
        "runtime::operation! {{\n    /// A call of [`{shown}`](Client::{shown}).\n{headers}    pub struct {name}{in_path} -> {response};\n{facts}}}\n",
        in_path = in_path(operation),
        facts = facts::lines(service, operation),
        shown = names::plain(method),
    )
}

/// Placeholders that the client fills and a caller may set.
fn in_path(operation: &OperationView<'_>) -> String {
    let setters =
        operation.inputs.iter().filter(|input| is_filled_in_path(input)).map(|InputView { name, wire, .. }| {
            let name = name.to_string();
            if name == *wire { name } else { format!("{name} = {}", literal::text(wire)) }
        });
    let setters: Vec<String> = setters.collect();
    if setters.is_empty() { String::new() } else { format!("({})", setters.join(", ")) }
}

fn is_filled_in_path(input: &InputView) -> bool {
    input.location == Location::Path
        && input.giving == Giving::Filled
        && !input.deprecated
        && input.ty == RustType::Text
}

/// What a call can do besides being sent; nothing where all of its inputs are given at once.
fn setters(operation: &OperationView<'_>) -> Option<TokenStream> {
    let name = &operation.name;
    let inputs = operation.inputs.iter().filter(|input| !input.is_required() && !is_filled_in_path(input)).map(setter);
    let body = operation.body.iter().filter(|body| !body.required).map(body_setter);
    let files = operation.files.iter().filter(|file| !file.required).map(file_setter);
    let pages = operation.pages.as_ref().map(|pages| paging::pages(operation, pages));
    let all: Vec<TokenStream> = inputs.chain(body).chain(files).chain(pages).collect();
    (!all.is_empty()).then(|| quote!(impl #name { #(#all)* }))
}

/// Statements that put what must be given into the call.
fn fill(operation: &OperationView<'_>) -> Vec<TokenStream> {
    let mut statements = Vec::new();
    let owned = match &operation.constructor {
        Constructor::Arguments => false,
        Constructor::Required(required) => {
            let inputs = required_inputs(operation).map(|input| &input.name);
            let names = inputs.chain(required_body(operation).map(|body| &body.name));
            let names = names.chain(required_files(operation).map(|file| &file.name));
            statements.push(quote!(let #required { #(#names),* } = required;));
            true
        }
    };
    statements.extend(required_inputs(operation).map(|input| put(&quote!(call), input, owned)));
    statements.extend(required_body(operation).map(|body| put_body(&quote!(call), body, owned)));
    statements.extend(required_files(operation).map(|file| put_file(&quote!(call), file)));
    statements
}

/// Puts an input into `call`; what is owned already has the type that its argument becomes.
fn put(call: &TokenStream, input: &InputView, owned: bool) -> TokenStream {
    let InputView { name, ty, .. } = input;
    let wire = literal::text(&input.wire);
    let place = match input.location {
        Location::Path => quote!(path),
        Location::Query if matches!(ty, RustType::Map(_)) => quote!(query_map),
        Location::Query => quote!(query),
        Location::Header => quote!(header),
    };
    let value = if owned { quote!(#name) } else { ty.accept_typed(name, Place::Beside) };
    quote!(#call.#place(#wire, #value);)
}

fn setter(input: &InputView) -> TokenStream {
    let name = &input.name;
    let docs = input.docs.outer();
    let deprecated = deprecated(input.deprecated);
    let argument = input.ty.argument(Place::Beside);
    let put = put(&quote!(self.call), input, false);
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: #argument) -> Self {
            #put
            self
        }
    }
}

fn response(operation: &OperationView<'_>) -> TokenStream {
    match &operation.response {
        ResponseView::Nothing => quote!(()),
        ResponseView::Json(ty) => ty.tokens(Place::Beside),
        ResponseView::Download => quote!(runtime::Download),
    }
}

fn required_struct(operation: &OperationView<'_>) -> Option<TokenStream> {
    let Constructor::Required(name) = &operation.constructor else { return None };
    let inputs = required_inputs(operation).map(|input| required::Member {
        name: &input.name,
        ty: input.ty.tokens(Place::Beside),
        docs: &input.docs,
        secret: input.secret,
        is_bool: input.ty == RustType::Boolean,
        is_copy: input.ty.is_copy(),
    });
    let body = required_body(operation).map(|body| required::Member {
        name: &body.name,
        ty: body_field(body),
        docs: &body.docs,
        secret: false,
        is_bool: false,
        is_copy: false,
    });
    let owner = format!("[`{}`]", operation.name);
    let files = required_files(operation).map(|file| required::Member {
        name: &file.name,
        ty: quote!(runtime::FilePart),
        docs: &file.docs,
        secret: false,
        is_bool: false,
        is_copy: false,
    });
    Some(required::required(name, &owner, &inputs.chain(body).chain(files).collect::<Vec<_>>()))
}
