//! The model of `ir.yaml`. Field order here is the order in the file; defaults are left out.

use super::{
    Authentication, CONTENT_TYPE, Case, Constraint, Envelope, FilledBy, Location, Method, Pagination, Range, Signing,
    Status, TypeRef, entry::Entry,
};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeMap};

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// One service.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its id: the name of its folder, of its cargo feature and of its module.
    pub service: String,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// Whose it is, where that is not the project's vendor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<String>,
    /// Where it answers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub endpoints: Endpoints,
    /// What it accepts, the usual kind first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub credentials: Vec<CredentialKind>,
    /// What its vendor calls the parts of a signature.
    #[serde(default, skip_serializing_if = "is_default")]
    pub signing: Signing,
    /// How calls show who calls, where its vendor does it in its own way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentication: Option<Authentication>,
    /// Operations in page order.
    #[serde(default)]
    pub operations: Vec<Operation>,
    /// Types in order of first use.
    #[serde(default, skip_serializing_if = "is_default")]
    pub types: IndexMap<String, Type>,
}

/// Where a service answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoints {
    /// `https://dcs.{region}.example.com`, for the regions listed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pattern: Option<String>,
    /// Regions that follow the pattern.
    #[serde(default, skip_serializing_if = "is_default")]
    pub regions: Vec<String>,
    /// Regions with a host of their own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hosts: BTreeMap<String, String>,
    /// The one host of a service without regions.
    #[serde(default, skip_serializing_if = "is_default")]
    pub global: Option<String>,
}

/// A kind of credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialKind {
    /// Access keys scoped to a project.
    Basic,
    /// Access keys scoped to an account.
    Global,
    /// A token in a header.
    Token,
}

/// One operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// In `snake_case`; unique in the service.
    pub name: String,
    /// The page it is on, relative to the service's folder.
    pub page: String,
    /// Where that page was fetched from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_url: Option<String>,
    /// HTTP method.
    pub method: Method,
    /// Path template with `{placeholders}`, without query string.
    pub path: String,
    /// A constant that tells it from other operations of the same method and path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Other paths that the page gives for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub aliases: Vec<String>,
    /// The page's title.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// What it does.
    #[serde(default, skip_serializing_if = "is_default")]
    pub doc: String,
    /// The page says not to use it any more.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deprecated: bool,
    /// Path, query and header parameters in page order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inputs: Vec<Input>,
    /// Request body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// Answers, by status.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outputs: Vec<Output>,
    /// How the answer comes in pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pagination: Option<Pagination>,
    /// How an answer says that the call failed after all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
    /// Error codes that the page lists.
    #[serde(default, skip_serializing_if = "is_default")]
    pub errors: Vec<ErrorCode>,
    /// The page's examples.
    #[serde(default, skip_serializing_if = "is_default")]
    pub examples: Vec<Example>,
}

/// What tells operations of one method and path apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// A query pair with a constant value; an empty value is a bare key (`?acl`).
    Query(BTreeMap<String, String>),
    /// The key that the body object must have.
    Body(String),
    /// Headers with constant values.
    Header(BTreeMap<String, String>),
    /// Members of the body with constant values.
    Members(BTreeMap<String, String>),
}

impl When {
    /// Whether the body tells it: by one of its members, or by its media type.
    #[must_use]
    pub fn is_of_body(&self) -> bool {
        match self {
            Self::Body(_) => true,
            Self::Header(pairs) => pairs.keys().all(|name| name == CONTENT_TYPE),
            Self::Query(_) | Self::Members(_) => false,
        }
    }

    /// What it adds to the path where operations are listed by path: `?acl`, `#os-start`, `#X-Action=List`.
    #[must_use]
    pub fn suffix(&self) -> String {
        match self {
            Self::Query(pairs) => format!("?{}", joined(pairs)),
            Self::Body(key) => format!("#{key}"),
            Self::Header(pairs) | Self::Members(pairs) => format!("#{}", joined(pairs)),
        }
    }
}

fn joined(pairs: &BTreeMap<String, String>) -> String {
    let pair = |(name, value): (&String, &String)| {
        if value.is_empty() { name.clone() } else { format!("{name}={value}") }
    };
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// A path, query or header parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Entry")]
pub struct Input {
    /// Name on the wire.
    pub name: String,
    /// Where it travels.
    #[serde(rename = "in")]
    pub location: Location,
    /// Its type; parameters are scalars, lists of them, or maps.
    #[serde(rename = "type")]
    pub ty: TypeRef,
    /// Must be given.
    #[serde(default, skip_serializing_if = "is_default")]
    pub required: bool,
    /// The client fills it: it stays in the IR and leaves the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled_by: Option<FilledBy>,
    /// What else the page says.
    #[serde(flatten)]
    pub facts: Facts,
}

impl Input {
    /// Whether it is a map whose members are sent as parameters of their own, `name[key]=value`.
    #[must_use]
    pub fn travels_in_members(&self) -> bool {
        self.location == Location::Query && matches!(self.ty, TypeRef::Map(_))
    }

    /// The key under which `parameter` holds a member of this map: `key` for `name[key]`.
    #[must_use]
    pub fn member<'a>(&self, parameter: &'a str) -> Option<&'a str> {
        let key = parameter.strip_prefix(self.name.as_str())?.strip_prefix('[')?.strip_suffix(']')?;
        self.travels_in_members().then_some(key)
    }
}

