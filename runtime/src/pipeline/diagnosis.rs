//! Why a signature was refused: the gateway's reading of the request beside our own.

use crate::values::redaction;

/// Headers whose values are no-one's business, even in an error about them.
const SECRET: &[&str] = &["x-security-token", "x-auth-token", "authorization", "cookie"];

const QUERY_LINE: usize = 2;

/// The first line in which the canonical request that `message` quotes differs from `ours`, in words. `secrets` are taken
/// out of what is quoted, and not out of our own words.
pub(super) fn differing_line(message: &str, ours: &str, secrets: &[&str]) -> Option<String> {
    let (_, quoted) = message.split_once("canonicalRequest:")?;
    let (mut theirs, mut ours) = (quoted.split('|'), ours.split('\n'));
    let mut number = 0;
    loop {
        match (theirs.next(), ours.next()) {
            (None, None) => {
                return Some("the gateway read the request as it was signed: the secret key is wrong".to_owned());
            }
            (Some(theirs), Some(ours)) if theirs == ours => {}
            (Some(theirs), Some(ours)) if number == QUERY_LINE => return Some(differing_pair(theirs, ours, secrets)),
            (theirs, ours) => {
                let [theirs, ours] = [theirs, ours].map(|line| shown(line, secrets));
                return Some(format!("the gateway read {theirs} where the client signed {ours}"));
            }
        }
        number += 1;
    }
}

/// Values of a query may be no-one's business; names tell enough.
fn differing_pair(theirs: &str, ours: &str, secrets: &[&str]) -> String {
    let (mut theirs, mut ours) = (theirs.split('&'), ours.split('&'));
    loop {
        match (theirs.next(), ours.next()) {
            (theirs, ours) if theirs == ours && ours.is_some() => {}
            (theirs, ours) => {
                let name = |pair: Option<&str>| {
                    let name = pair.and_then(|pair| pair.split('=').next()).unwrap_or_default();
                    if name.is_empty() { "nothing".to_owned() } else { quoted(name, secrets) }
                };
                return format!(
                    "the gateway read another query from {} on, which the client signed as {}",
                    name(theirs),
                    name(ours)
                );
            }
        }
    }
}

fn shown(line: Option<&str>, secrets: &[&str]) -> String {
    match line {
        None => "nothing".to_owned(),
        Some(line) => match line.split_once(':') {
            Some((name, _)) if SECRET.contains(&name) => format!("another value of {name}"),
            _ => quoted(line, secrets),
        },
    }
}

fn quoted(text: &str, secrets: &[&str]) -> String {
    let mut text = text.to_owned();
    redaction::take_out(secrets, &mut text);
    format!("{text:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "GET\n/v2/p/\n\nhost:h\nx-security-token:mine\n\nhost;x-security-token\ne3b0";

    #[test]
    fn the_line_that_differs_is_named() {
        for (quoted, words) in [
            (
                "GET|/v2/q/||host:h|x-security-token:mine||host;x-security-token|e3b0",
                r#"the gateway read "/v2/q/" where the client signed "/v2/p/""#,
            ),
            ("GET|/v2/secret key/", r#"the gateway read "/v2/<redacted>/" where the client signed "/v2/p/""#),
            ("GET|/v2/p/||host:other|x", r#"the gateway read "host:other" where the client signed "host:h""#),
            (
                "GET|/v2/p/||host:h|x-security-token:theirs||host;x-security-token|e3b0",
                "the gateway read another value of x-security-token where the client signed another value of x-security-token",
            ),
            (
                "GET|/v2/p/|a=1&b=2|host:h",
                r#"the gateway read another query from "a" on, which the client signed as nothing"#,
            ),
            ("GET|/v2/p/", r#"the gateway read nothing where the client signed """#),
            (
                "GET|/v2/p/||host:h|x-security-token:mine||host;x-security-token|e3b0",
                "the gateway read the request as it was signed: the secret key is wrong",
            ),
        ] {
            let message = format!("verify aksk signature fail,canonicalRequest:{quoted}");
            assert_eq!(differing_line(&message, OURS, &["secret key"]).as_deref(), Some(words));
        }
        assert_eq!(differing_line("verify aksk signature fail", OURS, &[]), None);
    }
}
