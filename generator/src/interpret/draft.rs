//! Drafts: what one page says of an operation, before names and types are settled.

mod types;

pub use types::{TypeCell, TypeExpr};

use crate::{
    call::{FilledBy, Location, Method},
    diagnostic::Place,
    ir::{Facts, IrPath, Status, When},
    page::{Format, Page, RowId, Source, Span},
};
use serde_json::Value;
use std::{collections::BTreeSet, sync::Arc};

/// What one page says.
#[derive(Clone, Debug)]
pub struct Interpretation {
    /// The page.
    pub source: Arc<Source>,
    /// What it is written in.
    pub format: Format,
    /// What kind of page it is.
    pub verdict: Verdict,
    /// Operations, in page order.
    pub drafts: Vec<Draft>,
    /// Tables that belong to no operation.
    pub structures: Vec<TableDraft>,
    /// Rows that end here, because they are not parameters.
    pub fates: Vec<(RowId, Fate)>,
    /// Parameter rows read on the page: those of the drafts and structures and those of `fates`.
    pub rows: usize,
    /// What the JSON of its examples was like.
    pub json: JsonBlocks,
}

/// JSON documents in the example blocks of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JsonBlocks {
    /// Read as they stand.
    pub valid: usize,
    /// Read after repair.
    pub repaired: usize,
    /// Like JSON, and not to be read.
    pub unread: usize,
}

/// What kind of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// It documents operations.
    Operations,
    /// It holds structures that other pages link to.
    Structures,
    /// A guide, an overview, an index.
    NotAnOperation,
    /// It documents an operation that could not be read; a diagnostic says why.
    Refused,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is in the IR, as this part of the service.
    Ir(IrPath),
    /// It states a status or an error code.
    Status,
    /// It is in a table that holds no parameters; the reason in a few words.
    NoParameter(&'static str),
    /// It is the same as another row, merged into it.
    Merged(String),
    /// It was not used; a diagnostic says why.
    Reported,
}

/// One operation as its page states it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The page.
    pub source: Arc<Source>,
    /// The page's title, without its anchor and without an operation's name after it.
    pub title: String,
    /// Names that the page offers, best first.
    pub names: Vec<NameWitness>,
    /// HTTP method.
    pub method: Method,
    /// Path template, unescaped, without host and query string.
    pub path: String,
    /// Where the request line stands.
    pub place: Span,
    /// Further paths the page gives for the same operation.
    pub aliases: Vec<String>,
    /// Constant query pair or body key that tells it from others of the same method and path.
    pub when: Option<When>,
    /// Said to be deprecated by title, folder or sentence.
    pub deprecated: bool,
    /// A list of calls is all that states it.
    pub listed: bool,
    /// What it does.
    pub doc: String,
    /// Path, query and header parameters, located row by row, in page order.
    pub inputs: Vec<InputDraft>,
    /// Request body.
    pub request: Option<BodyDraft>,
    /// Answers in page order. One without a status of its own has `status: None` and succeeds.
    pub responses: Vec<ResponseDraft>,
    /// Error codes listed on the page.
    pub errors: Vec<crate::ir::ErrorCode>,
    /// Examples, each tied to its request or status.
    pub examples: Vec<ExampleDraft>,
}

/// A name that a page offers for its operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameWitness {
    /// Who says so.
    pub kind: NameKind,
    /// The name as it stands.
    pub name: String,
}

/// Who offers a name, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// The constant by which it is called.
    Constant,
    /// The link to the vendor's API tool (`api=ShowVpc`).
    ExplorerLink,
    /// Metadata of the page (`:original_name:`).
    OriginalName,
    /// The file's name, where it looks like an operation's.
    FileName,
    /// The end of the title: `... - ShowVpc`.
    TitleEnd,
}

/// A path, query or header parameter.
#[derive(Clone, Debug)]
pub struct InputDraft {
    /// Where it travels.
    pub location: Location,
    /// What of the client fills it.
    pub filled_by: Option<FilledBy>,
    /// What its row says. Parameters known only from the request line have no row.
    pub field: FieldDraft,
}

