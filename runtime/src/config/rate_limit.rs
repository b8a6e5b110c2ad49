//! What a service says of its limits: in headers of responses, in the words of its gateway.

use std::time::Duration;

use crate::values::headers::Headers;

/// A limit on calls, as a response states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// What is counted: `api`, `user`, `app`, `ip`; empty if the service does not say.
    pub scope: String,
    /// How many calls are left.
    pub remaining: Option<u64>,
    /// How many there are in all.
    pub limit: Option<u64>,
    /// The time in which they are counted.
    pub window: Option<Duration>,
}

const APIG: &str = "x-apig-ratelimit-";

impl Headers {
    /// The limits that a response states. Gateways state them when a request has the header `X-Apig-Mode: debug`.
    #[must_use]
    pub fn rate_limits(&self) -> Vec<RateLimit> {
        let mut limits: Vec<RateLimit> =
            self.iter().filter_map(|(name, value)| of_gateway(&name.to_ascii_lowercase(), value)).collect();
        let number = |name: &str| self.get(name).and_then(|text| text.trim().parse().ok());
        let plain = RateLimit {
            remaining: number("X-RateLimit-Remaining"),
            limit: number("X-RateLimit-Limit"),
            ..RateLimit::default()
        };
        if plain != RateLimit::default() {
            limits.push(plain);
        }
        limits
    }
}

/// `remain:9,limit:10,time:10 second`.
fn of_gateway(name: &str, value: &str) -> Option<RateLimit> {
    let mut limit = RateLimit { scope: name.strip_prefix(APIG)?.to_owned(), ..RateLimit::default() };
    for (key, value) in value.split(',').filter_map(|part| part.split_once(':')) {
        match key.trim() {
            "remain" => limit.remaining = value.trim().parse().ok(),
            "limit" => limit.limit = value.trim().parse().ok(),
            "time" => limit.window = duration(value.trim()),
            _ => {}
        }
    }
    Some(limit)
}

/// `10 second`, with whatever follows.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let mut words = text.split([' ', ',']);
    let count: u64 = words.next()?.parse().ok()?;
    let unit = match words.next()?.trim_end_matches(|character: char| !character.is_alphabetic()) {
        "second" | "seconds" => 1,
        "minute" | "minutes" => 60,
        "hour" | "hours" => 3600,
        "day" | "days" => 86_400,
        _ => return None,
    };
    Some(Duration::from_secs(count.checked_mul(unit)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_from_headers() {
        let headers = Headers::from_iter([
            ("X-Apig-RateLimit-api", "remain:9,limit:10,time:10 second"),
            ("X-Apig-Ratelimit-api-allenv", "remain:x,limit:200,time:1 minute"),
            ("X-Apig-RateLimit-user", "unlimited"),
            ("X-RateLimit-Limit", "100"),
            ("X-RateLimit-Remaining", " 7 "),
        ]);
        let limit = |scope: &str, remaining, limit, seconds: Option<u64>| RateLimit {
            scope: scope.to_owned(),
            remaining,
            limit,
            window: seconds.map(Duration::from_secs),
        };
        assert_eq!(
            headers.rate_limits(),
            [
                limit("api", Some(9), Some(10), Some(10)),
                limit("api-allenv", None, Some(200), Some(60)),
                limit("user", None, None, None),
                limit("", Some(7), Some(100), None),
            ]
        );
        assert!(Headers::new().rate_limits().is_empty());
        assert_eq!(duration("99999999999999999999 day"), None);
    }
}
