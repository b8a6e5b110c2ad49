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
    IrPath, Service,
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
        let rows = |change: &Change| {
            let path = &change.subject.path;
            cells::most_telling(old.1.of(&names.path(path)), new.1.of(path))
        };
        let rows: Vec<_> = changes.iter().map(rows).collect();
        let service = || id.to_owned();
        let findings =
            changes.into_iter().zip(rows).map(|(change, (old, new))| Finding { service: service(), change, old, new });
        self.findings.extend(findings);
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

/// Changes call everything by its new name; this leads back to the old one.
#[derive(Default)]
struct OldNames<'c> {
    operations: BTreeMap<&'c str, &'c str>,
    types: BTreeMap<&'c str, &'c str>,
    /// Of inputs and fields, by the new path.
    members: BTreeMap<&'c IrPath, &'c str>,
}

impl<'c> OldNames<'c> {
    fn of(changes: &'c [Change]) -> Self {
        let mut names = Self::default();
        for change in changes {
            let Some((old, new)) = change.old.as_deref().zip(change.new.as_deref()) else { continue };
            match change.event {
                Event::OperationRenamed => names.operations.insert(new, old),
                Event::TypeRenamed => names.types.insert(new, old),
                Event::InputRenamed | Event::FieldRenamed => names.members.insert(&change.subject.path, old),
                _ => None,
            };
        }
        names
    }

    /// The same part as the old version calls it.
    fn path(&self, path: &IrPath) -> IrPath {
        let operation = |name: &String| self.operations.get(name.as_str()).map_or(name.as_str(), |old| old).to_owned();
        let ty = |name: &String| self.types.get(name.as_str()).map_or(name.as_str(), |old| old).to_owned();
        let member = |name: &String| self.members.get(path).map_or(name.as_str(), |old| old).to_owned();
        match path {
            IrPath::Service => IrPath::Service,
            IrPath::Operation(name) => IrPath::Operation(operation(name)),
            IrPath::Input { operation: of, name } => IrPath::Input { operation: operation(of), name: member(name) },
            IrPath::Body { operation: of } => IrPath::Body { operation: operation(of) },
            IrPath::Output { operation: of, status } => IrPath::Output { operation: operation(of), status: *status },
            IrPath::Header { operation: of, status, name } => {
                IrPath::Header { operation: operation(of), status: *status, name: name.clone() }
            }
            IrPath::ErrorCode { operation: of, code } => {
                IrPath::ErrorCode { operation: operation(of), code: code.clone() }
            }
            IrPath::Type(name) => IrPath::Type(ty(name)),
            IrPath::Field { ty: of, name } => IrPath::Field { ty: ty(of), name: member(name) },
        }
    }
}
