//! From a call to a successful answer: fill, sign, carry, tell success from failure.

use bytes::{Bytes, BytesMut};

use crate::call::{Call, Filling};
use crate::clock;
use crate::credentials::{Credential, Keys};
use crate::endpoint;
use crate::error::{Error, ErrorKind};
use crate::sending::Answer;
use crate::service::{CredentialKind, FilledBy, Location};
use crate::signing::{Algorithm, ToSign, is_signed_by_default, sign, unsigned_payload};
use crate::transport::{AnswerBody, HttpRequest, TransportError, TransportErrorKind};

pub(crate) async fn send(call: Call) -> Result<Answer, Error> {
    attempt(&call).await.map_err(|error| call.named(error))
}

async fn attempt(call: &Call) -> Result<Answer, Error> {
    let config = call.client.config();
    let endpoint = endpoint::resolve(call.client.service(), config.region.as_deref(), config.endpoint.as_deref())?;
    let credential = config.credentials.get().await?;
    let filling = Filling { project_id: config.project_id.as_deref(), domain_id: config.domain_id.as_deref() };
    let (mut request, query) = call.request(&endpoint, &filling)?;
    request.headers.set("User-Agent", user_agent(call));
    authorize(call, &mut request, &query, &credential, &filling);
    let answer = config.transport.send(request).await.map_err(from_transport)?;
    let body = collect(answer.body).await.map_err(from_transport)?;
    if !(200..300).contains(&answer.status) {
        return Err(Error::from_answer(answer.status, answer.headers, body.to_vec()));
    }
    Ok(Answer {
        client: call.client.clone(),
        operation: call.operation,
        status: answer.status,
        headers: answer.headers,
        body,
    })
}

/// Shows the credential: as a token, or as headers and a signature over them.
fn authorize(
    call: &Call,
    request: &mut HttpRequest,
    query: &[(String, String)],
    credential: &Credential,
    filling: &Filling<'_>,
) {
    match credential {
        // The caller's own proof stands.
        _ if request.headers.contains("Authorization") => {}
        Credential::Anonymous => {}
        Credential::Token(token) => {
            let named = call.operation.filled.iter().find(|filled| {
                filled.by == FilledBy::Credential
                    && filled.location == Location::Header
                    && filled.name.to_ascii_lowercase().ends_with("token")
            });
            let name = named.map_or("X-Auth-Token", |filled| filled.name);
            if !request.headers.contains(name) {
                request.headers.set(name, token.text.expose());
            }
        }
        Credential::Keys(keys) => {
            let (name, id) = match call.client.service().credentials.first() {
                Some(CredentialKind::Global) => ("X-Domain-Id", filling.domain_id),
                _ => ("X-Project-Id", filling.project_id),
            };
            if let Some(id) = id
                && !request.headers.contains(name)
            {
                request.headers.set(name, id);
            }
            sign_with(keys, request, query);
        }
    }
}

fn sign_with(keys: &Keys, request: &mut HttpRequest, query: &[(String, String)]) {
    let algorithm = Algorithm::HmacSha256;
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
        None => clock::now().basic(),
    };
    request.headers.set("X-Sdk-Date", &date);
    let url = request.url.clone();
    let (_, path_and_query) = endpoint::host_and_path(&url);
    let path = path_and_query.split_once('?').map_or(path_and_query, |(path, _)| path);
    let headers: Vec<_> = request.headers.iter().filter(|(name, _)| is_signed_by_default(name)).collect();
    let signature = sign(
        &algorithm,
        &keys.access_key,
        keys.secret_key.expose(),
        &date,
        &ToSign {
            method: request.method.as_str(),
            path,
            query,
            headers: &headers,
            body: request.body.as_deref().unwrap_or_default(),
        },
    );
    request.headers.set("Authorization", signature.authorization);
}

async fn collect(mut body: AnswerBody) -> Result<Bytes, TransportError> {
    let Some(first) = body.piece().await.transpose()? else { return Ok(Bytes::new()) };
    let Some(second) = body.piece().await.transpose()? else { return Ok(first) };
    let mut whole = BytesMut::from(first);
    whole.extend_from_slice(&second);
    while let Some(piece) = body.piece().await.transpose()? {
        whole.extend_from_slice(&piece);
    }
    Ok(whole.freeze())
}

fn from_transport(error: TransportError) -> Error {
    let kind = match error.kind {
        TransportErrorKind::Request => ErrorKind::Build,
        TransportErrorKind::Connect => ErrorKind::Connect,
        TransportErrorKind::ConnectTimeout => ErrorKind::Timeout,
        TransportErrorKind::Broken => ErrorKind::Transport,
        TransportErrorKind::Body => ErrorKind::Decode,
    };
    Error::new(kind, error.message.clone()).caused_by(error)
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
