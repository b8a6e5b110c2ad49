//! How a body and its files come into a call: the argument or the setter, and what it does.

use super::super::{
    literal,
    types::Place,
    view::{BodyKind, BodyView, FileView},
};
use proc_macro2::TokenStream;
use quote::quote;

/// The type of an argument for a body. Objects are encoded at once and not consumed.
pub(super) fn body_argument(body: &BodyView) -> TokenStream {
    match &body.kind {
        BodyKind::Text(_) => quote!(impl Into<runtime::Bytes>),
        BodyKind::Parts(None) => quote!(runtime::Multipart),
        BodyKind::Upload(_) => quote!(runtime::Upload),
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Xml(ty, _) | BodyKind::Parts(Some(ty)) if ty.is_lent() => {
            let ty = ty.tokens(Place::Beside);
            quote!(&#ty)
        }
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Xml(ty, _) | BodyKind::Parts(Some(ty)) => {
            ty.argument(Place::Beside)
        }
    }
}

pub(super) fn put_body(call: &TokenStream, body: &BodyView, owned: bool) -> TokenStream {
    let name = &body.name;
    let (put, ty) = match &body.kind {
        BodyKind::Text(media) => {
            let media = literal::text(media);
            return quote!(#call.raw_body(#media, #name););
        }
        BodyKind::Upload(media) => {
            let media = literal::text(media);
            return quote!(#call.upload(#media, #name););
        }
        BodyKind::Parts(None) => return quote!(#call.multipart(#name);),
        BodyKind::Parts(Some(ty)) => (quote!(parts), ty),
        BodyKind::Json(ty) => (quote!(body), ty),
        BodyKind::Form(ty) => (quote!(form), ty),
        BodyKind::Xml(ty, _) => (quote!(xml), ty),
    };
    let root = match &body.kind {
        BodyKind::Xml(_, root) => {
            let root = literal::text(root);
            Some(quote!(#root,))
        }
        _ => None,
    };
    if owned {
        quote!(#call.#put(#root &#name);)
    } else if ty.is_lent() {
        quote!(#call.#put(#root #name);)
    } else {
        let value = ty.accept_typed(name, Place::Beside);
        quote!(#call.#put(#root &#value);)
    }
}

/// The type of a body that is a field: what the argument becomes.
pub(super) fn body_field(body: &BodyView) -> TokenStream {
    match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Xml(ty, _) | BodyKind::Parts(Some(ty)) => {
            ty.tokens(Place::Beside)
        }
        BodyKind::Text(_) => quote!(runtime::Bytes),
        BodyKind::Parts(None) => quote!(runtime::Multipart),
        BodyKind::Upload(_) => quote!(runtime::Upload),
    }
}

pub(super) fn body_setter(body: &BodyView) -> TokenStream {
    let name = &body.name;
    let docs = body.docs.outer();
    let argument = body_argument(body);
    let put = put_body(&quote!(self.call), body, false);
    quote! {
        #docs
        pub fn #name(mut self, #name: #argument) -> Self {
            #put
            self
        }
    }
}

pub(super) fn put_file(call: &TokenStream, file: &FileView) -> TokenStream {
    let (name, wire) = (&file.name, literal::text(&file.wire));
    quote!(#call.file(#wire, #name);)
}

pub(super) fn file_setter(file: &FileView) -> TokenStream {
    let name = &file.name;
    let docs = file.docs.outer();
    let put = put_file(&quote!(self.call), file);
    quote! {
        #docs
        pub fn #name(mut self, #name: runtime::FilePart) -> Self {
            #put
            self
        }
    }
}
