//! What a site puts around the text of a page: `furniture.toml`, and what is furniture by its form: dates, breadcrumbs,
//! paths of files, addresses of people. In: a line. Out: whether it is of the site. Nothing here knows where it stands.

use super::{
    Glossary,
    merge::merged,
    normalise::{folded, normalise},
    pattern::{Patterns, patterns},
};
use serde::Deserialize;
use std::collections::HashSet;

const FILE: &str = include_str!("furniture.toml");

/// A longer line is text.
const LONGEST: usize = 300;
/// A label of a date has no more words.
const MOST_WORDS_BEFORE_DATE: usize = 6;
/// What stands between the parts of a breadcrumb.
const SEPARATORS: [char; 7] = ['/', '>', '›', '»', '→', '＞', '／'];
/// What stands between a page's title and the site's name in the title of a browser's window.
const BEFORE_SITE: [char; 5] = ['_', '|', '-', '–', '—'];

/// The words of sites.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    dates: HashSet<String>,
    notes: Patterns,
    words: HashSet<String>,
    lines: Patterns,
    homes: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    dates: Vec<String>,
    notes: Vec<String>,
    words: Vec<String>,
    lines: Vec<String>,
    homes: Vec<String>,
}

impl Glossary {
    /// Whether a line is of the site and not of the page: a date, a breadcrumb, a button, a note about the page.
    pub(crate) fn is_furniture(&self, line: &str) -> bool {
        self.furniture.holds(line)
    }

    /// Where a breadcrumb ends: the page itself. `None` if the line is not a breadcrumb.
    pub(crate) fn last_crumb<'a>(&self, line: &'a str) -> Option<&'a str> {
        self.furniture.crumbs(line)?.pop()
    }

    /// A title without the site's name after it: `Flying a Kite_API Reference_Kites Cloud`.
    pub(crate) fn without_site<'a>(&self, title: &'a str) -> &'a str {
        let is_site = |(_, site): &(&str, &str)| self.furniture.words.contains(&normalise(site));
        match title.rsplit_once(BEFORE_SITE).filter(is_site) {
            Some((before, _)) => before.split(['_', '|']).next().unwrap_or(before).trim(),
            None => title,
        }
    }
}

impl Furniture {
    /// The words that come with the program, and those of a project.
    pub(super) fn load(own: Option<&toml::Value>) -> Result<Self, toml::de::Error> {
        let File { dates, notes, words, lines, homes } = merged(FILE, own)?;
        let set = |words: Vec<String>| words.iter().map(|word| normalise(word)).collect();
        Ok(Self {
            dates: set(dates),
            notes: patterns(&notes, ()).collect(),
            words: set(words),
            lines: patterns(&lines, ()).collect(),
            homes: set(homes),
        })
    }

    fn holds(&self, line: &str) -> bool {
        let line = line.trim();
        if line.is_empty() || line.len() > LONGEST {
            return false;
        }
        let words = normalise(line);
        self.words.contains(&words)
            || self.lines.fit(&words)
            || self.notes.fit(&words)
            || self.is_date(&folded(line))
            || self.crumbs(line).is_some()
            || is_file_path(line)
            || is_person(line)
    }

    /// `Updated on 2024-05-01 GMT+08:00`: with a label that the glossary knows; with the time of day, after any label.
    fn is_date(&self, line: &str) -> bool {
        let (mut days, mut clocks, mut label) = (0, 0, Vec::new());
        for word in line.split(|c: char| c.is_whitespace() || ":,()".contains(c)).filter(|word| !word.is_empty()) {
            // Some languages write no blank before the date.
            let digits = if word.is_ascii() { Some(0) } else { word.find(|c: char| c.is_ascii_digit()) };
            let (before, day) = word.split_at_checked(digits.unwrap_or_default()).unwrap_or_default();
            if is_day(day) {
                days += 1;
                label.extend(Some(before).filter(|before| !before.is_empty()));
            } else if is_clock(word) {
                clocks += 1;
            } else {
                label.push(word);
            }
        }
        let timed = clocks > 0 && label.len() <= MOST_WORDS_BEFORE_DATE;
        let spelled = |label: &String| line.strip_prefix(label.as_str()).is_some_and(is_spelled_date);
        days == 1 && (label.len() < 2 || timed || self.dates.contains(&label.join(" ")))
            || self.dates.iter().any(spelled)
    }

