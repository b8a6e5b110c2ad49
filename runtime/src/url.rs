//! URLs as texts: what configurations leave out is added, what signatures need is cut out. Nothing is looked up.

pub(crate) fn with_scheme(url: &str) -> String {
    let url = url.trim().trim_end_matches('/');
    if url.starts_with("http://") || url.starts_with("https://") { url.to_owned() } else { format!("https://{url}") }
}

/// The part of a URL between scheme and path, as the `Host` header has it, and the path it ends in.
pub(crate) fn host_and_path(url: &str) -> (&str, &str) {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let (host, path) = rest.find('/').and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
    let usual_port = if scheme == "http" { ":80" } else { ":443" };
    (host.strip_suffix(usual_port).unwrap_or(host), path)
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
            ("http://127.0.0.1:8080/x", "127.0.0.1:8080", "/x"),
        ] {
            assert_eq!(host_and_path(url), (host, path));
        }
    }
}
