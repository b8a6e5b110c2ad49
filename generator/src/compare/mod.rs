//! Two versions of the services, wherever they lie, to classified changes with the cells of the pages
//! that state them; printed for people and machines. Nothing here decides a class: that is `ir::diff`.

mod cells;
mod github;
mod json;
mod markdown;
mod text;
mod version;

#[cfg(test)]
mod tests;

pub use cells::{Rows, StatedRow};
pub use version::{Version, folders};

use crate::ir::{
    Service,
    diff::{Change, Class, Effect, Event, diff},
};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// One change, and what states it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The service it is of.
    pub service: String,
    /// What changed.
    pub change: Change,
    /// The row that stated it, where a page is at hand.
    pub old: Option<StatedRow>,
    /// The row that states it.
    pub new: Option<StatedRow>,
}

/// All changes, the worst first.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// By class, then by service, then in the order of the service.
    pub findings: Vec<Finding>,
}

impl Comparison {
    /// Compares services by id; where each side has but one, the two whatever they are called.
    #[must_use]
    pub fn of(old: &[Version], new: &[Version]) -> Self {
        let mut comparison = Self::default();
        if let ([old], [new]) = (old, new) {
            comparison.add(&new.service.service, (&old.service, &old.rows), (&new.service, &new.rows));
        } else {
            let mut pairs: BTreeMap<&str, (Option<&Version>, Option<&Version>)> = BTreeMap::new();
            for version in old {
                pairs.entry(&version.service.service).or_default().0 = Some(version);
            }
            for version in new {
                pairs.entry(&version.service.service).or_default().1 = Some(version);
            }
            for (id, (old, new)) in pairs {
                let Some(either) = old.or(new) else { continue };
                let nothing = either.without_operations();
                let (old, new) = (old.unwrap_or(&nothing), new.unwrap_or(&nothing));
                comparison.add(id, (&old.service, &old.rows), (&new.service, &new.rows));
            }
        }
        comparison.sort();
        comparison
    }

    /// The changes of one service, with the rows of each side.
    pub fn add(&mut self, id: &str, old: (&Service, &Rows), new: (&Service, &Rows)) {
        let changes = diff(old.0, new.0);
        let names = OldNames::of(&changes);
        for change in changes {
            let (was, is) =
                cells::most_telling(old.1.of(&names.of_subject(&change.subject)), new.1.of(&change.subject));
            self.findings.push(Finding { service: id.to_owned(), change, old: was, new: is });
        }
    }

    /// Puts the worst first.
    pub fn sort(&mut self) {
        self.findings.sort_by_key(|finding| std::cmp::Reverse(finding.change.class()));
    }

    /// The changes that one row of a page states, together; those without a row alone.
    fn by_row(&self) -> Vec<Vec<&Finding>> {
        let mut groups: IndexMap<_, Vec<&Finding>> = IndexMap::new();
        for (index, finding) in self.findings.iter().enumerate() {
            let rows = (finding.old.as_ref(), finding.new.as_ref());
            let alone = (rows == (None, None)).then_some(index);
            groups.entry((rows, alone)).or_default().push(finding);
        }
        groups.into_values().collect()
    }

    /// The worst class.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        self.findings.iter().map(|finding| finding.change.class()).max()
    }

    /// What the crate's version has to do.
    #[must_use]
    pub fn effect(&self) -> Option<Effect> {
        self.findings.iter().map(|finding| finding.change.effect()).max()
    }

    /// `2 breaking, 1 additive; the crate's version: major`.
    #[must_use]
    pub fn summary(&self) -> String {
        let Some(effect) = self.effect() else { return "no change".to_owned() };
        let mut counts: IndexMap<Class, usize> = IndexMap::new();
        for finding in &self.findings {
            *counts.entry(finding.change.class()).or_default() += 1;
        }
        let mut counts: Vec<(Class, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(class, _)| std::cmp::Reverse(*class));
        let counts: Vec<String> = counts.into_iter().map(|(class, count)| format!("{count} {class}")).collect();
        format!("{}; the crate's version: {effect}", counts.join(", "))
    }
}

impl Finding {
    /// What changed, in a line.
    #[must_use]
    pub fn headline(&self) -> String {
        format!("{}: {}", self.change.subject, self.change.event.rule().words)
    }
}

/// Subjects are called by their new names; this leads back to the old.
struct OldNames {
    /// New subject and old, the longest first: the inner names are replaced before the outer.
    renamed: Vec<(String, String)>,
}

impl OldNames {
    fn of(changes: &[Change]) -> Self {
        let kinds = [Event::OperationRenamed, Event::TypeRenamed, Event::FieldRenamed, Event::InputRenamed];
        let old = |change: &Change| {
            let outer = change.subject.strip_suffix(change.new.as_deref()?)?;
            Some((change.subject.clone(), format!("{outer}{}", change.old.as_deref()?)))
        };
        let mut renamed: Vec<(String, String)> =
            changes.iter().filter(|change| kinds.contains(&change.event)).filter_map(old).collect();
        renamed.sort_by_key(|(new, _)| std::cmp::Reverse(new.len()));
        Self { renamed }
    }

    fn of_subject(&self, subject: &str) -> String {
        let mut subject = subject.to_owned();
        for (new, old) in &self.renamed {
            if let Some(inner) = subject.strip_prefix(new.as_str())
                && (inner.is_empty() || inner.starts_with('.'))
            {
                subject = format!("{old}{inner}");
            }
        }
        subject
    }
}
