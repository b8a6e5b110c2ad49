//! Which enumerated values get a type, and its names.
//!
//! Texts get an enum when the page lists at least two, each of them a word or a few that can be a name, and they are
//! neither the two booleans nor error codes. Integers get a newtype with constants when the page lists at least two.
//! Everything else (numbers, booleans, versions such as `5.7`, free text) stays as it is and is listed in the docs.
//! Fields of one name with the same values share one type, named where it is first met.

use super::super::{
    docs::Docs,
    names::{self, Kind, Scope},
};
use crate::ir::{EnumValue, Facts, Service, TypeRef};
use proc_macro2::Ident;
use serde_json::Value;
use std::collections::BTreeMap;

/// A type for enumerated values.
#[derive(Clone, Debug)]
pub(crate) struct EnumerationView {
    pub(crate) name: Ident,
    pub(crate) docs: Docs,
    pub(crate) values: Values,
}

#[derive(Clone, Debug)]
pub(crate) enum Values {
    /// Variants and their texts.
    Texts(Vec<(Ident, String, Docs)>),
    /// Constants and their numbers.
    Integers(Vec<(Ident, i64, Docs)>),
}

/// Where values are enumerated: the item in the service, the member in the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Site {
    Field(usize, usize),
    Input(usize, usize),
}

/// The enumerations of a service, and which site has which.
#[derive(Debug, Default)]
pub(super) struct Enumerations {
    pub(super) views: Vec<EnumerationView>,
    by_site: BTreeMap<Site, Ident>,
}

impl Enumerations {
    /// Finds the sites in the order of the IR, and names a type for each kind of values.
    pub(super) fn plan(service: &Service, scope: &mut Scope) -> Self {
        let mut found: Vec<Candidate<'_>> = Vec::new();
        let mut known: BTreeMap<(Vec<String>, Vec<String>), usize> = BTreeMap::new();
        for (site, owner, name, ty, facts) in sites(service) {
            if !is_worth_a_type(ty, &facts.values) {
                continue;
            }
            let mut texts: Vec<String> = facts.values.iter().map(|value| value.value.to_string()).collect();
            texts.sort();
            let at = *known.entry((names::words(name), texts)).or_insert(found.len());
            match found.get_mut(at) {
                Some(candidate) => candidate.sites.push(site),
                None => {
                    found.push(Candidate { wish: format!("{owner} {name}"), member: name, facts, sites: vec![site] });
                }
            }
        }
        let wishes: Vec<String> = found.iter().map(|candidate| type_wish(&candidate.wish)).collect();
        let idents = scope.assign(wishes.iter().map(String::as_str));
        let mut enumerations = Self::default();
        for (candidate, name) in found.into_iter().zip(idents) {
            enumerations.by_site.extend(candidate.sites.iter().map(|site| (*site, name.clone())));
            enumerations.views.push(view(name, &candidate));
        }
        enumerations
    }

    pub(super) fn at(&self, site: Site) -> Option<&Ident> {
        self.by_site.get(&site)
    }
}

struct Candidate<'a> {
    wish: String,
    member: &'a str,
    facts: &'a Facts,
    sites: Vec<Site>,
}

fn sites(service: &Service) -> impl Iterator<Item = (Site, &str, &str, &TypeRef, &Facts)> {
    let fields = service.types.iter().enumerate().flat_map(|(at, (owner, ty))| {
        ty.fields.iter().enumerate().map(move |(index, field)| {
            (Site::Field(at, index), owner.as_str(), field.name.as_str(), &field.ty, &field.facts)
        })
    });
    let inputs = service.operations.iter().enumerate().flat_map(|(at, operation)| {
        operation.inputs.iter().enumerate().map(move |(index, input)| {
            (Site::Input(at, index), operation.name.as_str(), input.name.as_str(), &input.ty, &input.facts)
        })
    });
    fields.chain(inputs)
}

/// `StatusResult status` is to be named `StatusResultStatus`, and `Job job_status` no more than `JobStatus`.
fn type_wish(wish: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in names::words(wish) {
        if words.last() != Some(&word) {
            words.push(word);
        }
    }
    words.join(" ")
}