    /// The parts of a breadcrumb.
    fn crumbs<'a>(&self, line: &'a str) -> Option<Vec<&'a str>> {
        let separator = line.chars().find(|c| SEPARATORS.contains(c))?;
        let parts: Vec<&str> = line.split(separator).map(str::trim).collect();
        let first = parts.first()?;
        let home = self.homes.contains(&normalise(first));
        // After the separator a blank, as nobody writes a path.
        let spaced = line.match_indices(separator).all(|(at, mark)| {
            line.get(at + mark.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        });
        let fits = if home { parts.len() > 1 } else { spaced && parts.len() > 2 };
        (fits && !first.is_empty() && !line.contains("://") && !line.contains(['{', '|'])).then_some(parts)
    }
}

/// `2024-05-01`, `01.05.2024`, `2024年5月1日`.
fn is_day(word: &str) -> bool {
    let word = word.trim_end_matches(['日', '.', ',', 't', 'z']);
    let parts: Vec<&str> = word.split(['-', '/', '.', '年', '月']).collect();
    let number = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match parts.as_slice() {
        [first, month, last] => {
            number(month, 1..=2)
                && (number(first, 4..=4) && number(last, 1..=2) || number(first, 1..=2) && number(last, 4..=4))
        }
        _ => false,
    }
}

/// A part of a time of day: `08`, `gmt+08`, `utc`, `pm`.
fn is_clock(word: &str) -> bool {
    let zone = word.trim_start_matches("gmt").trim_start_matches("utc").trim_start_matches(['+', '-']);
    let digits = zone.len() <= 2 && zone.bytes().all(|byte| byte.is_ascii_digit());
    !word.is_empty() && (digits || matches!(word, "am" | "pm" | "cst" | "z"))
}

/// ` May 1, 2024`, ` 1 мая 2024 г.`: what follows a label holds a day and a year and little else.
fn is_spelled_date(rest: &str) -> bool {
    let year = rest.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
    year && !rest.starts_with(char::is_alphanumeric) && rest.split_whitespace().count() <= MOST_WORDS_BEFORE_DATE
}

/// `doc-exports/docs/kites/fly.html`.
fn is_file_path(line: &str) -> bool {
    let Some((folders, file)) = line.rsplit_once('/') else { return false };
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let named = (1..=5).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    named
        && !folders.is_empty()
        && !line.starts_with('/')
        && !line.contains(char::is_whitespace)
        && !line.contains(['{', '?', ':'])
}

/// A name with an address of mail: `Reviewed-by: A Person <person@example.com>`.
fn is_person(line: &str) -> bool {
    line.split('<')
        .skip(1)
        .any(|rest| rest.split('>').next().is_some_and(|mail| mail.contains('@') && !mail.contains(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_and_text() {
        let furniture = [
            "Updated on 2024-05-01 GMT+08:00",
            "Updated on May 1, 2024",
            "更新时间：2024-05-01 GMT+08:00",
            "更新于2024年5月1日",
            "Actualización más reciente 2023-02-03 GMT+08:00",
            "Mis à jour le 01/05/2024",
            "Xyzzy plugh 2024-05-01 11:28:26 +00:00",
            "2024-05-01 11:28:26 +00:00",
            "文档首页/风筝/API参考/放风筝",
            "Help Center/ Kites/ API Reference/ Flying a Kite",
            "Kites > API > Flying a Kite",
            "doc-exports/docs/kites/fly_0001.html",
            "Reviewed-by: A Person <a.person@example.com> Co-committed-by: b <b@example.com>",
            "12 KiB",
            "364 lines",
            "Files",
            "nav-img",
            "分享",
            "Esta página foi traduzida por máquina; o original está no link.",
        ];
        for line in furniture {
            assert!(Glossary::builtin().is_furniture(line), "{line}");
        }
        let text = [
            "Flying a Kite",
            "放风筝",
            "Flying Kites/Balloons",
            "GET /v1/{project_id}/kites",
            "/v1/kites/fly.json",
            "Read/Write Splitting",
            "Querying Kites (2019-12-01 Edition)",
            "Updating a Kite",
            "Updated kites are listed first.",
            "Deleting Kites in Batches (API v2.1)",
            "List<Kite>",
        ];
        for line in text {
            assert!(!Glossary::builtin().is_furniture(line), "{line}");
        }
    }

    #[test]
    fn ends_of_breadcrumbs_and_names_of_sites() {
        let words = Glossary::builtin();
        assert_eq!(words.last_crumb("Help Center/ Kites/ Flying a Kite"), Some("Flying a Kite"));
        assert_eq!(words.last_crumb("Flying a Kite"), None);
        assert_eq!(words.without_site("Flying a Kite_Kites_API Reference_Huawei Cloud"), "Flying a Kite");
        assert_eq!(words.without_site("Flying a Kite - Help Center"), "Flying a Kite");
        assert_eq!(words.without_site("Flying a Kite - FlyKite"), "Flying a Kite - FlyKite");
    }
}
