//! Rules as emitted code states them, in statics.

/// The constraints of an object: a rule for each member that has one.
#[derive(Debug)]
pub struct Rules {
    pub(super) members: &'static [Rule<'static>],
}

impl Rules {
    /// Rules of these members.
    #[must_use]
    pub const fn new(members: &'static [Rule<'static>]) -> Self {
        Self { members }
    }

    /// The rule of the member `name`.
    pub(crate) fn member(&self, name: &str) -> Option<&'static Rule<'static>> {
        self.members.iter().find(|rule| rule.name == name)
    }
}

/// The constraints of a member or of a parameter. Bounds are written as in `ir.yaml`: `1..=64`, `..=10`, `0..`. In a
/// list and in a map, all but `items` is about each item.
#[derive(Clone, Copy, Debug)]
pub struct Rule<'a> {
    pub(crate) name: &'a str,
    pub(super) required: bool,
    // Of bounds and pattern, an empty text is none.
    pub(super) length: &'a str,
    pub(super) range: &'a str,
    pub(super) items: &'a str,
    pub(super) pattern: &'a str,
    pub(super) values: &'a [&'a str],
    // Names of constraints, between blanks.
    pub(super) by_sentence: &'a str,
    pub(crate) inside: Inside,
    pub(crate) secret: bool,
}

/// What is inside of a member.
#[derive(Clone, Copy, Debug)]
pub enum Inside {
    /// Nothing that has rules of its own.
    Nothing,
    /// An object, or a list of them.
    Object(&'static Rules),
    /// Objects under keys that callers choose.
    Map(&'static Rules),
}

impl<'a> Rule<'a> {
    /// A rule of what has this name on the wire: `Rule::new("limit").range("1..=100")`.
    #[must_use]
    pub const fn new(name: &'a str) -> Self {
        Self {
            name,
            required: false,
            length: "",
            range: "",
            items: "",
            pattern: "",
            values: &[],
            by_sentence: "",
            inside: Inside::Nothing,
            secret: false,
        }
    }

    /// It must be there.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Of a text: how many characters.
    #[must_use]
    pub const fn length(mut self, bounds: &'a str) -> Self {
        self.length = bounds;
        self
    }

    /// Of a number: how large.
    #[must_use]
    pub const fn range(mut self, bounds: &'a str) -> Self {
        self.range = bounds;
        self
    }

    /// Of a list: how many items.
    #[must_use]
    pub const fn items(mut self, bounds: &'a str) -> Self {
        self.items = bounds;
        self
    }

    /// Of a text: a regular expression that is found in it.
    #[must_use]
    pub const fn pattern(mut self, pattern: &'a str) -> Self {
        self.pattern = pattern;
        self
    }

    /// Of a text or a number: what the page lists.
    #[must_use]
    pub const fn values(mut self, values: &'a [&'a str]) -> Self {
        self.values = values;
        self
    }

    /// Which of `length`, `range`, `items` and `pattern` only sentences of the page state, between blanks.
    #[must_use]
    pub const fn by_sentence(mut self, constraints: &'a str) -> Self {
        self.by_sentence = constraints;
        self
    }

    pub(super) fn is_said(&self, constraint: &str) -> bool {
        self.by_sentence.split(' ').any(|said| said == constraint)
    }

    /// Of an object, or a list of them: the rules of its members.
    #[must_use]
    pub const fn object(mut self, rules: &'static Rules) -> Self {
        self.inside = Inside::Object(rules);
        self
    }

    /// Of a map of objects: the rules of their members.
    #[must_use]
    pub const fn map(mut self, rules: &'static Rules) -> Self {
        self.inside = Inside::Map(rules);
        self
    }

    /// The value must not be seen, by the page's words or by its name.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}
