//! What emitted code states about an operation: facts in a static, each with one method that states it.
//!
//! The fields are private: what the runtime can do and no emitted code can say would be dead, and has no place here.

use super::service::Method;
use crate::validate::{Inside, Rule};
use crate::values::secret::is_secret_name;

/// An operation of a service: `Operation::get("dcs", "list_things", "/v2/{project_id}/things").query(&[...])`.
#[derive(Debug)]
pub struct Operation {
    pub(crate) service: &'static str,
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) filled: &'static [Filled],
    pub(crate) constant_query: &'static [(&'static str, &'static str)],
    pub(crate) constant_headers: &'static [(&'static str, &'static str)],
    pub(crate) constant_members: &'static [(&'static str, &'static str)],
    pub(crate) media: &'static str,
    pub(crate) token_header: &'static str,
    pub(crate) envelope: Option<Envelope>,
    /// Of a response in XML, the root element where the type of the response has it as its member, or nothing.
    #[cfg(feature = "xml")]
    pub(crate) xml_response: Option<&'static str>,
    pub(crate) inputs: &'static [(Location, Rule<'static>)],
    pub(crate) body: Inside,
    pub(crate) responses: &'static [Inside],
}

macro_rules! methods {
    ($($make:ident $method:ident),*) => {$(
        #[doc = concat!("An operation by the method `", stringify!($method), "`: its service, its name, and its path with placeholders.")]
        #[must_use]
        pub const fn $make(service: &'static str, name: &'static str, path: &'static str) -> Self {
            Self::new(Method::$method, service, name, path)
        }
    )*};
}

impl Operation {
    methods!(get Get, head Head, post Post, put Put, patch Patch, delete Delete, options Options);

    const fn new(method: Method, service: &'static str, name: &'static str, path: &'static str) -> Self {
        Self {
            service,
            name,
            method,
            path,
            filled: &[],
            constant_query: &[],
            constant_headers: &[],
            constant_members: &[],
            media: "application/json",
            token_header: "X-Auth-Token",
            envelope: None,
            #[cfg(feature = "xml")]
            xml_response: None,
            inputs: &[],
            body: Inside::Nothing,
            responses: &[Inside::Nothing],
        }
    }

    /// With inputs that the client fills.
    #[must_use]
    pub const fn filled(mut self, filled: &'static [Filled]) -> Self {
        self.filled = filled;
        self
    }

    /// With query pairs that are part of the operation.
    #[must_use]
    pub const fn constant_query(mut self, pairs: &'static [(&'static str, &'static str)]) -> Self {
        self.constant_query = pairs;
        self
    }

    /// With headers that are part of the operation.
    #[must_use]
    pub const fn constant_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.constant_headers = headers;
        self
    }

    /// With members of the body that are part of the operation.
    #[must_use]
    pub const fn constant_members(mut self, members: &'static [(&'static str, &'static str)]) -> Self {
        self.constant_members = members;
        self
    }

    /// With a body of this media type, where it is JSON of a kind of its own: `application/merge-patch+json`.
    #[must_use]
    pub const fn media(mut self, media: &'static str) -> Self {
        self.media = media;
        self
    }

    /// With a token in this header, where it is not `X-Auth-Token`.
    #[must_use]
    pub const fn token_header(mut self, name: &'static str) -> Self {
        self.token_header = name;
        self
    }

    /// With responses that can be failures although their status says success: `code` is the member that tells, and
    /// `success` the codes of success.
    #[must_use]
    pub const fn envelope(mut self, code: &'static str, success: &'static [&'static str]) -> Self {
        self.envelope = Some(Envelope { code, success });
        self
    }

    /// With a response in XML. `root` is its root element where the type of the response has that as its member, and
    /// empty where the type has what is in the root.
    #[cfg(feature = "xml")]
    #[must_use]
    pub const fn xml_response(mut self, root: &'static str) -> Self {
        self.xml_response = Some(root);
        self
    }

    /// With what the page states of parameters.
    #[must_use]
    pub const fn inputs(mut self, rules: &'static [(Location, Rule<'static>)]) -> Self {
        self.inputs = rules;
        self
    }

    /// With what the page states of the body.
    #[must_use]
    pub const fn body(mut self, inside: Inside) -> Self {
        self.body = inside;
        self
    }

    /// With what must not be seen of responses, of one status or another.
    #[must_use]
    pub const fn responses(mut self, insides: &'static [Inside]) -> Self {
        self.responses = insides;
        self
    }

    /// Whether an input must not be seen: by the mark of the page, or by its name.
    pub(crate) fn is_secret(&self, location: Location, name: &str) -> bool {
        let mut rules = self.inputs.iter().filter(|(known, _)| *known == location);
        let rule = rules.find(|(_, rule)| rule.name == name || is_member_of(rule.name, name));
        rule.is_some_and(|(_, rule)| rule.secret) || is_secret_name(name)
    }

    /// The short name of its service: `dcs`.
    #[must_use]
    pub const fn service_id(&self) -> &'static str {
        self.service
    }

    /// Its name: `list_things`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The path with placeholders: `/v2/{project_id}/things/{thing_id}`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }
}

/// Whether `known` is a member of the input `name`: `name[...]`.
pub(crate) fn is_member_of(name: &str, known: &str) -> bool {
    known.strip_prefix(name).is_some_and(|rest| rest.starts_with('[') && rest.ends_with(']'))
}

/// Members of a response that say whether the call succeeded, whatever its status.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Envelope {
    /// The member that holds the code: `error_code`.
    pub(crate) code: &'static str,
    /// The codes of success: `0`. A response without a code is a success, too.
    pub(crate) success: &'static [&'static str],
}

/// An input that the client fills.
#[derive(Clone, Copy, Debug)]
pub struct Filled {
    pub(crate) location: Location,
    pub(crate) name: &'static str,
    pub(crate) by: FilledBy,
    pub(crate) is_required: bool,
}

impl Filled {
    /// A placeholder of the path.
    #[must_use]
    pub const fn path(name: &'static str, by: FilledBy) -> Self {
        Self { location: Location::Path, name, by, is_required: true }
    }

    /// A query parameter.
    #[must_use]
    pub const fn query(name: &'static str, by: FilledBy) -> Self {
        Self { location: Location::Query, name, by, is_required: true }
    }

    /// A header.
    #[must_use]
    pub const fn header(name: &'static str, by: FilledBy) -> Self {
        Self { location: Location::Header, name, by, is_required: true }
    }

    /// One that the service does not ask for: it travels where the configuration has the id, and nobody looks it up.
    #[must_use]
    pub const fn if_known(mut self) -> Self {
        self.is_required = false;
        self
    }
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In a placeholder of the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// What an input is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FilledBy {
    /// With the project's id.
    Project,
    /// With the account's id.
    Domain,
    /// With a fresh id.
    RequestId,
}