fn is_worth_a_type(ty: &TypeRef, values: &[EnumValue]) -> bool {
    match leaf(ty) {
        TypeRef::String => are_names(values),
        TypeRef::Integer => values.len() > 1 && values.iter().all(|value| value.value.as_i64().is_some()),
        _ => false,
    }
}

fn leaf(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::List(inner) | TypeRef::Map(inner) => leaf(inner),
        scalar => scalar,
    }
}

fn are_names(values: &[EnumValue]) -> bool {
    let texts: Vec<&str> = values.iter().filter_map(|value| value.value.as_str()).collect();
    let booleans = texts.iter().all(|text| text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"));
    let codes = texts.iter().filter(|text| is_code(text)).count();
    texts.len() == values.len()
        && texts.len() > 1
        && !booleans
        && 2 * codes < texts.len()
        && texts.iter().all(|text| text.is_empty() || is_name(text))
}

/// The longest text that reads well as the name of a variant.
const MAX_NAME: usize = 48;

fn is_name(text: &str) -> bool {
    text.len() <= MAX_NAME
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.' | '/' | ':' | ' '))
        && names::words(text).len() <= 6
}

/// `DCS.4001`, `APIG.0301`: a word and a number, which say nothing as a name.
fn is_code(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 3 && text.contains(['.', '-', '_']) && !text.contains(' ')
}

fn view(name: Ident, candidate: &Candidate<'_>) -> EnumerationView {
    let own = format!("Values of {}.", super::super::docs::code(candidate.member));
    EnumerationView { name, docs: Docs::own(&own), values: values(&candidate.facts.values) }
}

fn values(values: &[EnumValue]) -> Values {
    let mut distinct: Vec<&EnumValue> = Vec::new();
    for value in values {
        if !distinct.iter().any(|known| known.value == value.value) {
            distinct.push(value);
        }
    }
    let docs = |value: &EnumValue| {
        let text = super::facts::plain(&value.value);
        let own = if text.is_empty() {
            "The empty text.".to_owned()
        } else {
            format!("The value {}.", super::super::docs::code(&text))
        };
        Docs::or(&value.doc, &own)
    };
    let texts: Vec<&str> = distinct.iter().filter_map(|value| value.value.as_str()).collect();
    if !texts.is_empty() {
        let wishes = texts.iter().map(|text| if text.is_empty() { "empty" } else { *text });
        let variants = names::assign(Kind::Variant, wishes);
        let documented = variants.into_iter().zip(&distinct);
        return Values::Texts(
            documented
                .filter_map(|(name, value)| Some((name, value.value.as_str()?.to_owned(), docs(value))))
                .collect(),
        );
    }
    let wishes: Vec<String> = distinct.iter().map(|value| constant_wish(value)).collect();
    let constants = names::assign(Kind::Constant, wishes.iter().map(String::as_str));
    let documented = constants.into_iter().zip(&distinct);
    Values::Integers(documented.filter_map(|(name, value)| Some((name, value.value.as_i64()?, docs(value)))).collect())
}

/// The longest meaning that reads well as the name of a constant, in words.
const MAX_WORDS: usize = 4;

/// Whether the meaning of a number is short enough to be the name of its constant.
pub(crate) fn names_a_constant(doc: &str) -> bool {
    let meaning = meaning(doc);
    let is_plain = meaning.is_ascii() && !meaning.contains(['.', ',', ';', ':', '\n']);
    is_plain && (1..=MAX_WORDS).contains(&names::words(meaning).len())
}

fn meaning(doc: &str) -> &str {
    doc.trim().trim_end_matches('.')
}

/// A constant is named by its meaning where that is short, else by its number.
fn constant_wish(value: &EnumValue) -> String {
    if names_a_constant(&value.doc) {
        return meaning(&value.doc).to_owned();
    }
    match &value.value {
        Value::Number(number) => format!("value {}", number.to_string().replace('-', "minus ")),
        other => other.to_string(),
    }
}
