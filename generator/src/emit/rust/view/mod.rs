//! Decide first: an IR service enters, a view leaves that holds final names, Rust types and doc lines.
//! Nothing is printed here, and nothing is decided after it.

mod enumeration;
mod errors;
mod facts;
mod headers;
mod media;
mod model;
mod operation;
mod paging;
mod rules;
mod said;

pub(super) use enumeration::{EnumerationView, Values, names_a_constant};
pub(super) use errors::ErrorView;
pub(super) use headers::{HeaderView, HeadersView};
pub(super) use media::{BodyKind, BodyView, FileView, ResponseView};
pub(super) use model::{FieldView, ModelView};
pub(super) use operation::{Giving, InputView, OperationView};
pub(super) use paging::{PagesView, Step};
pub(super) use rules::{InsideView, RuleView, RulesView};

use super::names::{Kind, Scope};
use crate::{
    diagnostic::Diagnostic,
    ir::{Authentication, CredentialKind, Endpoints, Service, Signing},
};
use enumeration::Enumerations;
use proc_macro2::Ident;
use std::collections::BTreeMap;

/// A service as it will be printed.
#[derive(Debug)]
pub(super) struct ServiceView<'a> {
    /// Its id, which is its cargo feature.
    pub(super) id: &'a str,
    /// Its name for people, safe as running text.
    pub(super) title: String,
    /// Whose it is, where that is not the crate's vendor.
    pub(super) vendor: Option<&'a str>,
    pub(super) endpoints: &'a Endpoints,
    pub(super) credentials: &'a [CredentialKind],
    pub(super) signing: &'a Signing,
    pub(super) authentication: Option<&'a Authentication>,
    pub(super) operations: Vec<OperationView<'a>>,
    pub(super) models: Vec<ModelView>,
    pub(super) rules: Vec<RulesView>,
    pub(super) enumerations: Vec<EnumerationView>,
    pub(super) errors: Vec<ErrorView>,
}

/// How a value with required parts is made.
#[derive(Clone, Debug)]
pub(super) enum Constructor {
    /// Each part is an argument.
    Arguments,
    /// The parts are fields of a struct of their own.
    Required(Ident),
}

/// More arguments than this are told apart by names rather than by order.
const MAX_ARGUMENTS: usize = 4;

impl Constructor {
    /// The form for so many parts; `required` is what a struct of them is called.
    fn of(parts: usize, required: Ident) -> Self {
        if parts > MAX_ARGUMENTS { Self::Required(required) } else { Self::Arguments }
    }
}

impl<'a> ServiceView<'a> {
    /// Decides everything about a service.
    pub(super) fn decide(service: &'a Service, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut scope = Scope::new(Kind::Type);
        let idents = scope.assign(service.types.keys().map(String::as_str));
        let idents: BTreeMap<&str, Ident> = service.types.keys().map(String::as_str).zip(idents).collect();
        for name in idents.values() {
            // The struct of required parts follows its type's name; nothing else may take it.
            scope.reserve(&format!("{name}Required"));
        }
        let enumerations = Enumerations::plan(service, &mut scope);
        let models = model::models(service, &idents, &enumerations);
        let rules = rules::rules(service, &idents, &models);
        let context = operation::Context {
            service,
            idents: &idents,
            enumerations: &enumerations,
            models: models.iter().map(|model| (model.name.to_string(), model)).collect(),
            rules: rules.iter().map(|rules| (rules.ty.as_str(), rules)).collect(),
        };
        let operations = operation::operations(&context, diagnostics);
        Self {
            id: &service.service,
            title: super::title(service),
            vendor: service.vendor.as_deref(),
            endpoints: &service.endpoints,
            credentials: &service.credentials,
            signing: &service.signing,
            authentication: service.authentication.as_ref(),
            operations,
            models,
            rules,
            enumerations: enumerations.views,
            errors: errors::errors(service),
        }
    }
}
