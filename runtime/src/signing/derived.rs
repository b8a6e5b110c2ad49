//! When a key is derived: for hosts that are not the vendor's own.

use super::Algorithm;

/// Which signature a client makes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SigningMode {
    /// The common one.
    #[default]
    Common,
    /// The derived one on hosts that are not the vendor's own, the common one elsewhere.
    DerivedOnForeignHosts {
        /// The service's name in signatures.
        service: String,
        /// The credentials are those of a whole account.
        global: bool,
    },
    /// This one, always.
    Fixed(Algorithm),
}

impl SigningMode {
    /// The algorithm for a request to `url` in `region`; the vendor has its hosts below `own_domains`.
    #[must_use]
    pub fn algorithm(&self, url: &str, region: Option<&str>, own_domains: &[&str]) -> Algorithm {
        match self {
            Self::Fixed(algorithm) => algorithm.clone(),
            Self::DerivedOnForeignHosts { service, global } if is_foreign(host(url), own_domains) => {
                let region = if *global { "globe" } else { region.unwrap_or_default() };
                Algorithm::DerivedHmacSha256 { region: region.to_owned(), service: service.clone() }
            }
            Self::Common | Self::DerivedOnForeignHosts { .. } => Algorithm::HmacSha256,
        }
    }
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', ':']).next().unwrap_or_default()
}

/// Whether the host is not of the form `service[.region].domain`.
fn is_foreign(host: &str, own_domains: &[&str]) -> bool {
    let below = own_domains.iter().find_map(|domain| host.strip_suffix(domain)?.strip_suffix('.'));
    let service = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !label.is_empty() && label.bytes().all(plain)
    };
    match below.map(|labels| labels.split('.').collect::<Vec<_>>()).as_deref() {
        Some([name]) => !service(name),
        Some([name, region]) => !service(name) || !is_region(region),
        _ => true,
    }
}

/// `xx-name-N`
fn is_region(label: &str) -> bool {
    let parts: Vec<&str> = label.split('-').collect();
    match parts.as_slice() {
        [area, names @ .., number] => {
            area.len() == 2
                && !names.is_empty()
                && area.bytes().chain(names.iter().flat_map(|name| name.bytes())).all(|byte| byte.is_ascii_lowercase())
                && !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_hosts_get_a_derived_key() {
        let mode = SigningMode::DerivedOnForeignHosts { service: "iotdm".into(), global: false };
        for (url, derived) in [
            ("https://iotda.cn-north-4.hills.com/v5", false),
            ("https://iotda.hills.com", false),
            ("https://iotda.cn-north-4.hills.cn", false),
            ("https://iotda.eu-west-101.hills.eu", true),
            ("https://abc.iotda.cn-north-4.hills.com", true),
            ("https://abc.iot-mqtts.example.com", true),
            ("http://127.0.0.1:8080/v5?x", true),
        ] {
            let algorithm = mode.algorithm(url, Some("cn-north-4"), &["hills.com", "hills.cn"]);
            assert_eq!(algorithm != Algorithm::HmacSha256, derived, "{url}");
        }
        assert_eq!(SigningMode::Common.algorithm("http://127.0.0.1", None, &[]), Algorithm::HmacSha256);
    }
}
