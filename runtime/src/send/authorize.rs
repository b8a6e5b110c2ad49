//! Shows a credential: as a token, or as headers and a signature over them.

use crate::call::{Call, Filling};
use crate::credentials::{Credential, Keys};
use crate::endpoint;
use crate::error::{Error, ErrorKind};
use crate::service::{CredentialKind, FilledBy, Location};
use crate::signing::{Signature, ToSign, is_signed_by_default, query_pairs, sign, unsigned_payload};
use crate::transport::HttpRequest;

/// Gateways take no signed request with a larger body.
const LARGEST_SIGNED_BODY: usize = 12 * 1024 * 1024;

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

pub(super) fn authorize(
    call: &Call,
    request: &mut HttpRequest,
    credential: &Credential,
    filling: &Filling<'_>,
) -> Result<Proof, Error> {
    request.headers.set("User-Agent", user_agent(call));
    // The caller's own proof stands.
    if request.headers.contains("Authorization") {
        return Ok(Proof::Other);
    }
    match credential {
        Credential::Anonymous => Ok(Proof::Other),
        Credential::Token(token) => {
            let name = token_header(call);
            if !request.headers.contains(name) {
                request.headers.set(name, token.text.expose());
            }
            Ok(Proof::Other)
        }
        Credential::Keys(keys) => {
            if request.body.as_ref().is_some_and(|body| body.len() > LARGEST_SIGNED_BODY) {
                return Err(Error::new(
                    ErrorKind::Build,
                    "the body is larger than the 12 MB that a signed call may have; a token has no such limit",
                ));
            }
            let (name, id) = match call.client.service().credentials.first() {
                Some(CredentialKind::Global) => ("X-Domain-Id", filling.domain_id),
                _ => ("X-Project-Id", filling.project_id),
            };
            if let Some(id) = id
                && !request.headers.contains(name)
            {
                request.headers.set(name, id);
            }
            Ok(Proof::Signed(add_signature(call, keys, request)))
        }
    }
}

/// The header in which the operation takes a token.
fn token_header(call: &Call) -> &'static str {
    let mut filled = call.operation.filled.iter();
    let named = filled.find(|filled| {
        filled.by == FilledBy::Credential
            && filled.location == Location::Header
            && filled.name.to_ascii_lowercase().ends_with("token")
    });
    named.map_or("X-Auth-Token", |filled| filled.name)
}

fn add_signature(call: &Call, keys: &Keys, request: &mut HttpRequest) -> Signature {
    let config = call.client.config();
    let algorithm = config.signing.algorithm(&request.url, config.region.as_deref());
    if let Some(token) = &keys.security_token {
        request.headers.set("X-Security-Token", token.expose());
    }
    if let Some(unsigned) = request.headers.get("Content-Type").and_then(unsigned_payload)
        && !request.headers.contains(algorithm.content_header())
    {
        request.headers.set(algorithm.content_header(), unsigned);
    }
    let date = match request.headers.get("X-Sdk-Date") {
        Some(given) => given.to_owned(),
        None => config.clock.now().basic(),
    };
    request.headers.set("X-Sdk-Date", &date);
    let (_, path_and_query) = endpoint::host_and_path(&request.url);
    let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
    let headers: Vec<_> = request.headers.iter().filter(|(name, _)| is_signed_by_default(name)).collect();
    let body = request.body.as_deref().unwrap_or_default();
    let signature = sign(
        &algorithm,
        &keys.access_key,
        keys.secret_key.expose(),
        &date,
        &ToSign { method: request.method.as_str(), path, query: &query_pairs(query), headers: &headers, body },
    );
    request.headers.set("Authorization", &signature.authorization);
    signature
}

fn user_agent(call: &Call) -> String {
    let service = call.client.service();
    let mut parts = vec![format!("huaweicloud-rust/{}", env!("CARGO_PKG_VERSION"))];
    if !service.version.is_empty() {
        parts.push(format!("api/{}#{}", service.id, service.version));
    }
    parts.push(format!("lang/rust os/{}#{}", std::env::consts::OS, std::env::consts::ARCH));
    if let Some(application) = &call.client.config().application {
        let safe = |character: char| if character.is_ascii_graphic() { character } else { '_' };
        parts.push(format!("app/{}", application.chars().map(safe).collect::<String>()));
    }
    parts.join(" ")
}
