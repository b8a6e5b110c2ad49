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
    /// The algorithm for a request to `url` in `region`.
    #[must_use]
    pub fn algorithm(&self, url: &str, region: Option<&str>) -> Algorithm {
        match self {
            Self::Fixed(algorithm) => algorithm.clone(),
            Self::DerivedOnForeignHosts { service, global } if is_foreign(host(url)) => {
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

/// Whether the host is not of the form `service[.region].vendor.com`.
fn is_foreign(host: &str) -> bool {
    let mut labels: Vec<&str> = host.split('.').collect();
    let vendor = matches!(labels.pop(), Some("com" | "cn"))
        && matches!(labels.pop(), Some("myhuaweicloud" | "huaweicloud" | "myhwclouds"));
    let service = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !label.is_empty() && label.bytes().all(plain)
    };
    match labels.as_slice() {
        [name] => !vendor || !service(name),
        [name, region] => !vendor || !service(name) || !is_region(region),
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
            ("https://iotda.cn-north-4.myhuaweicloud.com/v5", false),
            ("https://iotda.myhuaweicloud.com", false),
            ("https://iotda.cn-north-4.myhuaweicloud.cn", false),
            ("https://iotda.eu-west-101.myhuaweicloud.eu", true),
            ("https://abc.iotda.cn-north-4.myhuaweicloud.com", true),
            ("https://abc.iot-mqtts.example.com", true),
            ("http://127.0.0.1:8080/v5?x", true),
        ] {
            let algorithm = mode.algorithm(url, Some("cn-north-4"));
            assert_eq!(algorithm != Algorithm::HmacSha256, derived, "{url}");
        }
        assert_eq!(SigningMode::Common.algorithm("http://127.0.0.1", None), Algorithm::HmacSha256);
    }
}
