//! The other side of a signature: a request as it came, made again with the secret of the caller that it names.

use std::collections::BTreeMap;

use super::super::{Timestamp, ToSign};
use super::template::Template;
use super::values::is_listed;
use super::{Addition, Caller, Part, Recipe, prove};

/// A request whose signature is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Who signed it.
    pub key_id: String,
    /// When, if the request says so.
    pub time: Option<Timestamp>,
}

/// Holds a request, of which `headers` are all that came, against the recipe; `secret_of` knows the callers.
pub fn verify(
    recipe: &Recipe<'_>,
    request: &ToSign<'_>,
    secret_of: impl Fn(&str) -> Option<String>,
) -> Result<Verified, String> {
    for addition in recipe.after {
        let sent = sent(addition, request)
            .ok_or_else(|| format!("`{}` is missing: the request is not signed", addition.name))?;
        if Template::new(addition.value).values_in(sent).is_none() {
            return Err(format!("`{}` does not have the form `{}`", addition.name, addition.value));
        }
    }
    let mut given = captured(recipe.before, request);
    given.extend(captured(recipe.after, request));
    let text = |name: &str| given.get(name).map(String::as_str);
    let key_id = text("key_id").ok_or("the request names no caller")?;
    let secret = secret_of(key_id).ok_or_else(|| format!("the caller `{key_id}` is unknown"))?;
    if let Some(names) = text("names") {
        all_are_signed(recipe, names)?;
    }
    let mut times = given.iter().filter(|(name, _)| name.starts_with("time."));
    let time = times.find_map(|(_, text)| Timestamp::parse(text));
    let caller = Caller {
        key_id,
        secret: &secret,
        token: text("token"),
        region: text("region").unwrap_or_default(),
        service: text("service").unwrap_or_default(),
        nonce: text("nonce").unwrap_or_default(),
    };
    let proof = made_again(recipe, request, &caller, &given, time)?;
    for addition in recipe.after {
        let due = proof.iter().find(|(part, name, _)| *part == addition.part && name == addition.name);
        if due.map(|(_, _, value)| value.as_str()) != sent(addition, request) {
            return Err(
                "the signature does not match: the secret is wrong, or the request was changed on the way".to_owned()
            );
        }
    }
    Ok(Verified { key_id: key_id.to_owned(), time })
}

/// What the values of additions say that a request has.
pub(super) fn captured(additions: &[Addition<'_>], request: &ToSign<'_>) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for addition in additions {
        let Some(sent) = sent(addition, request) else { continue };
        let found = Template::new(addition.value).values_in(sent).unwrap_or_default();
        values.extend(found.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
    values
}

/// The additions of the same request without its signature.
fn made_again(
    recipe: &Recipe<'_>,
    request: &ToSign<'_>,
    caller: &Caller<'_>,
    given: &BTreeMap<String, String>,
    time: Option<Timestamp>,
) -> Result<Vec<(Part, String, String)>, String> {
    let is_added = |part: Part, name: &str| {
        recipe.after.iter().any(|addition| addition.part == part && addition.name.eq_ignore_ascii_case(name))
    };
    let names: Option<Vec<&str>> = given.get("names").map(|names| names.split(';').collect());
    let is_signed = |name: &str| names.as_ref().is_none_or(|names| names.contains(&name.to_ascii_lowercase().as_str()));
    let kept =
        |name: &str| !is_added(Part::Header, name) && (is_signed(name) || !is_listed(recipe.signed_headers, name));
    let headers: Vec<(&str, &str)> = request.headers.iter().copied().filter(|(name, _)| kept(name)).collect();
    let query: Vec<_> = request.query.iter().filter(|(name, _)| !is_added(Part::Query, name)).cloned().collect();
    let bare = ToSign { query: &query, headers: &headers, ..*request };
    let now = time.unwrap_or(Timestamp::from_unix(0));
    prove(recipe, &bare, caller, now).map(|proof| proof.additions).map_err(|unknown| unknown.to_string())
}

/// The host and what dates the request must be among the signed headers.
fn all_are_signed(recipe: &Recipe<'_>, names: &str) -> Result<(), String> {
    let dated =
        recipe.before.iter().filter(|addition| addition.part == Part::Header && addition.value.contains("{time."));
    let due = dated.map(|addition| addition.name.to_ascii_lowercase()).chain(["host".to_owned()]);
    for name in due.filter(|name| is_listed(recipe.signed_headers, name)) {
        if !names.split(';').any(|signed| signed == name) {
            return Err(format!("the header `{name}` is not signed"));
        }
    }
    Ok(())
}

fn sent<'q>(addition: &Addition<'_>, request: &'q ToSign<'_>) -> Option<&'q str> {
    match addition.part {
        Part::Header => {
            request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(addition.name)).map(|(_, value)| *value)
        }
        Part::Query => request.query.iter().find(|(name, _)| name == addition.name).map(|(_, value)| value.as_str()),
    }
}
