//! The trade's words in each language, as data files: headings, column heads, yes and no, type
//! names, captions, phrases, parameters the client fills. A new language, vendor or heading is a
//! line of data. Nothing here knows a page's structure.

mod load;
mod normalise;

pub use normalise::normalise;

use std::collections::HashMap;
use std::sync::OnceLock;

/// What a heading or label opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// What the operation does.
    Function,
    /// When it may be used.
    Constraints,
    /// A link to a debugging tool.
    Debug,
    /// Permissions: tables under it are no parameter tables.
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
    /// Ready-made code in programming languages.
    SampleCode,
    /// History of the page's changes.
    ChangeHistory,
    /// What a web page adds below its text: feedback boxes, navigation.
    Furniture,
}

/// What a table's column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum YesNo {
    /// Yes, mandatory.
    Yes,
    /// No, optional.
    No,
}

/// All words of all languages.
#[derive(Debug, Default)]
pub struct Glossary {
    sections: HashMap<String, Section>,
    columns: HashMap<String, Column>,
    yes_no: HashMap<String, YesNo>,
    none: Vec<String>,
}

impl Glossary {
    /// The words that come with the program.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Glossary> = OnceLock::new();
        BUILTIN.get_or_init(load::builtin)
    }

    /// What a heading or label opens; numbers, case, width and a closing colon do not matter.
    #[must_use]
    pub fn section(&self, heading: &str) -> Option<Section> {
        self.sections.get(&normalise(heading)).copied()
    }

    /// What a column with this head holds.
    #[must_use]
    pub fn column(&self, head: &str) -> Option<Column> {
        self.columns.get(&normalise(head)).copied()
    }

    /// Whether a cell is exactly a word for yes or no.
    #[must_use]
    pub fn yes_no(&self, cell: &str) -> Option<YesNo> {
        self.yes_no.get(&normalise(cell)).copied()
    }

    /// Whether a text says that there is nothing: `N/A`, `None`, `-`.
    #[must_use]
    pub fn is_none(&self, text: &str) -> bool {
        self.none.contains(&normalise(text))
    }
}
