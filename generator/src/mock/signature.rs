//! The gateway's side of a credential: the token, or the signature made again from the request as it came.

use super::{options::Options, refusal::Refusal, request::Request};
use crate::ir::{Operation, Signing, TOKEN_HEADER};
use specwright_runtime::signing::{Algorithm, SigningNames, Timestamp, ToSign, sign};
use std::time::SystemTime;

/// Gateways take a signature for a quarter of an hour.
const SECONDS: u64 = 15 * 60;

pub(super) fn check(
    request: &Request,
    operation: &Operation,
    signing: &Signing,
    names: &'static SigningNames,
    options: &Options,
) -> Result<(), Refusal> {
    if options.keys.is_none() && options.token.is_none() {
        return Ok(());
    }
    let refuse = |message: String| Refusal::new(401, message);
    if let Some(token) = &options.token {
        match request.header(signing.token_header(operation).unwrap_or(TOKEN_HEADER)) {
            Some(sent) if sent == token => return Ok(()),
            Some(_) => return Err(refuse("the token is wrong".to_owned())),
            None if options.keys.is_none() => return Err(refuse("the token is missing".to_owned())),
            None => {}
        }
    }
    match &options.keys {
        Some((access, secret)) => signed(request, names, access, secret).map_err(refuse),
        None => Ok(()),
    }
}

/// The names of a vendor's own, for as long as the program runs.
pub(super) fn names(signing: &Signing) -> &'static SigningNames {
    let mut names = SigningNames::BASE;
    for (part, name) in signing.names() {
        let name: &'static str = Box::leak(name.to_owned().into_boxed_str());
        match part {
            "algorithm" => names.algorithm = name,
            "date" => names.date = name,
            "content" => names.content = name,
            "security_token" => names.security_token = name,
            "project" => names.project = name,
            _ => names.domain = name,
        }
    }
    Box::leak(Box::new(names))
}

fn signed(request: &Request, names: &'static SigningNames, access: &str, secret: &str) -> Result<(), String> {
    let header =
        request.header("Authorization").ok_or("the header `Authorization` is missing: the request is not signed")?;
    let (name, rest) = header.split_once(' ').ok_or("`Authorization` has no algorithm")?;
    let fields: Vec<(&str, &str)> = rest.split(',').filter_map(|field| field.trim().split_once('=')).collect();
    let field = |wanted: &str| fields.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let (algorithm, caller) = algorithm(name, names, &field)?;
    if caller != access {
        return Err(format!("the access key `{caller}` is unknown"));
    }
    let listed = field("SignedHeaders").ok_or("`Authorization` has no `SignedHeaders`")?;
    let mut headers: Vec<(&str, &str)> = Vec::new();
    for name in listed.split(';') {
        let value = request.header(name).ok_or_else(|| format!("the signed header `{name}` is missing"))?;
        headers.push((name, value));
    }
    for due in ["host", names.date] {
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(due)) {
            return Err(format!("the header `{due}` is not signed"));
        }
    }
    let date = request.header(names.date).unwrap_or_default();
    is_fresh(Timestamp::parse(date).ok_or_else(|| format!("`{}: {date}` is not a date", names.date))?)?;
    let to_sign = ToSign {
        method: &request.method,
        path: request.path(),
        query: &request.query(),
        headers: &headers,
        body: &request.body,
    };
    let due = sign(&algorithm, access, secret, date, &to_sign);
    if field("Signature") == due.authorization.split_once("Signature=").map(|(_, signature)| signature) {
        return Ok(());
    }
    Err(format!("verify aksk signature fail, canonicalRequest:{}", due.canonical_request.replace('\n', "|")))
}

/// The algorithm of a signature and the access key it names.
fn algorithm<'a>(
    name: &str,
    names: &'static SigningNames,
    field: &dyn Fn(&str) -> Option<&'a str>,
) -> Result<(Algorithm, &'a str), String> {
    let missing = || "`Authorization` names no access key".to_owned();
    if name == names.algorithm {
        return Ok((Algorithm::HmacSha256As(names), field("Access").ok_or_else(missing)?));
    }
    let mut scope = field("Credential").ok_or_else(missing)?.split('/');
    let (access, _day, region, service) = (scope.next(), scope.next(), scope.next(), scope.next());
    let (region, service) = (region.unwrap_or_default().to_owned(), service.unwrap_or_default().to_owned());
    let algorithm = Algorithm::DerivedHmacSha256 { region, service };
    if name == algorithm.name() {
        Ok((algorithm, access.unwrap_or_default()))
    } else {
        Err(format!("the signature algorithm `{name}` is not supported"))
    }
}

/// Whether a request was signed no longer ago than gateways allow.
pub(super) fn is_fresh(signed: Timestamp) -> Result<(), String> {
    let now = Timestamp::from(SystemTime::now());
    let age = now.unix().abs_diff(signed.unix());
    if age > SECONDS {
        Err(format!("the request was signed {age} seconds before or after now; at most {SECONDS} are allowed"))
    } else {
        Ok(())
    }
}
