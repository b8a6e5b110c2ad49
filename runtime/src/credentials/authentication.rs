//! How calls show who calls, where a vendor does it in its own way: stated in emitted code, done here. A request and a
//! credential enter; what shows the credential is added to the request.

use crate::credentials::{Credential, Keys};
use crate::error::{Error, ErrorKind};
use crate::signing::recipe::{Caller, Part, Recipe, base64, prove};
use crate::signing::{Timestamp, ToSign, percent_encode, query_pairs};
use crate::transport::{HttpRequest, QueryProof};
use crate::values::secret::Secret;
use crate::values::url;

/// How the calls of a vendor show who calls.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Authentication {
    /// They do not.
    None,
    /// By a name and a password.
    Basic,
    /// By a token, or any other key that is sent as it is.
    Token {
        /// Where it travels.
        part: Part,
        /// Under which name.
        name: &'static str,
        /// What is written before it.
        prefix: &'static str,
    },
    /// By a signature.
    Signature(&'static Recipe<'static>),
}

/// What a signature names besides the caller.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'a> {
    pub(crate) region: &'a str,
    pub(crate) service: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) now: Timestamp,
}

impl Authentication {
    /// Shows the credential with the request, which must not change from here on. What the caller put in the place of
    /// the proof stands.
    pub(crate) fn show(
        &self,
        request: &mut HttpRequest,
        credential: &Credential,
        scope: &Scope<'_>,
    ) -> Result<(), Error> {
        match (self, credential) {
            (Self::None, _) | (_, Credential::Anonymous) => Ok(()),
            (Self::Basic, Credential::Keys(keys)) => {
                let pair = zeroize::Zeroizing::new(format!("{}:{}", keys.access_key, keys.secret_key.expose()));
                add(request, Part::Header, "Authorization", &format!("Basic {}", base64(pair.as_bytes())), false);
                Ok(())
            }
            (Self::Token { part, name, prefix }, credential) => {
                add(request, *part, name, &format!("{prefix}{}", token(credential)?.expose()), true);
                Ok(())
            }
            (Self::Signature(recipe), Credential::Keys(keys)) => sign(recipe, request, keys, scope),
            (Self::Basic | Self::Signature(_), Credential::Token(_)) => {
                Err(Error::new(ErrorKind::Config, "the service does not accept a token; pass keys as credentials"))
            }
        }
    }
}

fn token(credential: &Credential) -> Result<&Secret, Error> {
    match credential {
        Credential::Token(token) => Ok(&token.text),
        _ => Err(Error::new(ErrorKind::Config, "the service accepts only a token; pass one as credentials")),
    }
}

fn sign(recipe: &Recipe<'_>, request: &mut HttpRequest, keys: &Keys, scope: &Scope<'_>) -> Result<(), Error> {
    let (host, path_and_query) = url::host_and_path(&request.url);
    let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
    let headers: Vec<(&str, &str)> =
        request.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("host")).chain([("Host", host)]).collect();
    let to_sign = ToSign {
        method: request.method.as_str(),
        path: if path.is_empty() { "/" } else { path },
        query: &query_pairs(query),
        headers: &headers,
        body: request.body.bytes().map(|bytes| &**bytes).unwrap_or_default(),
    };
    let caller = Caller {
        key_id: &keys.access_key,
        secret: keys.secret_key.expose(),
        token: keys.security_token.as_ref().map(Secret::expose),
        region: scope.region,
        service: scope.service,
        nonce: scope.nonce,
    };
    let proof = prove(recipe, &to_sign, &caller, scope.now)
        .map_err(|unknown| Error::new(ErrorKind::Build, unknown.to_string()))?;
    for (part, name, value) in proof.additions {
        add(request, part, &name, &value, false);
    }
    Ok(())
}

/// Adds something to a request that does not have it.
fn add(request: &mut HttpRequest, part: Part, name: &str, value: &str, is_token: bool) {
    match part {
        Part::Header if request.headers.contains(name) => {}
        Part::Header => request.headers.set(name.to_owned(), value),
        Part::Query => {
            let (place, query) = request.url.split_once('?').unwrap_or((request.url.as_str(), ""));
            if query_pairs(query).iter().any(|(known, _)| known == name) {
                return;
            }
            let joint = if query.is_empty() { "" } else { "&" };
            let path = if url::host_and_path(place).1.is_empty() { "/" } else { "" };
            request.url = format!("{place}{path}?{query}{joint}{}={}", percent_encode(name), percent_encode(value));
            request.proof.push(QueryProof { name: name.to_owned(), is_token });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::Token;
    use crate::facts::service::Method;
    use crate::signing::recipe::Addition;

    const SCOPE: Scope<'static> = Scope { region: "north", service: "ponds", nonce: "n", now: Timestamp::from_unix(0) };
    const RECIPE: Recipe<'static> = Recipe {
        before: &[Addition::query("Key", "{key_id}"), Addition::header("X-Date", "{time.unix}")],
        texts: &[("to_sign", "{method} {path} {query} {region} {service} {nonce}")],
        after: &[Addition::header("Authorization", "Own {to_sign}")],
        ..Recipe::BASE
    };

    fn shown(authentication: &Authentication, credential: &Credential, url: &str) -> Result<HttpRequest, Error> {
        let mut request = HttpRequest::new(Method::Get, url);
        authentication.show(&mut request, credential, &SCOPE)?;
        Ok(request)
    }

    #[test]
    fn each_kind_is_shown_in_its_place() {
        let keys = Credential::Keys(Keys::new("Aladdin", "open sesame"));
        let token = Credential::Token(Token::new("t 1"));
        let header = Authentication::Token { part: Part::Header, name: "Authorization", prefix: "Bot " };
        let query = Authentication::Token { part: Part::Query, name: "key", prefix: "" };
        let rows = [
            (Authentication::None, &keys, "https://a.example/x", None),
            (Authentication::Basic, &keys, "https://a.example/x", Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")),
            (header, &token, "https://a.example/x", Some("Bot t 1")),
            (query, &token, "https://a.example/x?key=t%201", None),
            (
                Authentication::Signature(&RECIPE),
                &keys,
                "https://a.example/x?Key=Aladdin",
                Some("Own GET /x Key=Aladdin north ponds n"),
            ),
            (Authentication::Basic, &Credential::Anonymous, "https://a.example/x", None),
        ];
        for (authentication, credential, url, due) in rows {
            let request = shown(&authentication, credential, "https://a.example/x").unwrap();
            assert_eq!((request.url.as_str(), request.headers.get("Authorization")), (url, due));
        }
        assert_eq!(shown(&query, &token, "https://a.example").unwrap().url, "https://a.example/?key=t%201");
        assert_eq!(shown(&query, &token, "https://a.example/?a=1&key=2").unwrap().url, "https://a.example/?a=1&key=2");
    }

    #[test]
    fn a_credential_of_another_kind_is_refused() {
        let keys = Credential::Keys(Keys::new("a", "b"));
        let token = Credential::Token(Token::new("t"));
        let of_token = Authentication::Token { part: Part::Header, name: "X-Token", prefix: "" };
        for (authentication, credential) in
            [(Authentication::Basic, &token), (Authentication::Signature(&RECIPE), &token), (of_token, &keys)]
        {
            let refused = shown(&authentication, credential, "https://a.example/x").unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::Config);
        }
    }
}
