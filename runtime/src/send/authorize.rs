//! Shows a credential with a call: as a token, or as headers and a signature over them.

use crate::authentication::Scope;
use crate::call::{Call, Filling};
use crate::credentials::Credential;
use crate::error::{Error, ErrorKind};
use crate::lookup;
use crate::operation::FilledBy;
use crate::prove;
use crate::random;
use crate::service::CredentialKind;
use crate::signing::{Signature, Timestamp};
use crate::transport::HttpRequest;

/// Gateways take no signed request with a larger body.
const LARGEST_SIGNED_BODY: u64 = 12 * 1024 * 1024;

/// What was shown.
pub(super) enum Proof {
    Other,
    Signed(Signature),
}

impl Proof {
    pub(super) fn is_signed(&self) -> bool {
        matches!(self, Self::Signed(_))
    }

    pub(super) fn canonical_request(&self) -> Option<&str> {
        match self {
            Self::Other => None,
            Self::Signed(signature) => Some(&signature.canonical_request),
        }
    }
}

/// The ids that the call needs: as configured, or as IAM knows them.
pub(super) async fn filling<'a>(call: &'a Call, credential: &Credential) -> Result<Filling<'a>, Error> {
    let config = call.client.config();
    let mut filling = Filling {
        project_id: config.project_id.as_deref(),
        domain_id: config.domain_id.as_deref(),
        ..Filling::default()
    };
    let Some(region) = config.region.as_deref() else { return Ok(filling) };
    // Other vendors have nobody to ask for ids.
    if call.client.authentication().is_some() {
        return Ok(filling);
    }
    let signs_for = match credential {
        Credential::Keys(_) => call.client.service().credentials.first(),
        Credential::Token(_) | Credential::Anonymous => None,
    };
    let names = call.client.signing_names();
    let asks = |kind, header, by| (signs_for == Some(&kind) && !call.has_header(header)) || call.needs(by);
    // Looked up in a box: few calls do, and all would carry what it takes.
    if filling.project_id.is_none() && asks(CredentialKind::Basic, names.project, FilledBy::Project) {
        filling.project_id = Some(Box::pin(lookup::project_id(config, credential, region)).await?);
    }
    if filling.domain_id.is_none() && asks(CredentialKind::Global, names.domain, FilledBy::Domain) {
        filling.domain_id = Some(Box::pin(lookup::domain_id(config, credential)).await?);
    }
    Ok(filling)
}

pub(super) fn authorize(
    call: &Call,
    request: &mut HttpRequest,
    credential: &Credential,
    filling: &Filling<'_>,
    now: Timestamp,
) -> Result<Proof, Error> {
    request.headers.set("User-Agent", call.client.user_agent());
    // The caller's own proof stands.
    if request.headers.contains("Authorization") {
        return Ok(Proof::Other);
    }
    if let Some(authentication) = call.client.authentication() {
        let config = call.client.config();
        let (region, nonce) = (config.region.as_deref().unwrap_or_default(), random::id());
        let scope = Scope { region, service: call.client.service().id, nonce: &nonce, now };
        return authentication.show(request, credential, &scope).map(|()| Proof::Other);
    }
    match credential {
        Credential::Anonymous => Ok(Proof::Other),
        Credential::Token(token) => {
            let name = call.operation.token_header;
            if !request.headers.contains(name) {
                request.headers.set(name, token.text.expose());
            }
            Ok(Proof::Other)
        }
        Credential::Keys(keys) => {
            if request.body.length().is_some_and(|length| length > LARGEST_SIGNED_BODY) {
                return Err(Error::new(
                    ErrorKind::Build,
                    "the body is larger than the 12 MB that a signed call may have; a token has no such limit",
                ));
            }
            let names = call.client.signing_names();
            let (name, id) = match call.client.service().credentials.first() {
                Some(CredentialKind::Global) => (names.domain, filling.domain_id),
                _ => (names.project, filling.project_id),
            };
            if let Some(id) = id
                && !request.headers.contains(name)
            {
                request.headers.set(name, id);
            }
            let algorithm = call.client.algorithm(&request.url);
            Ok(Proof::Signed(prove::add_signature(request, keys, &algorithm, now)))
        }
    }
}