/// A body: the table of its members and the tables of the structures beneath.
#[derive(Clone, Debug, Default)]
pub struct BodyDraft {
    /// Media type, where it is not JSON.
    pub media: Option<String>,
    /// The root element of the examples in XML.
    pub xml_root: Option<String>,
    /// What the body is when it is not a plain object (an array, a file): wraps the root's fields.
    pub shape: BodyShape,
    /// The row that states what a list's elements are: its links and numbers tie it to their table.
    pub element: Option<FieldDraft>,
    /// Its members, if a table states them.
    pub root: Option<TableDraft>,
    /// Tables that follow in the same group, in page order: candidates for nested types.
    pub structures: Vec<TableDraft>,
    /// The cases whose tables make up the root, if there are several.
    pub cases: Vec<CaseDraft>,
}

impl BodyDraft {
    /// The names at the top: of dotted names the first part.
    pub(crate) fn heads(&self) -> BTreeSet<&str> {
        let fields = self.root.iter().flat_map(|root| &root.fields);
        fields.filter_map(|field| field.name.split(['.', '[']).next()).collect()
    }

    /// Notes what another case asks for; the first time, what the root so far, called `first`, does as well.
    pub(super) fn note_case(&mut self, first: Option<&str>, name: Option<&str>, other: Option<&TableDraft>) {
        if self.cases.is_empty() {
            self.cases.push(CaseDraft::of(first, self.root.as_ref()));
        }
        self.cases.push(CaseDraft::of(name, other));
    }
}

/// One of several bodies that an operation takes.
#[derive(Clone, Debug)]
pub struct CaseDraft {
    /// What the page calls it.
    pub name: String,
    /// The rows that are mandatory in it.
    pub required: BTreeSet<String>,
}

impl CaseDraft {
    fn of(name: Option<&str>, table: Option<&TableDraft>) -> Self {
        let mandatory = |field: &&FieldDraft| field.mandatory == Mandatory::Yes;
        let required = table.into_iter().flat_map(|table| &table.fields).filter(mandatory);
        Self { name: name.unwrap_or_default().to_owned(), required: required.map(|field| field.name.clone()).collect() }
    }
}

/// What a body is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BodyShape {
    /// An object with the members of the root table.
    #[default]
    Object,
    /// A list; with root rows, of such objects, else of the type given.
    List(Option<TypeExpr>),
    /// A scalar, a map or a free value.
    Plain(TypeExpr),
}

/// An answer.
#[derive(Clone, Debug)]
pub struct ResponseDraft {
    /// Its status; `None` if the page gives none.
    pub status: Option<Status>,
    /// What the page says of it.
    pub doc: String,
    /// Response headers.
    pub headers: Vec<FieldDraft>,
    /// Its body; `None` if the page says that there is none, or says nothing.
    pub body: Option<BodyDraft>,
}

/// A parameter table.
#[derive(Clone, Debug)]
pub struct TableDraft {
    /// Index of the table on its page.
    pub table: u32,
    /// Caption without its number.
    pub caption: Option<String>,
    /// The number in the caption: `Table 3`.
    pub number: Option<u32>,
    /// Names by which links find it.
    pub anchors: Vec<String>,
    /// Rows, in order.
    pub fields: Vec<FieldDraft>,
    /// Where it stands.
    pub place: Span,
}

/// A row of a parameter table.
#[derive(Clone, Debug)]
pub struct FieldDraft {
    /// Name on the wire.
    pub name: String,
    /// What the type cell says.
    pub ty: TypeCell,
    /// What the mandatory cell says.
    pub mandatory: Mandatory,
    /// What the description says; `doc`, `values`, `range` and so on, ready for the IR.
    pub facts: Facts,
    /// Ties to tables in type and description cells: `#anchor`, `page.md#anchor`.
    pub links: Vec<String>,
    /// `Table N` in the words of the row.
    pub table_numbers: Vec<u32>,
    /// The row; none for what only the request line or an example shows.
    pub row: Option<RowId>,
    /// Where it stands.
    pub place: Span,
}

impl FieldDraft {
    /// A value that travels as text unless its type is said.
    pub(super) fn or_text(mut self) -> Self {
        if self.ty.expr == TypeExpr::Unsaid {
            self.ty.expr = TypeExpr::String;
        }
        self
    }

