//! What we tell people, as data: a code of the catalogue, where, what, and what to do.
//! Each renderer has its own file. Nothing here decides what is wrong.

mod catalogue;
mod chapter;
mod markup;
mod printable;
mod render_github;
mod render_json;
mod render_terminal;
mod selection;
mod sink;

pub use catalogue::{Code, Severity};
pub use chapter::chapter;
pub(crate) use markup::said;
pub use printable::printable;
pub use render_github::github;
pub(crate) use render_github::workflow_command;
pub use render_json::json_lines;
pub use render_terminal::terminal;
pub use selection::Selection;
pub use sink::Sink;

pub use crate::page::{Source, Span};
use std::sync::Arc;

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// This case, in a sentence without a full stop.
    pub message: String,
    /// Where in a page or file.
    pub place: Option<Place>,
    /// What to do about this case, where the code's page is not precise enough.
    pub help: Option<String>,
}

/// A place in a source.
#[derive(Clone, Debug)]
pub struct Place {
    /// The page or file.
    pub source: Arc<Source>,
    /// The bytes meant.
    pub span: Span,
}

impl Place {
    /// The place of words inside this one, after other words; all of it if the page writes them otherwise.
    #[must_use]
    pub fn of_words(mut self, words: &str, after: &str) -> Self {
        let text = self.source.slice(self.span);
        let from = text.find(after).map_or(0, |at| at + after.len());
        let found = text.get(from..).and_then(|rest| rest.find(words)).map(|at| from + at);
        if let Some((start, length)) =
            found.and_then(|at| Some((u32::try_from(at).ok()?, u32::try_from(words.len()).ok()?)))
        {
            let start = self.span.start + start;
            self.span = Span { start, end: start + length };
        }
        self
    }
}

impl Diagnostic {
    /// A finding without a place.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: None, help: None }
    }

    /// The same, at a place.
    #[must_use]
    pub fn at(mut self, source: &Arc<Source>, span: Span) -> Self {
        self.place = Some(Place { source: Arc::clone(source), span });
        self
    }

    /// The same, with advice for this case.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Stable order for output: by path, place, code, message.
    #[must_use]
    pub fn order(&self) -> (&str, Span, &'static str, &str) {
        let (path, span) =
            self.place.as_ref().map_or(("", Span::default()), |place| (place.source.path.as_str(), place.span));
        (path, span, self.code.id(), &self.message)
    }
}

/// Whether the outputs are wrong, or something that should be in them is missing.
#[must_use]
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error)
}

#[cfg(test)]
mod tests;
