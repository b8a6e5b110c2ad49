//! Signatures as data: what is joined in which order, by which hash and with which key it is signed, and where the
//! parts go. A request, a caller and a time enter; what has to be added to the request leaves. No I/O, no clock.
//!
//! Texts are templates: `{name}` is replaced by a value of the request or of the caller, or by a text made before;
//! `{name|hash|encoded}` changes it on the way. [`NAMES`] and [`FILTERS`] list what there is.

mod encoding;
mod template;
mod values;
mod verify;

use std::collections::BTreeMap;
use std::fmt;

use super::{Hash, Timestamp, ToSign, hex};
pub use encoding::base64;
use template::Template;
use values::Values;
pub use values::{FILTERS, NAMES};
pub use verify::{Verified, verify};

/// How a vendor's requests are signed.
#[derive(Clone, Copy, Debug)]
pub struct Recipe<'a> {
    /// The hash of payloads, texts and codes.
    pub hash: Hash,
    /// What makes the signature of the last text.
    pub signer: Signer,
    /// The key: the first text, under which the second is signed, under which the third is signed, and so on.
    pub key: &'a [&'a str],
    /// The key is used as its hexadecimal text.
    pub hex_key: bool,
    /// How the signature is written.
    pub encoding: Encoding,
    /// Headers that are signed where they are present: names, or beginnings of names (`x-*`).
    pub signed_headers: &'a [&'a str],
    /// A header whose value, where it is present, stands for the hash of the payload.
    pub payload_header: Option<&'a str>,
    /// What is added before signing, where the request does not have it. What needs a value that there is none of, as
    /// the token of lasting keys, is left out.
    pub before: &'a [Addition<'a>],
    /// Texts in the order in which they are made: name and template. The last one is signed.
    pub texts: &'a [(&'a str, &'a str)],
    /// What is added after signing.
    pub after: &'a [Addition<'a>],
}

impl Recipe<'_> {
    /// A recipe to state others with: `Recipe { key: &["{secret}"], ..Recipe::BASE }`.
    pub const BASE: Recipe<'static> = Recipe {
        hash: Hash::Sha256,
        signer: Signer::Hmac,
        key: &["{secret}"],
        hex_key: false,
        encoding: Encoding::Hex,
        signed_headers: &[],
        payload_header: None,
        before: &[],
        texts: &[],
        after: &[],
    };
}

/// What makes a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Signer {
    /// A code of the text under the key.
    Hmac,
    /// The hash of the text, which holds the secret.
    Hash,
    /// ECDSA over P-256, by a key pair derived from the keys.
    #[cfg(feature = "ecdsa")]
    EcdsaP256,
    /// SM2, by a key pair derived from the keys.
    #[cfg(feature = "sm2")]
    Sm2,
}

/// How bytes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// Hexadecimal digits in lower case.
    Hex,
    /// Base64 with padding.
    Base64,
}

impl Encoding {
    fn text(self, bytes: &[u8]) -> String {
        match self {
            Self::Hex => hex(bytes),
            Self::Base64 => base64(bytes),
        }
    }
}

/// Where something is added to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// A header.
    Header,
    /// A pair of the query.
    Query,
}

/// Something that is added to a request.
#[derive(Clone, Copy, Debug)]
pub struct Addition<'a> {
    /// Where it goes.
    pub part: Part,
    /// Its name.
    pub name: &'a str,
    /// The template of its value.
    pub value: &'a str,
}

impl Addition<'static> {
    /// A header: `Addition::header("X-Date", "{time.basic}")`.
    #[must_use]
    pub const fn header(name: &'static str, value: &'static str) -> Self {
        Self { part: Part::Header, name, value }
    }

    /// A pair of the query.
    #[must_use]
    pub const fn query(name: &'static str, value: &'static str) -> Self {
        Self { part: Part::Query, name, value }
    }
}

/// Who calls, and what for.
#[derive(Clone, Copy)]
pub struct Caller<'a> {
    /// What names the keys and travels in the open.
    pub key_id: &'a str,
    /// What never travels.
    pub secret: &'a str,
    /// What temporary keys are shown with.
    pub token: Option<&'a str>,
    /// The region.
    pub region: &'a str,
    /// The service.
    pub service: &'a str,
    /// A text that no other request has.
    pub nonce: &'a str,
}

