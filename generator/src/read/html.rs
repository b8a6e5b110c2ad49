//! Html to a page.

use crate::{
    diagnostic::Diagnostic,
    glossary::Glossary,
    page::{Format, Page, Source},
};
use std::sync::Arc;

/// Reads a page of this format.
pub(super) fn read(source: Arc<Source>, _glossary: &Glossary, _diagnostics: &mut Vec<Diagnostic>) -> Page {
    Page { source, format: Format::Html, blocks: Vec::new(), original_name: None }
}
