//! `service.yaml`, written by hand: what no page says of a service, and corrections of what pages say.

use super::{Authentication, CredentialKind, Endpoints, Envelope, Override, Service, Signing, overrides};
use crate::diagnostic::{Diagnostic, Source, Span};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// One service's `service.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceFile {
    /// The service's name for people.
    pub title: String,
    /// Whose it is, where that is not the project's vendor: a folder of `vendors`, or the one that is built in.
    pub vendor: Option<String>,
    /// Where it answers.
    pub endpoints: Endpoints,
    /// What it accepts, the usual kind first.
    pub credentials: Vec<CredentialKind>,
    /// What its vendor calls the parts of a signature.
    pub signing: Signing,
    /// How calls show who calls, where the vendor does it in its own way.
    pub authentication: Option<Authentication>,
    /// How the answers that have its member say that a call failed after all.
    pub envelope: Option<Envelope>,
    /// Corrections, applied in order.
    pub overrides: Vec<Override>,
}

/// The names that the pages offer, for those that operations and types have; they may be others where a name lock has
/// given these. Names without an entry are the pages' own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// Of operations.
    pub operations: BTreeMap<String, String>,
    /// Of types.
    pub types: BTreeMap<String, String>,
}

impl ServiceFile {
    /// Puts title, vendor, endpoints, credentials, names of signatures and overrides into the service. `source` is the file's
    /// text: an override that is stale or needless is shown at its place.
    pub fn apply(&self, service: &mut Service, offers: &Offers, source: &Arc<Source>) -> Vec<Diagnostic> {
        if !self.title.is_empty() {
            service.title.clone_from(&self.title);
        }
        service.vendor.clone_from(&self.vendor);
        service.endpoints.clone_from(&self.endpoints);
        service.credentials.clone_from(&self.credentials);
        service.signing.clone_from(&self.signing);
        service.authentication.clone_from(&self.authentication);
        if let Some(envelope) = &self.envelope {
            service.wrap(envelope);
        }
        overrides::apply(&self.overrides, service, offers)
            .into_iter()
            .map(|(id, diagnostic)| diagnostic.at(source, place_of(source, id)))
            .collect()
    }
}

/// The place of the override of this id: ids are written once, after `id:`.
fn place_of(source: &Source, id: &str) -> Span {
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let key = line.trim().trim_start_matches("- ");
        let value = key.strip_prefix("id:").map(|value| value.trim().trim_matches(['"', '\'']));
        if value == Some(id) {
            let indent = line.len() - line.trim_start().len();
            return Span::new(start + indent, start + line.trim_end().len());
        }
        start += line.len();
    }
    Span::default()
}
