//! What words of the trade may mean: kinds of section, column, caption and so on. No words here.

use serde::{Deserialize, Serialize};

/// What a heading or label opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Section {
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
    PathParameters,
    QueryParameters,
    RequestHeaders,
    RequestBody,
    /// Response, location left open.
    Response,
    ResponseHeaders,
    ResponseBody,
    ErrorResponse,
    /// Example of either side.
    Example,
    RequestExample,
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
    /// Whether it is of what is sent, and no example.
    pub(crate) fn is_of_request(self) -> bool {
        use Section as S;
        matches!(
            self,
            S::Uri | S::Request | S::PathParameters | S::QueryParameters | S::RequestHeaders | S::RequestBody
        )
    }

    /// Whether it is of what is answered, and no example.
    pub(crate) fn is_of_answer(self) -> bool {
        use Section as S;
        matches!(self, S::Response | S::ResponseHeaders | S::ResponseBody | S::ErrorResponse)
    }

    /// Whether it shows what is sent or answered, in values or in code.
    pub(crate) fn is_example(self) -> bool {
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
pub(crate) enum Column {
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
    Default,
    Sample,
    /// A remark besides the description.
    Remark,
    StatusCode,
    /// A status's or error's message or reason phrase.
    Message,
    ErrorCode,
    /// What to do about an error.
    Solution,
    Method,
    /// A path.
    Uri,
    /// Something of the authorization tables (action, access level...).
    Authorization,
}

/// A word for mandatory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum YesNo {
    /// Yes, mandatory.
    Yes,
    /// No, optional.
    No,
}

/// What a table's caption says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Caption {
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
pub(crate) enum Paging {
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
    Next,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Outcome {
    Success,
    Failure,
}
