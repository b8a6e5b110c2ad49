//! Request signing without I/O: a request, keys and a date enter, an `Authorization` value leaves.
//!
//! Which headers are signed is the caller's choice ([`is_signed_by_default`] is the client's own);
//! nothing here reads a clock, opens a connection or keeps a key.

#[cfg(any(feature = "ecdsa", feature = "sm2"))]
mod asymmetric;
mod canonical;
mod derived;
mod hash;
mod names;
mod own;
pub mod recipe;
mod timestamp;

use std::collections::BTreeMap;

pub(crate) use canonical::{FORM_MEDIA_TYPE, is_form};
pub use canonical::{canonical_path, canonical_query, percent_decode, percent_encode, query_pairs};
pub use derived::SigningMode;
pub use hash::{Hash, hex};
pub use names::SigningNames;
use recipe::Caller;
pub use timestamp::Timestamp;

/// How a request is signed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Algorithm {
    /// `SDK-HMAC-SHA256`, which every service accepts.
    #[default]
    HmacSha256,
    /// The same algorithm, with the names of another vendor.
    HmacSha256As(&'static SigningNames),
    /// `V11-HMAC-SHA256`: a key derived for one region and service.
    DerivedHmacSha256 {
        /// The region's id; `globe` for credentials of a whole account.
        region: String,
        /// The service's name in signatures.
        service: String,
    },
    /// `SDK-HMAC-SM3`.
    #[cfg(feature = "sm3")]
    HmacSm3,
    /// `SDK-ECDSA-P256-SHA256`: a key pair derived from the keys.
    #[cfg(feature = "ecdsa")]
    EcdsaP256Sha256,
    /// `SDK-SM2-SM3`: a key pair derived from the keys.
    #[cfg(feature = "sm2")]
    Sm2Sm3,
}

impl Algorithm {
    /// Its name in the `Authorization` header.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::HmacSha256 => SigningNames::BASE.algorithm,
            Self::HmacSha256As(names) => names.algorithm,
            Self::DerivedHmacSha256 { .. } => "V11-HMAC-SHA256",
            #[cfg(feature = "sm3")]
            Self::HmacSm3 => "SDK-HMAC-SM3",
            #[cfg(feature = "ecdsa")]
            Self::EcdsaP256Sha256 => "SDK-ECDSA-P256-SHA256",
            #[cfg(feature = "sm2")]
            Self::Sm2Sm3 => "SDK-SM2-SM3",
        }
    }

    /// The hash of payloads and canonical requests.
    #[must_use]
    pub fn hash(&self) -> Hash {
        match self {
            Self::HmacSha256 | Self::HmacSha256As(_) | Self::DerivedHmacSha256 { .. } => Hash::Sha256,
            #[cfg(feature = "sm3")]
            Self::HmacSm3 => Hash::Sm3,
            #[cfg(feature = "ecdsa")]
            Self::EcdsaP256Sha256 => Hash::Sha256,
            #[cfg(feature = "sm2")]
            Self::Sm2Sm3 => Hash::Sm3,
        }
    }

    /// The header that can carry the payload's hash.
    #[must_use]
    pub fn content_header(&self) -> &'static str {
        match self {
            #[cfg(feature = "sm3")]
            Self::HmacSm3 => "X-Sdk-Content-Sm3",
            #[cfg(feature = "sm2")]
            Self::Sm2Sm3 => "X-Sdk-Content-Sm3",
            _ => self.names().content,
        }
    }

    /// What the vendor calls the parts of the signature.
    #[must_use]
    pub fn names(&self) -> &'static SigningNames {
        match self {
            Self::HmacSha256As(names) => names,
            _ => &SigningNames::BASE,
        }
    }
}

/// What is signed.
#[derive(Clone, Copy, Debug)]
pub struct ToSign<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path as it travels, without the query.
    pub path: &'a str,
    /// The query's pairs, not encoded, in any order.
    pub query: &'a [(String, String)],
    /// The headers to sign, in any order. One of them carries the date.
    pub headers: &'a [(&'a str, &'a str)],
    /// The exact bytes of the body.
    pub body: &'a [u8],
}

/// A signature, and what it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The value of the `Authorization` header.
    pub authorization: String,
    /// The canonical form of the request.
    pub canonical_request: String,
    /// The text that was signed.
    pub string_to_sign: String,
}

/// Signs a request dated `date` (`YYYYMMDDTHHMMSSZ`), by the recipe of the algorithm.
#[must_use]
pub fn sign(algorithm: &Algorithm, access_key: &str, secret_key: &str, date: &str, request: &ToSign<'_>) -> Signature {
    let (region, service) = match algorithm {
        Algorithm::DerivedHmacSha256 { region, service } => (region.as_str(), service.as_str()),
        _ => ("", ""),
    };
    let caller = Caller { key_id: access_key, secret: secret_key, token: None, region, service, nonce: "" };
    let given = BTreeMap::from([("time.basic".to_owned(), date.to_owned())]);
    let proof = own::with_recipe(algorithm, |recipe| {
        recipe::prove_as_given(recipe, request, &caller, &given, Timestamp::from_unix(0))
    });
    // Our own recipes ask for nothing that there is not; a test holds each.
    let mut proof = proof.unwrap_or_default();
    let mut text = |wanted: &str| {
        let found = proof.texts.iter_mut().find(|(name, _)| name == wanted);
        found.map(|(_, text)| std::mem::take(text)).unwrap_or_default()
    };
    let (canonical_request, string_to_sign) = (text("canonical"), text("to_sign"));
    let authorization = proof.additions.pop().map(|(_, _, value)| value).unwrap_or_default();
    Signature { authorization, canonical_request, string_to_sign }
}

/// What the content header says of a body whose bytes are not signed.
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// The value of the content header for a body of this media type, when its bytes are not to be signed.
#[must_use]
pub fn unsigned_payload(content_type: &str) -> Option<&'static str> {
    let signed = ["application/json", "application/bson"];
    let is_signed = signed
        .iter()
        .any(|media| content_type.get(..media.len()).is_some_and(|start| start.eq_ignore_ascii_case(media)));
    if is_signed || content_type.is_empty() { None } else { Some(UNSIGNED_PAYLOAD) }
}

/// Whether the client signs the header `name`: what says where the request goes, what its body is, and every `X-`
/// header.
///
/// What a proxy may change on the way is left out, and so are names with `_`, which gateways drop.
#[must_use]
pub fn is_signed_by_default(name: &str) -> bool {
    let starts_with = |prefix: &str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    (name.eq_ignore_ascii_case("host") || name.eq_ignore_ascii_case("content-type") || starts_with("x-"))
        && !name.contains('_')
        && !starts_with("x-forwarded")
}

#[cfg(test)]
mod tests;
