//! The root of a service: its client, below the head of a module or of a crate. Its methods are with their operations.

use super::{
    super::{docs::Docs, literal, view::ServiceView},
    authentication, mentions, vendor,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// How the root of a service begins.
pub(crate) struct Head {
    /// The docs of the module or the crate.
    pub(super) docs: TokenStream,
    /// The runtime as `runtime`, and what of it callers are given.
    pub(super) runtime: TokenStream,
    /// What keeps a crate from compiling with a runtime that it was not made for.
    pub(super) made_for: Option<TokenStream>,
}

/// The head of a module.
pub(crate) fn module_head(service: &ServiceView<'_>) -> Head {
    Head {
        docs: Docs::own(&format!("{}.", service.title)).inner(),
        runtime: quote!(
            use specwright_runtime as runtime;
        ),
        made_for: None,
    }
}

/// The file, but for what the runtime is told in [`facts`].
pub(crate) fn file(service: &ServiceView<'_>, Head { docs, runtime, made_for }: Head) -> TokenStream {
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
    let client_docs = Docs::own(&format!("A client for {}.", service.title))
        .paragraph("It is cheap to clone: clones share connections and credentials.")
        .outer();
    let signing = signing_static(service);
    let authentication = authentication::items(service);
    let client = match (&authentication, &signing) {
        (Some(_), _) => quote!(runtime::Client::authenticated(config, &SERVICE, &AUTHENTICATION)),
        (None, Some(_)) => quote!(runtime::Client::signed_as(config, &SERVICE, &SIGNING)),
        (None, None) => quote!(runtime::Client::new(config, &SERVICE)),
    };
    let signing = signing.filter(|_| authentication.is_none());
    let facts = facts_names(service, authentication.as_ref());
    quote! {
        #docs

        #errors
        #mock
        pub mod model;
        pub mod operations;
        #rules
        #samples

        #runtime
        use specwright_runtime::emitted::{#(#facts),*};

        #made_for

        #client_docs
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: runtime::Client,
        }

        impl Client {
            /// Creates a client with this configuration.
            #[must_use]
            pub fn new(config: &runtime::Config) -> Self {
                Self { inner: #client }
            }
        }

        #authentication

        #signing
    }
}

/// What the statics of the root name of the runtime.
fn facts_names(service: &ServiceView<'_>, authentication: Option<&TokenStream>) -> Vec<Ident> {
    let of_authentication = ["Addition", "Authentication", "Encoding", "Hash", "Part", "Recipe", "Signer"];
    let proofs = of_authentication.into_iter().filter(|name| authentication.is_some_and(|items| mentions(items, name)));
    let kinds = (!service.credentials.is_empty()).then_some("CredentialKind");
    let mut names: Vec<&str> = proofs.chain(kinds).chain(["Endpoints", "Service"]).collect();
    names.sort_unstable();
    names.into_iter().map(|name| Ident::new(name, Span::call_site())).collect()
}

/// What the runtime is told about the service; `vendor` is the path of its vendor's table.
pub(crate) fn facts(service: &ServiceView<'_>, vendor: &str) -> String {
    let endpoints = vendor::endpoints(service.endpoints, "    ");
    let kinds: Vec<String> = service.credentials.iter().map(|kind| format!("CredentialKind::{kind:?}")).collect();
    let (credentials, rest) = match kinds.as_slice() {
        [] => (String::new(), "    ..Service::BASE\n"),
        kinds => (format!("    credentials: &[{}],\n", kinds.join(", ")), ""),
    };
    format!(
        "static SERVICE: Service = Service {{\n    id: {},\n    version: env!(\"CARGO_PKG_VERSION\"),\n    \
         endpoints: {endpoints},\n{credentials}    vendor: &{vendor},\n{rest}}};\n",
        literal::text(service.id)
    )
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
