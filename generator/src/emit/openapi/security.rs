//! How a caller proves who it is: the kinds of credentials of a service as security schemes.

use crate::ir::{CredentialKind, FilledBy, Location, Service, TOKEN_HEADER};
use serde_json::{Map, Value, json};

/// The schemes of a service by name. A service that states no credentials takes the token that its pages ask for, if
/// they ask for one.
pub(super) fn schemes(service: &Service) -> Map<String, Value> {
    let inputs = service.operations.iter().flat_map(|operation| &operation.inputs);
    let mut asked = inputs.filter(|input| input.location == Location::Header);
    let asked = asked.find(|input| input.filled_by == Some(FilledBy::Credential)).map(|input| input.name.as_str());
    let of_token = [CredentialKind::Token];
    let kinds = match (service.credentials.as_slice(), asked) {
        ([], Some(_)) => &of_token[..],
        (kinds, _) => kinds,
    };
    kinds.iter().map(|kind| scheme(*kind, asked.unwrap_or(TOKEN_HEADER))).collect()
}

fn scheme(kind: CredentialKind, token_header: &str) -> (String, Value) {
    let (name, header, description) = match kind {
        CredentialKind::Token => ("token", token_header, "A token"),
        CredentialKind::Basic => ("project_keys", "Authorization", "A signature by access keys, scoped to a project"),
        CredentialKind::Global => ("account_keys", "Authorization", "A signature by access keys, scoped to an account"),
    };
    (name.to_owned(), json!({ "type": "apiKey", "in": "header", "name": header, "description": description }))
}