    /// Makes a mandatory row one of its case only: what another case of the operation lacks must be given in this one.
    pub(super) fn only_in_case(&mut self, case: Option<&str>) {
        if self.mandatory == Mandatory::Yes {
            self.mandatory = Mandatory::Conditional;
            self.facts.condition = self.facts.condition.take().or_else(|| case.map(str::to_owned));
        }
    }

    /// Whether the name is words that stand for any key: `User-defined key`, `<name>`, `{name}`, words of another
    /// script.
    #[must_use]
    pub fn names_any_key(&self) -> bool {
        let name = self.name.trim();
        let wordy = name.contains(char::is_whitespace) && name.chars().all(|c| !c.is_ascii_punctuation() || c == '-');
        let bracketed =
            [('<', '>'), ('{', '}')].iter().any(|(open, close)| name.starts_with(*open) && name.ends_with(*close));
        wordy || bracketed || !name.chars().any(|c| c.is_ascii_alphanumeric())
    }
}

/// What a mandatory cell says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mandatory {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Sometimes: the words, which are kept in `facts.condition`.
    Conditional,
    /// There is no such column or cell.
    #[default]
    Unsaid,
}

/// An example.
#[derive(Clone, Debug, Default)]
pub struct ExampleDraft {
    /// Title or label, as written; empty where there is none.
    pub label: String,
    /// The words of the status line that it shows: `Not Found`.
    pub reason: String,
    /// Request line and body, or the answer.
    pub side: ExampleSide,
    /// The JSON value, if there is one.
    pub value: Option<Value>,
    /// It shows a body in XML, with this root element; empty where it shows none.
    pub xml: Option<String>,
    /// Where the block stands.
    pub place: Span,
}

/// Which side of a call an example shows.
#[derive(Clone, Debug, Default)]
pub enum ExampleSide {
    /// What is sent: path and query as the example's own request line has them, headers that it shows.
    Request {
        /// The URL's path, without host.
        path: Option<String>,
        /// Query pairs.
        query: Vec<(String, String)>,
        /// Header lines.
        headers: Vec<(String, String)>,
    },
    /// What is answered with this status, that of a failure perhaps unsaid; `None` if no status is given.
    Response(Option<Status>),
    /// The page does not say.
    #[default]
    Unsaid,
}

impl ExampleDraft {
    /// Whether it shows what is sent.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        matches!(self.side, ExampleSide::Request { .. })
    }

    /// The bodies that it shows: several where it lists them by media type.
    pub(crate) fn bodies(&self) -> Vec<&Value> {
        let Some(value) = &self.value else { return Vec::new() };
        match value.as_object() {
            Some(members) if !members.is_empty() && members.keys().all(|key| key.starts_with("application/")) => {
                members.values().collect()
            }
            _ => vec![value],
        }
    }
}

impl Draft {
    /// The bodies: of the request, then of the answers.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = &BodyDraft> {
        self.request.iter().chain(self.responses.iter().filter_map(|response| response.body.as_ref()))
    }

    /// A place on its page.
    pub(crate) fn at(&self, span: Span) -> Place {
        Place { source: Arc::clone(&self.source), span }
    }

    /// The tables of all bodies.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &TableDraft> {
        self.bodies().flat_map(|body| body.root.iter().chain(&body.structures))
    }

    /// What the rows of all tables say.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &FieldDraft> {
        let inputs = self.inputs.iter().map(|input| &input.field);
        let headers = self.responses.iter().flat_map(|response| &response.headers);
        let elements = self.bodies().filter_map(|body| body.element.as_ref());
        inputs.chain(headers).chain(elements).chain(self.tables().flat_map(|table| &table.fields))
    }

    /// The rows of all tables.
    pub(crate) fn rows(&self) -> impl Iterator<Item = RowId> {
        self.fields().filter_map(|field| field.row)
    }
}

impl Interpretation {
    /// A page from which nothing came.
    #[must_use]
    pub fn nothing(page: &Page, verdict: Verdict) -> Self {
        Self {
            source: Arc::clone(&page.source),
            format: page.format,
            verdict,
            drafts: Vec::new(),
            structures: Vec::new(),
            fates: Vec::new(),
            rows: 0,
            json: JsonBlocks::default(),
        }
    }
}

impl JsonBlocks {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            valid: self.valid + other.valid,
            repaired: self.repaired + other.repaired,
            unread: self.unread + other.unread,
        }
    }
}
