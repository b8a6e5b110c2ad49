//! What a run read, made and lost, a service at a time. In: [`crate::Compiled`]. Out: figures as text,
//! as JSON, and as one HTML file to browse. Nothing here reads a page for its meaning.

mod agreement;
mod collect;
mod constraints;
pub(crate) mod facts;
mod figures;
mod html;
mod json;
mod learn;
mod text;

pub use agreement::{Difference, differences};
pub use constraints::Unread;
pub use figures::{Examples, Figures, Pages, Rows};
pub use html::Html;
pub use json::{SCHEMA, json};
pub use learn::Learned;
pub use text::text;

use crate::diagnostic::Code;

/// Services in the order they were read.
#[derive(Debug, Default)]
pub struct Report {
    /// One for each service.
    pub services: Vec<ServiceReport>,
}

/// What there is to say of one service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceReport {
    /// Its id, or the folder's name.
    pub name: String,
    /// Everything that can be counted.
    pub figures: Figures,
    /// Pages that document an operation and could not be read, by path.
    pub refused: Vec<Aside>,
    /// Pages that document no operation, by path.
    pub without_operation: Vec<Aside>,
    /// Descriptions that speak of a constraint that was not read.
    pub unread: Vec<Unread>,
    /// Pages whose rows are not all accounted for: a fault of the program.
    pub uneven: Vec<String>,
}

/// A page that gave no operation, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Its path as messages show it.
    pub path: String,
    /// The finding that says why.
    pub reason: Option<(Code, String)>,
}

impl Report {
    /// The figures of all services together.
    #[must_use]
    pub fn total(&self) -> Figures {
        let mut total = Figures::default();
        self.services.iter().for_each(|service| total.add(&service.figures));
        total
    }

    /// Whether something was refused, is wrong, or does not add up.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.services.iter().any(|service| !service.uneven.is_empty() || service.figures.errors() > 0)
    }
}
