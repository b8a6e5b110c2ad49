//! `<service>/mod.rs`: the client of a service. Its methods are with their operations.

use super::{
    super::{docs::Docs, literal, view::ServiceView},
    authentication,
};
use crate::ir::CredentialKind;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The whole file.
pub(in super::super) fn file(service: &ServiceView<'_>) -> TokenStream {
    let docs = Docs::own(&format!("{}.", service.title)).inner();
    let errors = (!service.errors.is_empty()).then(|| {
        quote!(
            pub mod errors;
        )
    });
    let rules = (!service.rules.is_empty()).then(|| {
        quote!(
            mod rules;
        )
    });
    let has_examples = service.operations.iter().any(|operation| {
        let shows = |example: &crate::ir::Example| {
            example.response.is_some() || example.request.as_ref().is_some_and(|request| request.body.is_some())
        };
        operation.ir.examples.iter().any(shows)
    });
    let samples = has_examples.then(|| {
        quote!(
            #[cfg(feature = "samples")]
            pub mod samples;
        )
    });
    let mock = (!service.operations.is_empty()).then(|| {
        quote!(
            #[cfg(feature = "mock")]
            pub mod mock;
        )
    });
    let client_docs = Docs::own(&format!("A client of {}.", service.title))
        .paragraph("It is cheap to clone: clones share connections and credentials.")
        .outer();
    let service_static = service_static(service);
    let signing = signing_static(service);
    let authentication = authentication::items(service);
    let client = match (&authentication, &signing) {
        (Some(_), _) => quote!(runtime::Client::authenticated(config, &SERVICE, &AUTHENTICATION)),
        (None, Some(_)) => quote!(runtime::Client::signed_as(config, &SERVICE, &SIGNING)),
        (None, None) => quote!(runtime::Client::new(config, &SERVICE)),
    };
    let signing = signing.filter(|_| authentication.is_none());
    quote! {
        #docs

        #errors
        #mock
        pub mod model;
        pub mod operations;
        #rules
        #samples

        use specwright_runtime as runtime;

        #client_docs
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: runtime::Client,
        }

        impl Client {
            /// A client with this configuration.
            #[must_use]
            pub fn new(config: &runtime::Config) -> Self {
                Self { inner: #client }
            }
        }

        #authentication

        #service_static

        #signing
    }
}

fn service_static(service: &ServiceView<'_>) -> TokenStream {
    let id = literal::text(service.id);
    let endpoints = service.endpoints;
    let some = |url: &Option<String>| url.as_deref().map(literal::text).map(|url| quote!(Some(#url)));
    let pattern = some(&endpoints.pattern).map(|pattern| quote!(pattern: #pattern,));
    let global = some(&endpoints.global).map(|global| quote!(global: #global,));
    let regions = endpoints.regions.iter().map(|region| literal::text(region));
    let regions = (!endpoints.regions.is_empty()).then(|| quote!(regions: &[#(#regions),*],));
    let hosts = endpoints.hosts.iter().map(|(region, host)| {
        let (region, host) = (literal::text(region), literal::text(host));
        quote!((#region, #host))
    });
    let hosts = (!endpoints.hosts.is_empty()).then(|| quote!(hosts: &[#(#hosts),*],));
    let all_stated = pattern.is_some() && global.is_some() && regions.is_some() && hosts.is_some();
    let rest = (!all_stated).then(|| quote!(..runtime::Endpoints::BASE));
    let kinds = service.credentials.iter().map(|kind| {
        let kind = match kind {
            CredentialKind::Basic => "Basic",
            CredentialKind::Global => "Global",
            CredentialKind::Token => "Token",
        };
        Ident::new(kind, Span::call_site())
    });
    let credentials =
        (!service.credentials.is_empty()).then(|| quote!(credentials: &[#(runtime::CredentialKind::#kinds),*],));
    let rest_of_service = credentials.is_none().then(|| quote!(..runtime::Service::BASE));
    quote! {
        static SERVICE: runtime::Service = runtime::Service {
            id: #id,
            version: env!("CARGO_PKG_VERSION"),
            endpoints: runtime::Endpoints { #pattern #regions #hosts #global #rest },
            #credentials
            #rest_of_service
        };
    }
}

/// The vendor's names for the parts of a signature, where it has its own.
fn signing_static(service: &ServiceView<'_>) -> Option<TokenStream> {
    let names: Vec<TokenStream> = service
        .signing
        .names()
        .map(|(part, name)| {
            let (part, name) = (Ident::new(part, Span::call_site()), literal::text(name));
            quote!(#part: #name,)
        })
        .collect();
    // With all of them stated, the base would state nothing.
    let rest = (names.len() < 6).then(|| quote!(..runtime::SigningNames::BASE));
    (!names.is_empty())
        .then(|| quote!(static SIGNING: runtime::SigningNames = runtime::SigningNames { #(#names)* #rest };))
}
