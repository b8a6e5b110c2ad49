//! `fetch.lock`: where each page was fetched from and when, and what a run that was cut off had still before it.
//! `fetch` writes it; every run reads the addresses, so that docs can lead to the pages. Dates leave it never.

use crate::{
    diagnostic::{Code, Diagnostic, Source, Span},
    ir::web_address,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// The file's name in a service's folder.
pub(crate) const FETCH_LOCK: &str = "fetch.lock";

/// The file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct FetchLock {
    /// Addresses that a run did not come to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) waiting: Vec<String>,
    /// By the name of the file in `pages`.
    pub(crate) pages: BTreeMap<String, FetchedPage>,
}

/// One page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct FetchedPage {
    pub(crate) url: String,
    /// When, in UTC.
    pub(crate) fetched: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_modified: Option<String>,
    /// Addresses that this page was the first to lead to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) found: Vec<String>,
}

impl FetchLock {
    /// The file of this text.
    pub(crate) fn parse(source: &Arc<Source>) -> Result<Self, Diagnostic> {
        let damaged = |message: String| Diagnostic::new(Code::DamagedFetchLock, message);
        let lock: Self = serde_json::from_str(&source.text).map_err(|error| {
            let before = source.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            damaged(error.to_string()).at(source, Span::new(before, before))
        })?;
        match lock.pages.iter().find(|(_, page)| web_address(&page.url).is_none()) {
            Some((file, page)) => {
                let place = source
                    .text
                    .find(&page.url)
                    .map_or_else(Span::default, |start| Span::new(start, start + page.url.len()));
                Err(damaged(format!("`{file}` came from `{}`, which is not the address of a web page", page.url))
                    .at(source, place))
            }
            None => Ok(lock),
        }
    }

    /// Where each page came from, by its path in the service's folder.
    pub(crate) fn addresses(&self) -> BTreeMap<String, String> {
        let address = |(file, page): (&String, &FetchedPage)| Some((format!("pages/{file}"), web_address(&page.url)?));
        self.pages.iter().filter_map(address).collect()
    }
}
