//! What words of the trade may mean: kinds of section, column, caption and so on. No words here.

use serde::{Deserialize, Serialize};

/// What a heading or label opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// What the operation does.
    Function,
    /// When it may be used.
    Constraints,
    /// A link to a debugging tool.
    Debug,
    /// Permissions: tables under it are not parameter tables.
    Authorization,
    /// Method and path.
    Uri,
    /// Request, location left open.
    Request,
    /// Path parameters.
    PathParameters,
    /// Query parameters.
    QueryParameters,
    /// Request headers.
    RequestHeaders,
    /// Request body.
    RequestBody,
    /// Response, location left open.
    Response,
    /// Response headers.
    ResponseHeaders,
    /// Response body.
    ResponseBody,
    /// Error response.
    ErrorResponse,
    /// Example of either side.
    Example,
    /// Example of a request.
    RequestExample,
    /// Example of a response.
    ResponseExample,
    /// Example of a response that succeeds.
    SuccessExample,
    /// Example of a response that fails.
    FailureExample,
    /// Status codes with meanings.
    StatusCodes,
    /// Error codes with meanings.
    ErrorCodes,
    /// A label that only says that parameters follow ("parameter description").
    Parameters,
    /// Structures that the call's tables name, each under a heading of its own.
    Structures,
    /// Ready-made code in programming languages.
    SampleCode,
    /// History of the page's changes.
    ChangeHistory,
    /// What a web page adds below its text: feedback boxes, navigation.
    Furniture,
}

impl Section {
    /// Whether it shows what is sent or answered, in values or in code.
    #[must_use]
    pub fn is_example(self) -> bool {
        use Section as S;
        matches!(
            self,
            S::Example | S::RequestExample | S::ResponseExample | S::SuccessExample | S::FailureExample | S::SampleCode
        )
    }
}

/// What a table's column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// A parameter's name.
    Name,
    /// Yes or no.
    Mandatory,
    /// A type cell.
    Type,
    /// Prose.
    Description,
    /// `path`, `query`, `header` or `body`.
    In,
    /// Values allowed.
    Range,
    /// Default value.
    Default,
    /// A sample value.
    Sample,
    /// A remark besides the description.
    Remark,
    /// HTTP status.
    StatusCode,
    /// A status's or error's message or reason phrase.
    Message,
    /// An error code.
    ErrorCode,
    /// What to do about an error.
    Solution,
    /// HTTP method.
    Method,
    /// A path.
    Uri,
    /// Something of the authorization tables (action, access level...).
    Authorization,
}

/// A word for mandatory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YesNo {
    /// Yes, mandatory.
    Yes,
    /// No, optional.
    No,
}

/// What a table's caption says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Caption {
    /// Headers, of whichever side the section says.
    Headers,
    /// A body, of whichever side the section says.
    Body,
    /// A nested structure ("data structure of the tags field").
    Structure,
    /// What a heading of the same words would open; an older page's table of path parameters may hold those of the query.
    #[serde(untagged)]
    Of(Section),
}

/// What a parameter or a field has to do with answers that come in pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paging {
    /// How many items to pass over.
    Offset,
    /// Which page.
    Page,
    /// How many items a page may hold.
    Size,
    /// After which item to go on.
    Marker,
    /// How many items there are in all.
    Total,
    /// How many items, in all or on the page: the description decides.
    Count,
    /// The next marker.
    Next,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// It went well.
    Success,
    /// It failed.
    Failure,
}
