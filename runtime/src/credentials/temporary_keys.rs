//! The shapes in which services hand out temporary keys.

use super::{Credential, Keys};
use crate::error::{Error, ErrorKind};
use crate::json::Json;
use crate::signing::Timestamp;

/// Names of the members, in the order access key, secret key, security token, end; one row a service.
const NAMES: &[[&str; 4]] = &[
    ["access", "secret", "securitytoken", "expires_at"],
    ["accessKeyId", "secretAccessKey", "securityToken", "expiration"],
    ["access_key_id", "secret_access_key", "security_token", "expiration"],
];

/// Temporary keys from `credential` or `credentials` of a response.
pub(super) fn read(response: &Json) -> Result<Credential, Error> {
    let holder = response.get("credential").or_else(|| response.get("credentials"));
    let found = holder.and_then(|holder| {
        NAMES.iter().find_map(|[access, secret, token, end]| {
            let text = |name: &str| holder.get(name)?.as_str().filter(|text| !text.is_empty());
            Some((text(access)?, text(secret)?, text(token)?, holder.get(end)))
        })
    });
    let Some((access, secret, token, end)) = found else {
        return Err(Error::new(ErrorKind::Credential, "the response has no complete temporary keys"));
    };
    let mut keys = Keys::new(access, secret).with_security_token(token);
    keys.expires_at = end.and_then(|end| match end {
        Json::String(text) => Timestamp::parse(text),
        Json::Number(number) => Timestamp::parse(number.as_str()),
        _ => None,
    });
    match keys.expires_at {
        Some(_) => Ok(Credential::Keys(keys)),
        None => Err(Error::new(ErrorKind::Credential, "the temporary keys do not say when they expire")),
    }
}
