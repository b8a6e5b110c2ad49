//! Shows a credential with a call: as a token, or as headers and a signature over them.

use super::{CallContext, ids};
use crate::config::settings::not_a_placeholder;
use crate::credentials::Credential;
use crate::credentials::authentication::{Authentication, Scope};
use crate::credentials::proof;
use crate::error::{Error, ErrorKind};
use crate::facts::operation::FilledBy;
use crate::facts::service::CredentialKind;
use crate::request::Filling;
use crate::signing::{Signature, Timestamp};
use crate::transport::HttpRequest;
use crate::values::random;

/// Gateways take no signed request with a larger body.
const LARGEST_SIGNED_BODY: u64 = 12 * 1024 * 1024;

/// What was shown.
pub(super) enum Proof {
    /// What no clock was asked for.
    Undated,
    /// A signature by the vendor's own recipe.
    Dated,
    Signed(Signature),
}

impl Proof {
    pub(super) fn is_dated(&self) -> bool {
        !matches!(self, Self::Undated)
    }

    pub(super) fn canonical_request(&self) -> Option<&str> {
        match self {
            Self::Undated | Self::Dated => None,
            Self::Signed(signature) => Some(&signature.canonical_request),
        }
    }
}

/// The ids that the call needs: as configured, or as IAM knows them.
pub(super) async fn filling<'a>(call: &'a CallContext, credential: &Credential) -> Result<Filling<'a>, Error> {
    let CallContext { peer, request } = call;
    let (settings, shared) = (&*peer.settings, peer.shared());
    not_a_placeholder("project", settings.project_id.as_deref())?;
    not_a_placeholder("domain", settings.domain_id.as_deref())?;
    let mut filling = Filling {
        headers: &shared.headers,
        validation: shared.validation,
        project_id: settings.project_id.as_deref(),
        domain_id: settings.domain_id.as_deref(),
        is_preview: false,
    };
    // Where calls show in another way who calls, there is nobody to ask for ids.
    let (Some(region), Some(iam), None) = (settings.region.as_deref(), settings.iam.as_ref(), peer.authentication)
    else {
        return Ok(filling);
    };
    let signs_for = match credential {
        Credential::Keys(_) => peer.service.credentials.first(),
        Credential::Token(_) | Credential::Anonymous => None,
    };
    let names = peer.signing_names();
    let asks = |kind, header, by| (signs_for == Some(&kind) && !request.has_header(header)) || request.needs(by);
    // Looked up in a box: few calls do, and all would carry what it takes.
    if filling.project_id.is_none() && asks(CredentialKind::Basic, names.project, FilledBy::Project) {
        filling.project_id = Some(Box::pin(ids::project_id(settings, iam.text(), credential, region)).await?);
    }
    if filling.domain_id.is_none() && asks(CredentialKind::Global, names.domain, FilledBy::Domain) {
        filling.domain_id = Some(Box::pin(ids::domain_id(settings, iam.text(), credential)).await?);
    }
    Ok(filling)
}

pub(super) fn authorize(
    call: &CallContext,
    request: &mut HttpRequest,
    credential: &Credential,
    filling: &Filling<'_>,
    now: Timestamp,
) -> Result<Proof, Error> {
    let peer = &*call.peer;
    request.headers.set("User-Agent", &peer.user_agent);
    // The caller's own proof stands.
    if request.headers.contains("Authorization") {
        return Ok(Proof::Undated);
    }
    if let Some(authentication) = peer.authentication {
        let (region, nonce) = (peer.settings.region.as_deref().unwrap_or_default(), random::id());
        let scope = Scope { region, service: peer.service.id, nonce: &nonce, now };
        authentication.show(request, credential, &scope)?;
        return Ok(match authentication {
            Authentication::Signature(_) => Proof::Dated,
            _ => Proof::Undated,
        });
    }
    match credential {
        Credential::Anonymous => Ok(Proof::Undated),
        Credential::Token(token) => {
            let name = call.request.operation.token_header;
            if !request.headers.contains(name) {
                request.headers.set(name, token.text.expose());
            }
            Ok(Proof::Undated)
        }
        Credential::Keys(keys) => {
            if request.body.length().is_some_and(|length| length > LARGEST_SIGNED_BODY) {
                return Err(Error::new(
                    ErrorKind::Build,
                    "the body is larger than the 12 MB that a signed call may have; a token has no such limit",
                ));
            }
            let names = peer.signing_names();
            let (name, id) = match peer.service.credentials.first() {
                Some(CredentialKind::Global) => (names.domain, filling.domain_id),
                _ => (names.project, filling.project_id),
            };
            if let Some(id) = id
                && !request.headers.contains(name)
            {
                request.headers.set(name, id);
            }
            let algorithm = peer.algorithm(&request.url);
            Ok(Proof::Signed(proof::add_signature(request, keys, &algorithm, now)))
        }
    }
}
