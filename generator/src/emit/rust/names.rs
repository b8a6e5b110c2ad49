//! The one naming room: words of a page enter, identifiers leave.
//!
//! Every identifier is ASCII and not a keyword, hides nothing of the prelude or of our own methods, and is unique in its
//! scope. The same wishes in the same order always get the same names. Literals and docs are made elsewhere.

use proc_macro2::{Ident, Span};
use std::collections::BTreeSet;

/// What is named. Each kind has its case and its own list of names that are spoken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A field, its setter, an argument: `instance_id`.
    Member,
    /// A parameter or a body: an argument or a setter of a call.
    Input,
    /// A method of the client: `list_instances`.
    Operation,
    /// A module, which is a file too: `list_instances`.
    Module,
    /// A type that the IR names, or that follows from such a name: `StatusResult`.
    Type,
    /// A variant of an enumeration: `Running`.
    Variant,
    /// A constant: `RUNNING`.
    Constant,
}

/// Names for `wishes`, in their order. Who comes first keeps the plain name; the others are numbered from 2.
pub(super) fn assign<'a>(kind: Kind, wishes: impl IntoIterator<Item = &'a str>) -> Vec<Ident> {
    let mut scope = Scope::new(kind);
    scope.assign(wishes)
}

/// A set of names that must differ.
#[derive(Debug)]
pub(super) struct Scope {
    kind: Kind,
    taken: BTreeSet<String>,
}

impl Scope {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, taken: BTreeSet::new() }
    }

    /// Names for `wishes` that differ from each other and from all names given before. A number is only given when
    /// every plain name has found its owner, so that it takes no name from a wish further on.
    pub(super) fn assign<'a>(&mut self, wishes: impl IntoIterator<Item = &'a str>) -> Vec<Ident> {
        let plain: Vec<String> = wishes.into_iter().map(|wish| name(self.kind, wish)).collect();
        let owned: Vec<bool> = plain.iter().map(|name| self.taken.insert(name.clone())).collect();
        plain
            .into_iter()
            .zip(owned)
            .map(|(name, owned)| identifier(&if owned { name } else { self.number(&name) }))
            .collect()
    }

    /// Keeps a name from being given.
    pub(super) fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    fn number(&mut self, name: &str) -> String {
        let separator = match self.kind {
            Kind::Member | Kind::Input | Kind::Operation | Kind::Module | Kind::Constant => "_",
            Kind::Type | Kind::Variant if name.ends_with(|last: char| last.is_ascii_digit()) => "_",
            Kind::Type | Kind::Variant => "",
        };
        let mut number = 2_usize;
        loop {
            let name = format!("{name}{separator}{number}");
            if self.taken.insert(name.clone()) {
                return name;
            }
            number += 1;
        }
    }
}

/// A name without the sign of a raw identifier: in file names, texts and links of docs.
pub(super) fn plain(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

/// A name in the case of its kind, which is an identifier or a keyword that can be a raw one.
fn name(kind: Kind, wish: &str) -> String {
    let words = words(wish);
    let cased = match kind {
        // The IR has made these fit for people; only what Rust cannot take is changed.
        Kind::Type if is_camel(wish) => wish.to_owned(),
        Kind::Type | Kind::Variant => camel(&words),
        Kind::Member | Kind::Input | Kind::Operation | Kind::Module => words.join("_"),
        Kind::Constant => words.join("_").to_ascii_uppercase(),
    };
    let filler = filler(kind);
    if cased.is_empty() {
        return filler.to_owned();
    }
    let separator = if matches!(kind, Kind::Type | Kind::Variant) { "" } else { "_" };
    let cased = if cased.starts_with(|first: char| first.is_ascii_digit()) {
        format!("{filler}{separator}{cased}")
    } else {
        cased
    };
    if is_reserved(kind, &cased) { format!("{cased}{separator}{filler}") } else { cased }
}

/// The word that makes a name of what is none, and tells a name from one that is spoken for.
fn filler(kind: Kind) -> &'static str {
    match kind {
        Kind::Member | Kind::Input => "value",
        Kind::Operation | Kind::Module => "operation",
        Kind::Type => "Type",
        Kind::Variant => "Value",
        Kind::Constant => "VALUE",
    }
}

pub(super) fn identifier(name: &str) -> Ident {
    if KEYWORDS.contains(&name) { Ident::new_raw(name, Span::call_site()) } else { Ident::new(name, Span::call_site()) }
}

