//! URLs as texts: what configurations leave out is added, what signatures need is cut out. Nothing is looked up.

use std::fmt;

/// The URL of a server as it is configured. A login in it reaches the transport, and neither `Debug` nor a log.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Address(String);

impl Address {
    /// The URL with a scheme and without a slash at its end.
    pub(crate) fn new(url: &str) -> Self {
        Self(with_scheme(url))
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        without_login(&self.0).fmt(f)
    }
}

pub(crate) fn with_scheme(url: &str) -> String {
    let url = url.trim().trim_end_matches('/');
    match url.split_once("://") {
        Some((scheme, rest)) if is_web(scheme) => format!("{}://{rest}", scheme.to_ascii_lowercase()),
        _ => format!("https://{url}"),
    }
}

fn is_web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// The part of a URL between scheme and path, as the `Host` header has it, and the path it ends in.
pub(crate) fn host_and_path(url: &str) -> (&str, &str) {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let (authority, path) = rest.find(['/', '?']).and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let usual_port = if scheme.eq_ignore_ascii_case("http") { ":80" } else { ":443" };
    (host.strip_suffix(usual_port).unwrap_or(host), path)
}

/// A URL as it may be shown: a user and password before the host are left out.
pub(crate) fn without_login(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (scheme, rest));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let separator = if scheme.is_empty() { "" } else { "://" };
    [scheme, separator, host, path].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_paths() {
        for (url, host, path) in [
            ("https://a.example.com/v1/x?y", "a.example.com", "/v1/x?y"),
            ("https://a.example.com:443", "a.example.com", ""),
            ("http://a.example.com:80/", "a.example.com", "/"),
            ("HTTP://a.example.com:80/", "a.example.com", "/"),
            ("http://127.0.0.1:8080/x", "127.0.0.1:8080", "/x"),
            ("https://user:pass@a.example.com/x@y", "a.example.com", "/x@y"),
        ] {
            assert_eq!(host_and_path(url), (host, path));
        }
    }

    #[test]
    fn schemes_are_added_and_written_small() {
        for (given, url) in [
            ("a.example.com/", "https://a.example.com"),
            ("HTTP://a.example.com", "http://a.example.com"),
            ("Https://a.example.com", "https://a.example.com"),
            ("httpd.example.com", "https://httpd.example.com"),
        ] {
            assert_eq!(with_scheme(given), url);
        }
    }

    #[test]
    fn logins_are_not_shown() {
        for (url, shown) in [
            ("https://user:pass@a.example.com/x?y=@z", "https://a.example.com/x?y=@z"),
            ("user:pass@a.example.com", "a.example.com"),
            ("https://a.example.com", "https://a.example.com"),
        ] {
            assert_eq!(without_login(url), shown);
        }
        assert_eq!(format!("{:?}", Address::new("u:p@h")), "\"https://h\"");
    }
}
