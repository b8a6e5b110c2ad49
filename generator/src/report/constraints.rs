//! Constraints and other facts that were read of descriptions, by kind; and descriptions that speak of a constraint that
//! was not read.

use crate::{
    emit::rust::without_blanks,
    glossary::Glossary,
    ir::{Facts, IrPath, Service, TypeRef},
};
use std::collections::BTreeMap;

/// A kind of fact: its key in the IR, and whether a row states it.
type Kind = (&'static str, fn(&Facts) -> bool);

const KINDS: &[Kind] = &[
    ("condition", |facts| facts.condition.is_some()),
    ("default", |facts| facts.default.is_some()),
    ("deprecated", |facts| facts.deprecated),
    ("format", |facts| facts.format.is_some()),
    ("items", |facts| facts.items.is_some()),
    ("length", |facts| facts.length.is_some()),
    ("nullable", |facts| facts.nullable),
    ("pattern", |facts| facts.pattern.is_some()),
    ("range", |facts| facts.range.is_some()),
    ("secret", |facts| facts.secret),
    ("values", |facts| !facts.values.is_empty()),
];

/// How many parameters, headers and fields of the service state each kind.
pub(super) fn counts(service: &Service) -> BTreeMap<&'static str, usize> {
    let inputs = service.operations.iter().flat_map(|operation| &operation.inputs).map(|input| &input.facts);
    let outputs = service.operations.iter().flat_map(|operation| &operation.outputs);
    let headers = outputs.flat_map(|output| &output.headers).map(|header| &header.facts);
    let fields = service.types.values().flat_map(|ty| &ty.fields).map(|field| &field.facts);
    let mut counts = BTreeMap::new();
    for facts in inputs.chain(headers).chain(fields) {
        for (kind, _) in KINDS.iter().filter(|(_, states)| states(facts)) {
            *counts.entry(*kind).or_default() += 1;
        }
    }
    counts
}

/// A description that speaks of a constraint that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Whose description it is.
    pub part: IrPath,
    /// The line that speaks of it.
    pub words: String,
}

/// The descriptions of texts and numbers that hold a word for a kind of constraint and state none of that kind.
pub(super) fn unread(service: &Service) -> Vec<Unread> {
    let inputs = service.operations.iter().flat_map(|operation| {
        let path = |name: &str| IrPath::Input { operation: operation.name.clone(), name: name.to_owned() };
        // What the client fills nobody checks.
        let given = operation.inputs.iter().filter(|input| input.filled_by.is_none());
        given.map(move |input| (path(&input.name), &input.ty, &input.facts))
    });
    let fields = service.types.iter().flat_map(|(ty, object)| {
        let path = |name: &str| IrPath::Field { ty: ty.clone(), name: name.to_owned() };
        object.fields.iter().map(move |field| (path(&field.name), &field.ty, &field.facts))
    });
    let scalars = inputs.chain(fields).filter(|(_, ty, _)| is_scalar(ty));
    scalars.filter_map(|(part, _, facts)| Some(Unread { part, words: hint(facts)? })).collect()
}

fn is_scalar(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::String | TypeRef::Integer | TypeRef::Number => true,
        TypeRef::List(inner) | TypeRef::Map(inner) => is_scalar(inner),
        _ => false,
    }
}

/// The first line that holds a word for constraints of a kind that the row does not state.
fn hint(facts: &Facts) -> Option<String> {
    let words = &Glossary::builtin().phrases().words;
    let bounds = [&facts.range, &facts.length, &facts.items];
    let is_bound = bounds.iter().any(|bound| bound.is_some());
    // Listed values, a pattern and a format say what a value looks like, and so how long it is.
    let is_formed = !facts.values.is_empty() || facts.pattern.is_some() || facts.format.is_some();
    let kinds = [
        (&words.bound_hints, is_bound || is_formed),
        (&words.value_hints, is_bound || is_formed || facts.default.is_some()),
        (&words.default_hints, facts.default.is_some()),
        (&words.form_hints, is_formed),
    ];
    let unread: Vec<&String> = kinds.into_iter().filter(|(_, is_read)| !is_read).flat_map(|(hints, _)| hints).collect();
    let hints = |text: &str| unread.iter().any(|hint| text.contains(hint.as_str()));
    // Of listed values, `DEFAULT` is one that looks like a word for something else.
    let values = facts.values.iter().filter_map(|value| value.value.as_str().map(str::to_lowercase));
    let values: Vec<String> = values.filter(|value| hints(value)).collect();
    let doc = without_blanks(&facts.doc);
    let line = doc.lines().find(|line| {
        let line = values.iter().fold(line.to_lowercase(), |line, value| line.replace(value, ""));
        hints(&line)
    });
    line.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Range;

    #[test]
    fn a_kind_that_was_not_read_is_told_though_others_were() {
        let length = |doc: &str| Facts {
            doc: doc.to_owned(),
            length: Some(Range { min: None, max: Some("8".to_owned()) }),
            ..Facts::default()
        };
        for (doc, expected) in [
            ("At most 8 characters.", None),
            ("At most 8 characters.\nIt must start with a letter.", Some("It must start with a letter.")),
            (
                "At most 8 characters. The default is set elsewhere.",
                Some("At most 8 characters. The default is set elsewhere."),
            ),
            ("At most 8 characters, which can be digits.", None),
        ] {
            assert_eq!(hint(&length(doc)).as_deref(), expected, "{doc}");
        }
        let bare = |doc: &str| Facts { doc: doc.to_owned(), ..Facts::default() };
        for doc in ["Up to 4 letters.", "The value can be so.", "取值见下。", "只能包含字母。"] {
            assert_eq!(hint(&bare(doc)).as_deref(), Some(doc));
        }
        for doc in ["What it is called.", "What it is called.\nValue range: N/A. Default value: N/A."] {
            assert_eq!(hint(&bare(doc)), None, "{doc}");
        }
    }
}