fn is_reserved(kind: Kind, name: &str) -> bool {
    if NEVER_RAW.contains(&name) {
        return true;
    }
    match kind {
        Kind::Member => OWN_MEMBERS.contains(&name),
        Kind::Input => OWN_MEMBERS.contains(&name) || OWN_SETTERS.contains(&name),
        Kind::Operation => OWN_METHODS.contains(&name),
        Kind::Module => KEYWORDS.contains(&name) || OWN_MODULES.contains(&name) || is_device(name),
        Kind::Type => PRELUDE.contains(&name),
        Kind::Variant => OWN_VARIANTS.contains(&name),
        Kind::Constant => false,
    }
}

/// Keywords that can be raw identifiers, of every edition up to 2024.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// What members meet: methods and arguments that we emit, `clone`, and the operators' methods, which take an operand
/// as a setter does.
const OWN_MEMBERS: &[&str] = &[
    "add", "bitand", "bitor", "bitxor", "clone", "div", "extra", "mul", "default", "new", "rem", "required", "shl",
    "shr", "sub",
];

/// What the setters of a call meet besides.
const OWN_SETTERS: &[&str] =
    &["call", "header", "into_future", "items", "pages", "retries", "send", "timeout", "wait_until"];

/// What operations meet on the client.
const OWN_METHODS: &[&str] = &["as_ref", "borrow", "clone", "cmp", "config", "deref", "mock", "new"];

/// What modules meet: our own, and the crates that paths start with.
const OWN_MODULES: &[&str] = &[
    "alloc",
    "core",
    "errors",
    "mock",
    "model",
    "operations",
    "rules",
    "runtime",
    "samples",
    "specwright_runtime",
    "std",
];

/// The variant for values that the page does not list.
const OWN_VARIANTS: &[&str] = &["Unlisted"];

/// Types, traits and variants that emitted code names without a path; a type `New` would be named like its `new`.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "New",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// File names that Windows keeps for devices.
fn is_device(name: &str) -> bool {
    let numbered = |prefix: &str| {
        name.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    matches!(name, "aux" | "con" | "nul" | "prn") || numbered("com") || numbered("lpt")
}

fn is_camel(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase()) && name.chars().all(|char| char.is_ascii_alphanumeric())
}

fn camel(words: &[String]) -> String {
    let mut name = String::new();
    for word in words {
        let digits_meet = name.ends_with(|last: char| last.is_ascii_digit())
            && word.starts_with(|first: char| first.is_ascii_digit());
        if digits_meet {
            name.push('_');
        }
        let mut rest = word.chars();
        name.extend(rest.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(rest.as_str());
    }
    name
}

/// Words in which a change of case parts nothing.
const MIXED_CASE: &[(&str, &str)] =
    &[("IPv4", "Ipv4"), ("IPv6", "Ipv6"), ("vCPU", "Vcpu"), ("MySQL", "Mysql"), ("OAuth", "Oauth"), ("IoT", "Iot")];

/// The words of a name, in lower case: parted at symbols and at changes of case. A character that is neither ASCII nor
/// a symbol is a word of its own, written as its number.
pub(super) fn words(wish: &str) -> Vec<String> {
    let wish = MIXED_CASE.iter().fold(wish.to_owned(), |wish, (mixed, even)| wish.replace(mixed, even));
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = None;
    let mut rest = wish.chars();
    while let Some(char) = rest.next() {
        let mut ahead = rest.clone();
        let (next, after) = (ahead.next(), ahead.next());
        if !char.is_ascii_alphanumeric() || starts_word(before, char, next, after) {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        if char.is_ascii_alphanumeric() {
            word.push(char.to_ascii_lowercase());
        } else if char.is_alphanumeric() {
            words.push(format!("u{:04x}", u32::from(char)));
        }
        before = Some(char);
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// `fooBar`, `foo2Bar`, `HTTPServer` part before the `B` and the `S`; the plural `IDs` stays whole.
fn starts_word(before: Option<char>, char: char, next: Option<char>, after: Option<char>) -> bool {
    let lower = |char: Option<char>| char.is_some_and(|char| char.is_ascii_lowercase());
    let Some(before) = before else { return false };
    if !char.is_ascii_uppercase() {
        return false;
    }
    if before.is_ascii_lowercase() || before.is_ascii_digit() {
        return true;
    }
    let plural = next == Some('s') && !lower(after);
    before.is_ascii_uppercase() && lower(next) && !plural
}

#[cfg(test)]
mod tests;
