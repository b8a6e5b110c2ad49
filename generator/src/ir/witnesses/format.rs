//! Formats held against texts that a page shows: identifiers of 32 digits in five groups, and times with their zone.

/// Whether a text is written in the format; of other formats than these two nothing is known.
pub(super) fn holds(format: &str, text: &str) -> bool {
    match format {
        "uuid" => is_uuid(text),
        "date-time" => is_date_time(text),
        _ => true,
    }
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    groups.iter().all(digits) && groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
}

/// `2026-02-03T04:05:06Z`, with a fraction of the second or an offset.
fn is_date_time(text: &str) -> bool {
    const SECONDS: &str = "0000-00-00T00:00:00";
    let fits = |text: &str, mask: &str| {
        let fits = |(byte, mask): (u8, u8)| {
            if mask == b'0' { byte.is_ascii_digit() } else { byte.eq_ignore_ascii_case(&mask) }
        };
        text.len() == mask.len() && text.bytes().zip(mask.bytes()).all(fits)
    };
    let Some((time, rest)) = text.split_at_checked(SECONDS.len()) else { return false };
    let fraction = rest.strip_prefix('.').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let zone = fraction.unwrap_or(rest);
    fits(time, SECONDS) && ["Z", "+00:00", "-00:00"].iter().any(|mask| fits(zone, mask))
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn identifiers_have_five_groups() {
        assert!(holds("uuid", "0B1bfc98-1111-2222-3333-0123456789ab"));
        assert!(!holds("uuid", "0b1bfc98111122223333012345678912"));
        assert!(!holds("uuid", "0b1bfc98-1111-2222-3333-0123456789xy"));
    }

    #[test]
    fn times_have_a_zone() {
        for time in ["2026-02-03T04:05:06Z", "2026-02-03t04:05:06.789Z", "2026-02-03T04:05:06+08:00"] {
            assert!(holds("date-time", time), "{time}");
        }
        for time in
            ["2026-02-03T04:05:06", "2026-02-03 04:05:06Z", "2026-02-03T04:05:06+0800", "2026", "今天今天今天今天今天"]
        {
            assert!(!holds("date-time", time), "{time}");
        }
        assert!(holds("int64", "7"));
    }
}
