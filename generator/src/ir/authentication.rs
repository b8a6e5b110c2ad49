//! How a vendor's calls show who calls, where it does it in its own way: as `service.yaml`, a vendor's folder and
//! `ir.yaml` state it. What is done with it is the runtime's.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// How calls show who calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authentication {
    /// By what means.
    pub scheme: Scheme,
    /// Where a token travels; in a header where left out.
    #[serde(rename = "in", default, skip_serializing_if = "is_default")]
    pub place: AuthenticationPlace,
    /// The header or parameter of a token; `Authorization` where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is written before a token: `Bearer ` with its blank.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prefix: String,
    /// The vendor's words for what a caller has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub words: CredentialWords,
    /// How requests are signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<SignatureRecipe>,
}

/// A means to show who calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Nothing is shown.
    #[default]
    None,
    /// A name and a password in the `Authorization` header.
    Basic,
    /// A token, or any other key that is sent as it is.
    Token,
    /// A signature over the request.
    Signature,
}

/// Where something that shows who calls is added to a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthenticationPlace {
    /// In a header.
    #[default]
    Header,
    /// In the query.
    Query,
}

/// What a vendor calls the parts of a credential, in `snake_case`: emitted clients speak of them so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CredentialWords {
    /// What names the caller: `public_key`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_id: Option<String>,
    /// What nobody else knows: `private_key`, `bot_token`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// How requests are signed: what is joined in which order, by which hash and key, and where the parts go. Texts are
/// templates; the book lists what stands in braces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureRecipe {
    /// The hash of payloads, texts and codes.
    #[serde(default)]
    pub hash: SignatureHash,
    /// What makes the signature; a code under the key where left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub signer: SignatureSigner,
    /// The key, and the texts that are signed under it one after another to derive another; the secret where left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub key: Vec<String>,
    /// The derived key is used as its hexadecimal text.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hex_key: bool,
    /// How the signature is written; in hexadecimal digits where left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub encoding: SignatureEncoding,
    /// Headers that are signed where they are present: `host`, `x-*`, and `!x-forwarded*` for those that are not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub headers: Vec<String>,
    /// A header whose value stands for the hash of the payload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload_header: Option<String>,
    /// What is added before signing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub before: Vec<SignatureAddition>,
    /// Texts in the order in which they are made; the last one is signed.
    #[serde(default)]
    pub texts: IndexMap<String, String>,
    /// What is added after signing.
    #[serde(default)]
    pub after: Vec<SignatureAddition>,
}

/// A hash that vendors sign with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it all")]
pub enum SignatureHash {
    Sha1,
    #[default]
    Sha256,
    Sha512,
}

/// What makes a signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureSigner {
    /// A code of the text under the key.
    #[default]
    Hmac,
    /// The hash of the text, which holds the secret.
    Hash,
}

/// How a signature is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it all")]
pub enum SignatureEncoding {
    #[default]
    Hex,
    Base64,
}

/// Something that a signature adds to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureAddition {
    /// Where it goes; into a header where left out.
    #[serde(rename = "in", default, skip_serializing_if = "is_default")]
    pub place: AuthenticationPlace,
    /// Its name.
    pub name: String,
    /// The template of its value.
    pub value: String,
}

impl Authentication {
    /// The names of what it adds to the query.
    pub fn query_names(&self) -> impl Iterator<Item = &str> {
        let added = self.signature.iter().flat_map(|recipe| recipe.before.iter().chain(&recipe.after));
        let added = added.filter(|addition| addition.place == AuthenticationPlace::Query);
        let token = self.name.iter().filter(|_| self.place == AuthenticationPlace::Query);
        token.map(String::as_str).chain(added.map(|addition| addition.name.as_str()))
    }
}
