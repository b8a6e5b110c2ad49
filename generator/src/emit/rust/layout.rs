//! Where the code of a service stands: in a module of the one crate, or in a crate of its own. A member of the crate
//! enters, its files' paths and the paths by which code names it leave. Nothing is printed here.

use super::{Member, Options, names};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Where the code of a service stands.
pub(super) struct Layout {
    /// The folder of its sources.
    pub(super) sources: String,
    /// The file that its other sources are below.
    pub(super) root: String,
    /// The file of its tests.
    pub(super) tests: String,
    /// Its crate as code names it.
    pub(super) package: Ident,
    /// Its module, or its crate where it has one of its own, as other code names it.
    pub(super) path: TokenStream,
    /// The cargo feature that switches it on; `None` in a crate of its own.
    pub(super) feature: Option<String>,
}

impl Layout {
    pub(super) fn of(member: &Member, options: &Options) -> Self {
        let Member { module, feature, .. } = member;
        if options.crate_per_service {
            let package = ident(&package(member, options));
            return Self {
                sources: format!("{module}/src"),
                root: format!("{module}/src/lib.rs"),
                tests: format!("{module}/tests/examples.rs"),
                path: quote!(#package),
                package,
                feature: None,
            };
        }
        let (package, name) = (ident(&options.crate_name), names::identifier(module));
        Self {
            sources: format!("src/{module}"),
            root: format!("src/{module}/mod.rs"),
            tests: format!("tests/{module}.rs"),
            path: quote!(#package::#name),
            package,
            feature: Some(feature.clone()),
        }
    }
}

/// What the crate of one service is called.
pub(super) fn package(member: &Member, options: &Options) -> String {
    format!("{}-{}", options.crate_name, member.feature)
}

/// A crate as code names it.
pub(super) fn ident(package: &str) -> Ident {
    let name = names::words(package).join("_");
    syn::parse_str(&name).unwrap_or_else(|_| Ident::new("client", Span::call_site()))
}
