//! Points in time as the services write them. Reads no clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A point in time, to the second, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    seconds: i64,
}

const DAY: i64 = 86_400;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Timestamp {
    /// Seconds since the start of 1970.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Self {
        Self { seconds }
    }

    /// Seconds since the start of 1970.
    #[must_use]
    pub const fn unix(self) -> i64 {
        self.seconds
    }

    /// The time `seconds` later, or earlier when negative.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self { seconds: self.seconds.saturating_add(seconds) }
    }

    /// `2025-01-02T03:04:05Z`
    #[must_use]
    pub fn iso(self) -> String {
        let (year, month, day) = civil_from_days(self.seconds.div_euclid(DAY));
        let (hour, minute, second) = self.clock();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// The date of HTTP headers: `Thu, 02 Jan 2025 03:04:05 GMT`.
    #[must_use]
    pub fn http(self) -> String {
        const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
        let days = self.seconds.div_euclid(DAY);
        let (year, month, day) = civil_from_days(days);
        let (hour, minute, second) = self.clock();
        let name = |names: &[&'static str], at: i64| {
            usize::try_from(at).ok().and_then(|at| names.get(at).copied()).unwrap_or_default()
        };
        let (weekday, month) = (name(&DAYS, days.rem_euclid(7)), name(&MONTHS, month - 1));
        format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
    }

    fn clock(self) -> (i64, i64, i64) {
        let second = self.seconds.rem_euclid(DAY);
        (second / 3600, second / 60 % 60, second % 60)
    }

    /// The form of `X-Sdk-Date`: `20250102T030405Z`.
    #[must_use]
    pub fn basic(self) -> String {
        let (year, month, day) = civil_from_days(self.seconds.div_euclid(DAY));
        let second = self.seconds.rem_euclid(DAY);
        let mut text = String::with_capacity("20250102T030405Z".len());
        for pair in [year / 100, year % 100, month, day] {
            push_two_digits(&mut text, pair);
        }
        text.push('T');
        for pair in [second / 3600, second / 60 % 60, second % 60] {
            push_two_digits(&mut text, pair);
        }
        text.push('Z');
        text
    }

    /// Reads `2025-01-02T03:04:05Z`, also with a fraction, an offset, a blank for the `T` or without separators, the
    /// date of HTTP headers (`Thu, 02 Jan 2025 03:04:05 GMT`), and Unix seconds or milliseconds.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        unix_number(text).or_else(|| iso(text)).or_else(|| http_date(text))
    }
}

fn push_two_digits(text: &mut String, number: i64) {
    for digit in [number / 10 % 10, number % 10] {
        text.push(char::from(b'0' + u8::try_from(digit).unwrap_or_default()));
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let seconds = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs();
        Self { seconds: i64::try_from(seconds).unwrap_or(i64::MAX) }
    }
}

fn unix_number(text: &str) -> Option<Timestamp> {
    // Milliseconds have been thirteen digits since 2001; fourteen digits are a date and a time of day.
    let number: i64 = text.parse().ok().filter(|number| *number >= 0 && (9..=13).contains(&text.len()))?;
    Some(Timestamp::from_unix(if number >= 100_000_000_000 { number / 1000 } else { number }))
}

fn iso(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let [year, month, day] = fields(date, '-', [4, 2, 2])?;
    let offset_at = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(offset_at)?;
    let clock = clock.split_once(['.', ',']).map_or(clock, |(whole, _)| whole);
    let [hour, minute, second] = fields(clock, ':', [2, 2, 2])?;
    Some(Timestamp::from_unix(instant(year, month, day, hour, minute, second)? - zone_seconds(zone)?))
}

/// Three numbers of fixed width, with or without the separator between them.
fn fields(text: &str, separator: char, widths: [usize; 3]) -> Option<[i64; 3]> {
    let mut rest = text;
    let mut numbers = [0; 3];
    for (number, width) in numbers.iter_mut().zip(widths) {
        let (digits, tail) = rest.split_at_checked(width)?;
        *number = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
        rest = tail.strip_prefix(separator).unwrap_or(tail);
    }
    rest.is_empty().then_some(numbers)
}

fn zone_seconds(zone: &str) -> Option<i64> {
    let (sign, digits) = match zone.chars().next() {
        None | Some('Z' | 'z') => return (zone.len() <= 1).then_some(0),
        Some('+') => (1, zone.strip_prefix('+')?),
        Some(_) => (-1, zone.strip_prefix('-')?),
    };
    let digits: String = digits.chars().filter(|character| *character != ':').collect();
    let (hours, minutes) = digits.split_at_checked(2).filter(|(_, minutes)| minutes.len() <= 2)?;
    let minutes = if minutes.is_empty() { "0" } else { minutes };
    Some(sign * (i64::from(hours.parse::<u8>().ok()?) * 3600 + i64::from(minutes.parse::<u8>().ok()?) * 60))
}

fn http_date(text: &str) -> Option<Timestamp> {
    let mut words = text.split_once(", ")?.1.split(' ');
    let day = words.next()?.parse().ok()?;
    let month = words.next()?;
    let month = i64::try_from(MONTHS.iter().position(|name| *name == month)?).ok()? + 1;
    let year = words.next()?.parse().ok()?;
    let [hour, minute, second] = fields(words.next()?, ':', [2, 2, 2])?;
    Some(Timestamp::from_unix(instant(year, month, day, hour, minute, second)?))
}

fn instant(year: i64, month: i64, day: i64, hour: i64, minute: i64, second: i64) -> Option<i64> {
    let fits = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
    // A leap second is the first one of the next minute.
    let fits = fits && hour < 24 && minute < 60 && second <= 60;
    fits.then(|| days_from_civil(year, month, day) * DAY + hour * 3600 + minute * 60 + second)
}

fn days_of(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a day in the Gregorian calendar, counted in years that begin in March.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
