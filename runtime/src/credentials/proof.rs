//! What a request carries to show whose it is: a signature over its headers, and the client's name.

use crate::credentials::{Credential, Keys};
use crate::facts::service::Service;
use crate::facts::vendor::Vendor;
use crate::signing::{
    Algorithm, Signature, Timestamp, ToSign, UNSIGNED_PAYLOAD, is_signed_by_default, query_pairs, sign,
    unsigned_payload,
};
use crate::transport::{HttpRequest, RequestBody};
use crate::values::url;

/// Signs the request, which must not change from here on.
pub(crate) fn add_signature(
    request: &mut HttpRequest,
    keys: &Keys,
    algorithm: &Algorithm,
    now: Timestamp,
) -> Signature {
    let (host, path_and_query) = url::host_and_path(&request.url);
    let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
    if request.headers.get("Host") != Some(host) {
        request.headers.set("Host", host);
    }
    let names = algorithm.names();
    if let Some(token) = &keys.security_token {
        request.headers.set(names.security_token, token.expose());
    }
    let streamed = matches!(request.body, RequestBody::Upload(_)).then_some(UNSIGNED_PAYLOAD);
    let unsigned = streamed.or_else(|| request.headers.get("Content-Type").and_then(unsigned_payload));
    if let Some(unsigned) = unsigned
        && !request.headers.contains(algorithm.content_header())
    {
        request.headers.set(algorithm.content_header(), unsigned);
    }
    let given = request.headers.get(names.date).map(str::to_owned);
    let date = given.unwrap_or_else(|| {
        let date = now.basic();
        request.headers.set(names.date, date.as_str());
        date
    });
    // Gateways take one value a name, and of the headers they need not take more than the date.
    let is_signed = |name: &str| is_signed_by_default(name) && !request.headers.is_repeated(name);
    let headers: Vec<_> = request.headers.iter().filter(|(name, _)| is_signed(name)).collect();
    let signature = sign(
        algorithm,
        &keys.access_key,
        keys.secret_key.expose(),
        &date,
        &ToSign {
            method: request.method.as_str(),
            path,
            query: &query_pairs(query),
            headers: &headers,
            body: request.body.bytes().map(|bytes| &**bytes).unwrap_or_default(),
        },
    );
    request.headers.set("Authorization", &signature.authorization);
    signature
}

/// Shows a credential to IAM or STS, which ask for no more.
pub(crate) fn show(request: &mut HttpRequest, credential: &Credential, now: Timestamp) {
    request.headers.set("User-Agent", user_agent(Vendor::NONE, None, None));
    match credential {
        Credential::Keys(keys) => {
            add_signature(request, keys, &Algorithm::HmacSha256, now);
        }
        Credential::Token(token) => request.headers.set("X-Auth-Token", token.text.expose()),
        Credential::Anonymous => {}
    }
}

/// The name under which a service meets the client. It tells nothing that identifies the machine or the user.
pub(crate) fn user_agent(vendor: &Vendor, service: Option<&Service>, application: Option<&str>) -> String {
    let mut parts = vec![format!("{}-rust/{}", vendor.name, env!("CARGO_PKG_VERSION"))];
    if let Some(service) = service.filter(|service| !service.version.is_empty()) {
        parts.push(format!("api/{}#{}", service.id, service.version));
    }
    parts.push(format!("lang/rust os/{}#{}", std::env::consts::OS, std::env::consts::ARCH));
    if let Some(application) = application {
        let safe = |character: char| if character.is_ascii_graphic() { character } else { '_' };
        parts.push(format!("app/{}", application.chars().map(safe).collect::<String>()));
    }
    parts.join(" ")
}
