//! Headings that are about a resource: they say its path, and headings below say the methods. In: the entries of a page.
//! Out: the path that stands above a heading, and the tables of parameters that all calls of the resource share. Which
//! headings are operations is not decided here.

use super::{
    outline::{Entry, What},
    request_line::{self, RequestLine},
};
use crate::{
    glossary::{Column, Glossary, Section, same_name},
    page::Text,
};
use std::collections::BTreeMap;

/// The resources whose headings stand above the place that a walk down a page has reached, the lowest last.
#[derive(Default)]
pub(super) struct Resources {
    above: Vec<Resource>,
    /// The last heading was one of them.
    directly: bool,
}

struct Resource {
    level: u8,
    line: RequestLine,
    /// Indices of the tables right below its heading, and whether more may follow.
    tables: Vec<usize>,
    open: bool,
}

impl Resources {
    /// Passes a heading; one that says no path may be of an operation of the resource above.
    pub(super) fn pass(&mut self, level: u8, heading: &Text) {
        self.above.retain(|resource| resource.level < level);
        let resource = request_line::resource_in_heading(&heading.content);
        self.directly = resource.is_some();
        self.above.extend(resource.map(|(_, line)| Resource { level, line, tables: Vec::new(), open: true }));
    }

    /// The path of the lowest of them.
    pub(super) fn path(&self) -> Option<&RequestLine> {
        self.above.last().map(|resource| &resource.line)
    }

    /// Its path, where no other heading stands below its own yet.
    pub(super) fn path_right_above(&self) -> Option<&RequestLine> {
        self.path().filter(|_| self.directly)
    }
}

/// The tables that describe the request line of each call of a resource, by the headings below the resource's own:
/// indices of entries.
pub(super) fn shared_tables(entries: &[Entry<'_>], glossary: &Glossary) -> BTreeMap<usize, Vec<usize>> {
    let mut resources = Resources::default();
    let mut shared = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if let (Some(level), What::Label(text)) = (entry.heading, entry.what) {
            if entry.at.section.is_some() {
                continue;
            }
            resources.above.iter_mut().filter(|resource| resource.level < level).for_each(|above| above.open = false);
            resources.pass(level, text);
            let last = resources.above.last().filter(|last| !last.open && !last.tables.is_empty());
            shared.extend(last.map(|last| (at, last.tables.clone())));
        } else if let Some(last) = resources.above.last_mut().filter(|last| last.open)
            && describes(entry, at.checked_sub(1).and_then(|above| entries.get(above)), &last.line, glossary)
        {
            last.tables.push(at);
        }
    }
    shared
}

/// Whether an entry is a table of parameters of a request line: its section says so, or one of its names stands there;
/// of members, as the entry above calls its rows, each.
fn describes(entry: &Entry<'_>, above: Option<&Entry<'_>>, line: &RequestLine, glossary: &Glossary) -> bool {
    use Section as S;
    let Some(captioned) = entry.parameters() else { return false };
    let says = matches!(entry.at.section, Some(S::Uri | S::PathParameters | S::QueryParameters | S::RequestHeaders));
    let stated: Vec<&str> =
        line.placeholders().into_iter().chain(line.query.iter().map(|pair| pair.name.as_str())).collect();
    let is_stated = |name: &str| stated.iter().any(|stated| same_name(stated, name));
    let of_members = above.and_then(Entry::words).is_some_and(|words| names_members(&words.content, glossary));
    says || if of_members { captioned.names().all(is_stated) } else { captioned.names().any(is_stated) }
}

/// Whether words call what stands below them members, perhaps with the structure that has them: `Attributes (Pet)`.
fn names_members(words: &str, glossary: &Glossary) -> bool {
    let label = words.split('(').next().unwrap_or(words).trim();
    glossary.column(label) == Some(Column::Name) && glossary.heading(label).is_none()
}

/// A table as it stands in an operation of the resource: it describes the request line, unless its own section says more.
pub(super) fn lent<'a>(entry: &Entry<'a>) -> Entry<'a> {
    let mut entry = *entry;
    if matches!(entry.at.section, None | Some(Section::Parameters)) {
        entry.at.section = Some(Section::Uri);
    }
    entry
}