/// What pages say of a field or parameter besides name, type and mandatory.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file, not a state")]
pub struct Facts {
    /// The page's words where mandatory is neither yes nor no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// The value taken when none is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<serde_json::Value>,
    /// Allowed numbers; of the items where the type is a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// Allowed count of characters; of the items where the type is a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<Range>,
    /// Allowed count of items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Range>,
    /// Regular expression of the text, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// `date-time`, `uuid`, `uri` and the like, or what the type cell adds (`int64`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Values the page enumerates; the enumeration is open.
    #[serde(skip_serializing_if = "is_default")]
    pub values: Vec<EnumValue>,
    /// Constraints that sentences state and no label: callers are held to them only if they ask for it.
    #[serde(skip_serializing_if = "is_default")]
    pub by_sentence: Vec<Constraint>,
    /// The page allows null.
    #[serde(skip_serializing_if = "is_default")]
    pub nullable: bool,
    /// The page says not to use it.
    #[serde(skip_serializing_if = "is_default")]
    pub deprecated: bool,
    /// Never printed: a password, a key, a token.
    #[serde(skip_serializing_if = "is_default")]
    pub secret: bool,
    /// In XML it is an attribute of the element that its type describes, and no element in it.
    #[serde(skip_serializing_if = "is_default")]
    pub attribute: bool,
    /// Where the field comes from when no table states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<From>,
    /// The page's words.
    #[serde(skip_serializing_if = "is_default")]
    pub doc: String,
}

/// A source of facts other than a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    /// Only an example shows it.
    Example,
    /// Only the path template or the query string shows it.
    Uri,
    /// An override of `service.yaml` added it.
    Override,
}

/// One value of an open enumeration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnumValue {
    /// A text, a number or a boolean.
    pub value: serde_json::Value,
    /// Its meaning.
    #[serde(default, skip_serializing_if = "is_default")]
    pub doc: String,
}

/// A request body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Media type; JSON where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<String>,
    /// Of XML, the root element as an example shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
    /// What it holds.
    #[serde(rename = "type")]
    pub ty: TypeRef,
    /// May be left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub optional: bool,
    /// The cases that the page tells apart, if each asks for something that no other does.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cases: Vec<Case>,
    /// The page's words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub doc: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// The status, or `default` for an error body that only an example documents.
    pub status: Status,
    /// Media type; JSON where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<String>,
    /// What the body holds; no body where left out.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<TypeRef>,
    /// Response headers that the page states.
    #[serde(default, skip_serializing_if = "is_default")]
    pub headers: Vec<Header>,
    /// The page's words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub doc: String,
}

/// A response header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Entry")]
pub struct Header {
    /// Name on the wire.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: TypeRef,
    /// What else the page says.
    #[serde(flatten)]
    pub facts: Facts,
}

/// An error code that a page lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorCode {
    /// The code.
    pub code: String,
    /// The HTTP status it comes with, where the page says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Its meaning.
    #[serde(default, skip_serializing_if = "is_default")]
    pub doc: String,
}

/// An example of a page: a request, an answer, or both.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// `request`, `200`, `failure`: unique in the operation.
    pub name: String,
    /// The page's words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub doc: String,
    /// What is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<ExampleRequest>,
    /// The status of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The answer's body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<serde_json::Value>,
}

/// What an example sends.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleRequest {
    /// Path values by placeholder, where the example's URL shows real ones.
    #[serde(default, skip_serializing_if = "is_default")]
    pub path: IndexMap<String, String>,
    /// Query pairs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub query: IndexMap<String, String>,
    /// Headers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub headers: IndexMap<String, String>,
    /// The body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<serde_json::Value>,
}

/// A named type: an object.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Type {
    /// The page's words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub doc: String,
    /// Fields in page order.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Where the type comes from when no table states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<From>,
}

/// A field of a type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Entry")]
pub struct Field {
    /// Name on the wire.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: TypeRef,
    /// Must be given in a request; always present in a response.
    #[serde(default, skip_serializing_if = "is_default")]
    pub required: bool,
    /// What else the page says.
    #[serde(flatten)]
    pub facts: Facts,
}

impl Field {
    /// Its name among the members of the type: that of an attribute in XML begins with `@`.
    #[must_use]
    pub fn member(&self) -> Cow<'_, str> {
        if self.facts.attribute { Cow::Owned(format!("@{}", self.name)) } else { Cow::Borrowed(&self.name) }
    }
}
