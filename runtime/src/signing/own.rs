//! The recipes of our first vendor's signatures.

use super::Algorithm;
#[cfg(any(feature = "ecdsa", feature = "sm2"))]
use super::recipe::Signer;
use super::recipe::{Addition, Encoding, Part, Recipe};

const CANONICAL: (&str, &str) = ("canonical", "{method}\n{path.slash}\n{query}\n{headers}\n{names}\n{payload}");
const TO_SIGN: (&str, &str) = ("to_sign", "{algorithm}\n{time.basic}\n{canonical|hash}");
const AUTHORIZATION: Addition<'static> = Addition {
    part: Part::Header,
    name: "Authorization",
    value: "{algorithm} Access={key_id}, SignedHeaders={names}, Signature={signature}",
};

/// Calls `with` with the recipe of an algorithm, which signs the headers that it is given.
pub(super) fn with_recipe<T>(algorithm: &Algorithm, with: impl FnOnce(&Recipe<'_>) -> T) -> T {
    let name = ("algorithm", algorithm.name());
    let common = Recipe {
        hash: algorithm.hash(),
        encoding: Encoding::Hex,
        signed_headers: &["*"],
        payload_header: Some(algorithm.content_header()),
        after: &[AUTHORIZATION],
        ..Recipe::BASE
    };
    let texts = &[name, CANONICAL, TO_SIGN];
    match algorithm {
        Algorithm::HmacSha256 | Algorithm::HmacSha256As(_) => with(&Recipe { texts, ..common }),
        // HKDF with one round: the access key is the salt, and the hexadecimal text of the result is the key.
        Algorithm::DerivedHmacSha256 { .. } => with(&Recipe {
            key: &["{key_id}", "{secret}", "{scope}\u{1}"],
            hex_key: true,
            texts: &[
                name,
                ("scope", "{day}/{region}/{service}"),
                CANONICAL,
                ("to_sign", "{algorithm}\n{time.basic}\n{scope}\n{canonical|hash}"),
            ],
            after: &[Addition {
                value: "{algorithm} Credential={key_id}/{scope}, SignedHeaders={names}, Signature={signature}",
                ..AUTHORIZATION
            }],
            ..common
        }),
        #[cfg(feature = "sm3")]
        Algorithm::HmacSm3 => with(&Recipe { texts, ..common }),
        #[cfg(feature = "ecdsa")]
        Algorithm::EcdsaP256Sha256 => with(&Recipe { signer: Signer::EcdsaP256, texts, ..common }),
        #[cfg(feature = "sm2")]
        Algorithm::Sm2Sm3 => with(&Recipe { signer: Signer::Sm2, texts, ..common }),
    }
}
