//! How a vendor calls its operations where no page states a request line: one address for all of them, and constants
//! that say which is meant. Data of a file of words; nothing here reads a page.

use super::Place;
use crate::call::Method;
use serde::Deserialize;

/// The call that operations without a request line have in common.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rpc {
    /// The HTTP method.
    #[serde(default = "get")]
    pub(crate) method: Method,
    /// The path.
    #[serde(default = "root")]
    pub(crate) path: String,
    /// Where the constants travel: in the query, in headers, as members of the body; or in the path, which then has a
    /// placeholder for the name of the operation: `/rest/{action}`.
    #[serde(rename = "in", default = "query")]
    pub(crate) place: Place,
    /// Where parameters travel whose table does not say: in the query or in the body.
    #[serde(default)]
    pub(crate) parameters: Option<Place>,
    /// The media type of bodies, where it is not JSON.
    #[serde(default)]
    pub(crate) media: Option<String>,
    /// The constants; the value of the first names the operation. None where the path has it.
    #[serde(default)]
    pub(crate) constants: Vec<RpcConstant>,
}

/// A parameter that has one value in all calls of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RpcConstant {
    /// Its name on the wire.
    pub(crate) name: String,
    /// What the tables of pages call it, if not so.
    #[serde(default)]
    pub(crate) row: Option<String>,
    /// Its value, where no page states one.
    #[serde(default)]
    pub(crate) value: Option<String>,
}

/// The part of a path that stands for the name of an operation.
const ACTION: &str = "{action}";

fn get() -> Method {
    Method::Get
}

fn root() -> String {
    "/".to_owned()
}

fn query() -> Place {
    Place::Query
}

impl Rpc {
    /// Reads the table `rpc` of a file of words.
    pub(super) fn load(own: Option<&toml::Value>) -> Result<Option<Self>, toml::de::Error> {
        let Some(own) = own else { return Ok(None) };
        let rpc: Self = own.clone().try_into()?;
        let refuse = |problem: &str| Err(serde::de::Error::custom(format!("`rpc`: {problem}")));
        match () {
            () if !matches!(rpc.method, Method::Get | Method::Post) => refuse("`method` is `GET` or `POST`"),
            () if rpc.place == Place::Path && !rpc.path.contains(ACTION) => {
                refuse("`path` has no `{action}`, where the names of operations stand")
            }
            () if rpc.constants.is_empty() != (rpc.place == Place::Path) => {
                refuse("`constants` names the parameters that tell operations apart, unless `in` is `path`")
            }
            () if !matches!(rpc.parameters, None | Some(Place::Query | Place::Body)) => {
                refuse("`parameters` is `query` or `body`")
            }
            () if !rpc.path.starts_with('/') => refuse("`path` begins with `/`"),
            () => Ok(Some(rpc)),
        }
    }

    /// Where parameters travel whose table does not say.
    pub(crate) fn parameters(&self) -> Place {
        let in_body = self.method.takes_body() && self.place != Place::Query;
        self.parameters.unwrap_or(if in_body { Place::Body } else { Place::Query })
    }

    /// The path of an operation.
    pub(crate) fn path_of(&self, action: &str) -> String {
        if self.place == Place::Path { self.path.replace(ACTION, action) } else { self.path.clone() }
    }

    /// The constant that names the operation.
    pub(crate) fn action(&self) -> Option<&RpcConstant> {
        self.constants.first()
    }

    /// The constant that a row of this name states.
    pub(crate) fn constant(&self, row: &str) -> Option<&RpcConstant> {
        self.constants.iter().find(|constant| constant.is_called(row))
    }
}

impl RpcConstant {
    /// Whether a row of this name states it.
    pub(crate) fn is_called(&self, row: &str) -> bool {
        self.names().any(|name| name.eq_ignore_ascii_case(row))
    }

    /// Its name, and that of the rows that state it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        [Some(self.name.as_str()), self.row.as_deref()].into_iter().flatten()
    }
}