impl fmt::Debug for Caller<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller").field("region", &self.region).field("service", &self.service).finish_non_exhaustive()
    }
}

/// A signed request: what is added, and what was made on the way.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// What the request needs besides what it had.
    pub additions: Vec<(Part, String, String)>,
    /// The texts of the recipe, by name.
    pub texts: Vec<(String, String)>,
}

/// What it adds may hold a token: none of it is shown.
impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proof").finish_non_exhaustive()
    }
}

/// A recipe asks for something that there is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown(pub String);

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the recipe of the signature needs `{}`, which is not set", self.0)
    }
}

/// Signs a request, of which `headers` are all that it has.
pub fn prove(recipe: &Recipe<'_>, request: &ToSign<'_>, caller: &Caller<'_>, now: Timestamp) -> Result<Proof, Unknown> {
    prove_as_given(recipe, request, caller, &verify::captured(recipe.before, request), now)
}

/// The same, where it is known what the request says of its time and its nonce.
pub(super) fn prove_as_given(
    recipe: &Recipe<'_>,
    request: &ToSign<'_>,
    caller: &Caller<'_>,
    given: &BTreeMap<String, String>,
    now: Timestamp,
) -> Result<Proof, Unknown> {
    let mut values = Values::new(recipe, request, caller, given, now);
    let mut proof = Proof::default();
    for addition in recipe.before {
        let Some(value) = values.fill_present(&Template::new(addition.value))? else { continue };
        if values.add(addition.part, addition.name, &value) {
            proof.additions.push((addition.part, addition.name.to_owned(), value));
        }
    }
    let mut last = String::new();
    for (name, template) in recipe.texts {
        last = std::mem::take(&mut *values.fill(&Template::new(template))?);
        values.made.push(((*name).to_owned(), last.clone()));
    }
    let signature = signature(recipe, caller, &values, &last)?;
    values.made.push(("signature".to_owned(), recipe.encoding.text(&signature)));
    for addition in recipe.after {
        let value = std::mem::take(&mut *values.fill(&Template::new(addition.value))?);
        proof.additions.push((addition.part, addition.name.to_owned(), value));
    }
    proof.texts = values.made;
    Ok(proof)
}

fn signature(recipe: &Recipe<'_>, caller: &Caller<'_>, values: &Values<'_>, text: &str) -> Result<Vec<u8>, Unknown> {
    // Only signatures by a key pair need who calls.
    let _ = caller;
    match recipe.signer {
        Signer::Hash => Ok(recipe.hash.digest(text.as_bytes())),
        Signer::Hmac => Ok(recipe.hash.hmac(&key(recipe, values)?, text.as_bytes())),
        #[cfg(feature = "ecdsa")]
        Signer::EcdsaP256 => Ok(super::asymmetric::ecdsa_p256(caller.key_id, caller.secret, text.as_bytes())),
        #[cfg(feature = "sm2")]
        Signer::Sm2 => Ok(super::asymmetric::sm2(caller.key_id, caller.secret, text.as_bytes())),
    }
}

/// The key of the signature. It leaves memory with its last user.
fn key(recipe: &Recipe<'_>, values: &Values<'_>) -> Result<zeroize::Zeroizing<Vec<u8>>, Unknown> {
    let mut key = zeroize::Zeroizing::new(Vec::new());
    for (index, template) in recipe.key.iter().enumerate() {
        let text = values.fill(&Template::new(template))?;
        let next = if index == 0 { text.as_bytes().to_vec() } else { recipe.hash.hmac(&key, text.as_bytes()) };
        // A key of its own each time: what is assigned through the wrapper would leave the last one in memory.
        key = zeroize::Zeroizing::new(next);
    }
    if recipe.hex_key {
        key = zeroize::Zeroizing::new(hex(&key).into_bytes());
    }
    Ok(key)
}

#[cfg(test)]
mod tests;
