//! robots.txt: what a site asks programs to leave alone, and how slowly to go.

use std::time::Duration;

/// The name that a site may address.
const NAME: &str = "specwright";

/// No site can ask for more.
const LONGEST_DELAY: u64 = 60;

/// What a site asks for.
#[derive(Clone, Debug, Default)]
pub(super) struct Robots {
    rules: Vec<(bool, String)>,
    /// What should lie between two requests.
    pub(super) delay: Duration,
}

impl Robots {
    /// The rules for this program, else those for all.
    pub(super) fn parse(text: &str) -> Self {
        let groups = groups(text);
        let of = |name: &str| groups.iter().filter(|group| group.names.iter().any(|known| known == name)).collect();
        let mut chosen: Vec<&Group> = of(NAME);
        if chosen.is_empty() {
            chosen = of("*");
        }
        let delay = chosen.iter().map(|group| group.delay).max().unwrap_or_default();
        Self {
            rules: chosen.into_iter().flat_map(|group| group.rules.clone()).collect(),
            delay: Duration::from_secs(delay.min(LONGEST_DELAY)),
        }
    }

    /// The longest rule that fits a path decides; of two, the one that allows.
    pub(super) fn allow(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(_, form)| fits(form, path));
        fitting.max_by_key(|(allow, form)| (form.len(), *allow)).is_none_or(|(allow, _)| *allow)
    }
}

#[derive(Default)]
struct Group {
    names: Vec<String>,
    rules: Vec<(bool, String)>,
    delay: u64,
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut naming = false;
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else { continue };
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
        if key == "user-agent" {
            if !naming {
                groups.push(Group::default());
            }
            naming = true;
            if let Some(group) = groups.last_mut() {
                group.names.push(value.to_ascii_lowercase());
            }
            continue;
        }
        naming = false;
        let Some(group) = groups.last_mut() else { continue };
        match key.as_str() {
            "allow" | "disallow" if !value.is_empty() => group.rules.push((key == "allow", value.to_owned())),
            "crawl-delay" => group.delay = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    groups
}

/// Whether a path begins as the form says; `*` stands for anything, `$` for the end.
fn fits(form: &str, path: &str) -> bool {
    let (form, whole) = form.strip_suffix('$').map_or((form, false), |form| (form, true));
    let mut pieces = form.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut last = None;
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
        last = Some(piece);
    }
    // At the end, the last piece may stand later than where it was found first.
    !whole || rest.is_empty() || last.is_some_and(|piece| piece.is_empty() || rest.ends_with(piece))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_of_the_right_group_decides() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-Agent: SpecWright # us\nDisallow: /private\n\
                    Allow: /private/open\nDisallow: /*.zip$\nDisallow:\nCrawl-delay: 3\n";
        let robots = Robots::parse(text);
        let rows = [
            ("/", true),
            ("/api/a.html", true),
            ("/private/a.html", false),
            ("/private/open/a.html", true),
            ("/a.zip", false),
            ("/a.zip.zip", false),
            ("/a.zip.html", true),
        ];
        for (path, allowed) in rows {
            assert_eq!(robots.allow(path), allowed, "{path}");
        }
        assert_eq!(robots.delay, Duration::from_secs(3));
        assert!(!Robots::parse("user-agent: *\ndisallow: /").allow("/a"));
        assert!(Robots::parse("disallow: /\nnonsense").allow("/a"));
    }
}
