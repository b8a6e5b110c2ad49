//! Bounds as pages state them: `1..=64`, `..=10`, `0.5..`. A text of a number enters, the end that it is beyond leaves.

use std::cmp::Ordering;

/// The end that a number is beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outside<'a> {
    Below(&'a str),
    Above(&'a str),
}

pub(super) fn outside<'a>(bounds: &'a str, number: &str) -> Option<Outside<'a>> {
    let (least, most) = bounds.split_once("..").unwrap_or_default();
    let most = most.trim_start_matches('=');
    if compare(number, least) == Some(Ordering::Less) {
        Some(Outside::Below(least))
    } else if compare(number, most) == Some(Ordering::Greater) {
        Some(Outside::Above(most))
    } else {
        None
    }
}

/// Whole numbers are compared as such: they may be larger than a float can tell apart.
fn compare(one: &str, other: &str) -> Option<Ordering> {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.trim().parse::<f64>().ok()?.partial_cmp(&other.trim().parse::<f64>().ok()?),
    }
}

/// A whole number, also one that is written with zeros after its point.
fn whole(text: &str) -> Option<i128> {
    let text = text.trim();
    let digits = text.split_once('.').filter(|(_, zeros)| zeros.bytes().all(|byte| byte == b'0'));
    digits.map_or(text, |(digits, _)| digits).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_their_bounds() {
        for (bounds, number, expected) in [
            ("1..=64", "64", None),
            ("1..=64", "65", Some(Outside::Above("64"))),
            ("1..=64", "0", Some(Outside::Below("1"))),
            ("1.0..=64.0", "65", Some(Outside::Above("64.0"))),
            ("1e3..", "999", Some(Outside::Below("1e3"))),
            ("..=0.5", "0.6", Some(Outside::Above("0.5"))),
            ("..=9007199254740992", "9007199254740993", Some(Outside::Above("9007199254740992"))),
            ("", "7", None),
            ("some..=many", "7", None),
        ] {
            assert_eq!(outside(bounds, number), expected, "{number} in {bounds}");
        }
    }
}
