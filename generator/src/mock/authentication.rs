//! The other side of a vendor's own way to show who calls: the recipe that its clients follow, followed again.

use super::{options::Options, refusal::Refusal, request::Request, signature::is_fresh};
use crate::ir::{
    Authentication, AuthenticationPlace, Scheme, SignatureAddition, SignatureEncoding, SignatureHash, SignatureRecipe,
    SignatureSigner,
};
use specwright_runtime::signing::{
    Hash, ToSign,
    recipe::{Addition, Encoding, Part, Recipe, Signer, base64, verify},
};

pub(super) fn check(request: &Request, authentication: &Authentication, options: &Options) -> Result<(), Refusal> {
    let refuse = |message: String| Refusal::new(401, message);
    match (authentication.scheme, &options.keys, &options.token) {
        (Scheme::Basic, Some((name, password)), _) => {
            let due = format!("Basic {}", base64(format!("{name}:{password}").as_bytes()));
            same(request.header("Authorization"), &due, "`Authorization`").map_err(refuse)
        }
        (Scheme::Token, _, Some(token)) => {
            let name = authentication.name.as_deref().unwrap_or("Authorization");
            let due = format!("{}{token}", authentication.prefix);
            let query = request.query();
            let sent = match authentication.place {
                AuthenticationPlace::Header => request.header(name),
                AuthenticationPlace::Query => {
                    query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
                }
            };
            same(sent, &due, &format!("`{name}`")).map_err(refuse)
        }
        (Scheme::Signature, Some((key_id, secret)), _) => {
            let recipe = authentication.signature.clone().unwrap_or_default();
            signed(request, &recipe, key_id, secret).map_err(refuse)
        }
        _ => Ok(()),
    }
}

fn same(sent: Option<&str>, due: &str, name: &str) -> Result<(), String> {
    match sent {
        Some(sent) if sent == due => Ok(()),
        Some(_) => Err(format!("{name} is wrong")),
        None => Err(format!("{name} is missing")),
    }
}

fn signed(request: &Request, recipe: &SignatureRecipe, key_id: &str, secret: &str) -> Result<(), String> {
    let key: Vec<&str> = recipe.key.iter().map(String::as_str).collect();
    let headers: Vec<&str> = recipe.headers.iter().map(String::as_str).collect();
    let texts: Vec<(&str, &str)> = recipe.texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (before, after) = (additions(&recipe.before), additions(&recipe.after));
    let recipe = Recipe {
        hash: match recipe.hash {
            SignatureHash::Sha1 => Hash::Sha1,
            SignatureHash::Sha256 => Hash::Sha256,
            SignatureHash::Sha512 => Hash::Sha512,
        },
        signer: match recipe.signer {
            SignatureSigner::Hmac => Signer::Hmac,
            SignatureSigner::Hash => Signer::Hash,
        },
        key: if key.is_empty() { Recipe::BASE.key } else { &key },
        hex_key: recipe.hex_key,
        encoding: match recipe.encoding {
            SignatureEncoding::Hex => Encoding::Hex,
            SignatureEncoding::Base64 => Encoding::Base64,
        },
        signed_headers: &headers,
        payload_header: recipe.payload_header.as_deref(),
        before: &before,
        texts: &texts,
        after: &after,
    };
    let sent: Vec<(&str, &str)> = request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let arrived = ToSign {
        method: &request.method,
        path: request.path(),
        query: &request.query(),
        headers: &sent,
        body: &request.body,
    };
    let verified = verify(&recipe, &arrived, |caller| (caller == key_id).then(|| secret.to_owned()))?;
    verified.time.map_or(Ok(()), is_fresh)
}

fn additions(stated: &[SignatureAddition]) -> Vec<Addition<'_>> {
    let part = |place| match place {
        AuthenticationPlace::Header => Part::Header,
        AuthenticationPlace::Query => Part::Query,
    };
    stated.iter().map(|SignatureAddition { place, name, value }| Addition { part: part(*place), name, value }).collect()
}
