//! Which addresses belong to what was asked for, and what their pages are called in the folder.

use std::collections::BTreeSet;
use url::Url;

/// Endings that pages have on their sites; an address without an ending may be a page too.
const ENDINGS: &[&str] = &["html", "htm", "shtml", "md", "markdown", "rst", "txt", "php", "jsp", "aspx"];

/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3"];

const LONGEST_STEM: usize = 100;

/// The folders that the addresses given lie in.
#[derive(Debug)]
pub(super) struct Scope(BTreeSet<(String, String)>);

impl Scope {
    pub(super) fn new(starts: &[Url]) -> Self {
        Self(starts.iter().map(|url| (site(url), folder(url).to_owned())).collect())
    }

    /// Same host, same path or below it.
    pub(super) fn holds(&self, url: &Url) -> bool {
        let site = site(url);
        let is_open = url.username().is_empty() && url.password().is_none();
        is_open && self.0.iter().any(|(known, folder)| *known == site && url.path().starts_with(folder.as_str()))
    }
}

/// Host and port; `http` and `https` of a host are one site.
pub(super) fn site(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn folder(url: &Url) -> &str {
    let path = url.path();
    path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or("/")
}

/// Whether a link may lead to a page: no query, which sites answer endlessly, and no picture.
pub(super) fn may_be_page(url: &Url) -> bool {
    let last = url.path().rsplit('/').next().unwrap_or_default();
    let ending = last.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    url.query().is_none() && ending.is_none_or(|ending| ENDINGS.contains(&ending.as_str()))
}

pub(super) fn without_fragment(mut url: Url) -> Url {
    url.set_fragment(None);
    url
}

/// The targets of `[words](target)`.
pub(super) fn markdown_links(text: &str, base: &Url) -> Vec<Url> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ', '\n']).next());
    targets.filter_map(|target| base.join(target).ok()).collect()
}

/// The last piece of the path without its ending, of letters, digits, `-`, `_` and `.`.
pub(super) fn file_stem(url: &Url) -> String {
    let pieces = url.path().rsplit('/').filter(|piece| !piece.is_empty());
    let piece = pieces.map(decoded).next().unwrap_or_else(|| "index".to_owned());
    let stem = match piece.rsplit_once('.') {
        Some((stem, ending)) if ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) => stem,
        _ => piece.as_str(),
    };
    let safe = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let stem: String = stem.chars().map(safe).take(LONGEST_STEM).collect();
    let stem = stem.trim_matches('.');
    let device = stem.split('.').next().is_some_and(|word| DEVICES.contains(&word.to_ascii_lowercase().as_str()));
    if stem.is_empty() || device { format!("page_{stem}") } else { stem.to_owned() }
}

fn decoded(piece: &str) -> String {
    String::from_utf8_lossy(&specwright_runtime::signing::percent_decode(piece)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn the_scope_is_the_host_and_the_folder() {
        let scope = Scope::new(&[url("https://h.example/api/kilns/index.html")]);
        let rows = [
            ("https://h.example/api/kilns/show.html", true),
            ("http://h.example/api/kilns/deep/show.html", true),
            ("https://h.example/api/other/show.html", false),
            ("https://h.example/api/kilns/../other.html", false),
            ("https://h.example.evil/api/kilns/show.html", false),
            ("https://h.example:8443/api/kilns/show.html", false),
            ("https://u@other.example/api/kilns/show.html", false),
            ("https://u:p@h.example/api/kilns/show.html", false),
        ];
        for (address, inside) in rows {
            assert_eq!(scope.holds(&url(address)), inside, "{address}");
        }
    }

    #[test]
    fn a_page_is_called_as_on_its_site_in_safe_letters() {
        let rows = [
            ("https://h/api/ShowKiln.html", "ShowKiln"),
            ("https://h/api/en-us_topic_0001.html", "en-us_topic_0001"),
            ("https://h/api/v1.2/", "v1.2"),
            ("https://h/", "index"),
            ("https://h/api/%E6%9F%A5%E8%AF%A2.htm", "查询"),
            ("https://h/api/..%2F..%2Fetc%2Fpasswd", "_.._etc_passwd"),
            ("https://h/api/NUL.html", "page_NUL"),
            ("https://h/api/a%00b:c*", "a_b_c_"),
        ];
        for (address, stem) in rows {
            assert_eq!(file_stem(&url(address)), stem, "{address}");
        }
    }

    #[test]
    fn pictures_and_queries_are_no_pages() {
        let pages = ["https://h/a.html", "https://h/a", "https://h/v1/", "https://h/a.md"];
        let others = ["https://h/a.png", "https://h/a.html?page=2", "https://h/a.pdf", "https://h/app.js"];
        assert!(pages.iter().all(|address| may_be_page(&url(address))));
        assert!(!others.iter().any(|address| may_be_page(&url(address))));
    }
}
