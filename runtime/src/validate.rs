//! Constraints that the pages state, checked before sending: all violations at once, each with its place.

use std::fmt;

/// A type whose pages state constraints.
pub trait Validate {
    /// Adds what is violated.
    fn validate(&self, violations: &mut Violations);
}

/// One constraint that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The place: `body.items[2].name`.
    pub path: String,
    /// What is wrong, without the value: it may be a secret.
    pub problem: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.path, self.problem)
    }
}

/// Collects violations. Each bound is optional; an absent one always holds.
#[derive(Clone, Debug, Default)]
pub struct Violations {
    place: String,
    found: Vec<Violation>,
}

impl Violations {
    /// What was found, in the order of the checks.
    #[must_use]
    pub fn found(&self) -> &[Violation] {
        &self.found
    }

    /// Checks the number of characters of a text.
    pub fn length(&mut self, name: &str, value: &str, least: Option<u64>, most: Option<u64>) {
        let count = value.chars().count() as u64;
        self.bounds(name, count, least, most, "characters");
    }

    /// Checks the number of items of a list.
    pub fn items(&mut self, name: &str, count: usize, least: Option<u64>, most: Option<u64>) {
        self.bounds(name, count as u64, least, most, "items");
    }

    /// Checks a whole number.
    pub fn integer(&mut self, name: &str, value: i64, least: Option<i64>, most: Option<i64>) {
        if let Some(least) = least.filter(|least| value < *least) {
            self.add(name, format!("is less than {least}"));
        }
        if let Some(most) = most.filter(|most| value > *most) {
            self.add(name, format!("is more than {most}"));
        }
    }

    /// Checks a number.
    pub fn number(&mut self, name: &str, value: f64, least: Option<f64>, most: Option<f64>) {
        if let Some(least) = least.filter(|least| value < *least) {
            self.add(name, format!("is less than {least}"));
        }
        if let Some(most) = most.filter(|most| value > *most) {
            self.add(name, format!("is more than {most}"));
        }
    }

    /// Checks a value inside the field `name`.
    pub fn inside(&mut self, name: &str, value: &dyn Validate) {
        self.at(name, value);
    }

    /// Checks each value of the list `name`.
    pub fn each(&mut self, name: &str, values: &mut dyn Iterator<Item = &dyn Validate>) {
        for (index, value) in values.enumerate() {
            self.at(&format!("{name}[{index}]"), value);
        }
    }

    /// Adds a problem of the field `name`.
    pub fn add(&mut self, name: &str, problem: impl Into<String>) {
        self.found.push(Violation { path: self.path(name), problem: problem.into() });
    }

    /// Forgets what was found at the input `name`, which has another value now.
    pub fn forget(&mut self, name: &str) {
        let inside =
            |path: &str| path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
        self.found.retain(|violation| !inside(&violation.path));
    }

    fn at(&mut self, name: &str, value: &dyn Validate) {
        let place = self.path(name);
        let outer = std::mem::replace(&mut self.place, place);
        value.validate(self);
        self.place = outer;
    }

    fn bounds(&mut self, name: &str, count: u64, least: Option<u64>, most: Option<u64>, unit: &str) {
        if let Some(least) = least.filter(|least| count < *least) {
            self.add(name, format!("has {count} {unit}, less than {least}"));
        }
        if let Some(most) = most.filter(|most| count > *most) {
            self.add(name, format!("has {count} {unit}, more than {most}"));
        }
    }

    fn path(&self, name: &str) -> String {
        if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Item<'a>(&'a str);

    impl Validate for Item<'_> {
        fn validate(&self, violations: &mut Violations) {
            violations.length("name", self.0, Some(1), Some(3));
        }
    }

    struct Order<'a>(Vec<Item<'a>>, i64);

    impl Validate for Order<'_> {
        fn validate(&self, violations: &mut Violations) {
            violations.items("items", self.0.len(), Some(1), Some(2));
            violations.each("items", &mut self.0.iter().map(|item| item as &dyn Validate));
            violations.integer("count", self.1, Some(1), Some(100));
        }
    }

    #[test]
    fn every_violation_has_its_place() {
        let mut violations = Violations::default();
        violations.inside("body", &Order(vec![Item("ab"), Item(""), Item("中文字符")], 101));
        violations.number("ratio", 1.5, None, Some(1.0));
        let shown: Vec<_> = violations.found().iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "body.items has 3 items, more than 2",
                "body.items[1].name has 0 characters, less than 1",
                "body.items[2].name has 4 characters, more than 3",
                "body.count is more than 100",
                "ratio is more than 1",
            ]
        );
        violations.forget("body");
        assert_eq!(violations.found().len(), 1);
    }
}
