//! Examples of which nothing says whether they are sent or answered, and those that stand below an answer they cannot be
//! of. In: the examples and the bodies of an operation. Out: each with the side whose members it shows; what shows those
//! of both or of neither is told.

use super::{BodyDraft, ExampleDraft, ExampleSide, ResponseDraft, findings::Findings, sample};
use crate::diagnostic::Code;
use serde_json::{Map, Value};
use std::{cmp::Ordering, collections::BTreeSet};

/// The examples with their sides, those that are said to be some before the others.
pub(super) fn settle(
    stated: Vec<ExampleDraft>,
    unclaimed: Vec<ExampleDraft>,
    request: Option<&BodyDraft>,
    responses: &[ResponseDraft],
    findings: &mut Findings,
) -> Vec<ExampleDraft> {
    let answers = responses.iter().filter_map(|response| response.body.as_ref());
    let sides = Sides { sent: Names::of(request.into_iter()), answered: Names::of(answers) };
    let (strays, stated): (Vec<_>, Vec<_>) = stated.into_iter().partition(|example| sides.is_stray(example, responses));
    let is_unsaid = |example: &ExampleDraft| matches!(example.side, ExampleSide::Unsaid);
    let settled = |example| if is_unsaid(&example) { sides.settled(example) } else { example };
    let mut examples: Vec<ExampleDraft> = stated.into_iter().map(settled).collect();
    // The words above a stray are those of the answer.
    let strays = strays.into_iter().map(|example| sides.settled(ExampleDraft { label: String::new(), ..example }));
    for example in unclaimed.into_iter().map(settled).chain(strays) {
        if is_unsaid(&example) {
            let message = "nothing says whether this is sent or answered, and no table has its members";
            findings.note(Code::UnclaimedExample, message, example.place);
        } else {
            examples.push(example);
        }
    }
    examples
}

/// The names of members of bodies.
#[derive(Default)]
struct Names<'a> {
    /// At the top.
    top: BTreeSet<&'a str>,
    /// Anywhere.
    all: BTreeSet<&'a str>,
}

impl<'a> Names<'a> {
    fn of(bodies: impl Iterator<Item = &'a BodyDraft>) -> Self {
        let mut names = Self::default();
        for body in bodies {
            let fields = body.root.iter().flat_map(|root| &root.fields);
            names.top.extend(fields.map(|field| field.name.as_str()));
            let below = body.structures.iter().flat_map(|table| &table.fields);
            names.all.extend(below.map(|field| field.name.as_str()));
        }
        names.all.extend(&names.top);
        names
    }

    fn has_any(&self, shown: &BTreeSet<&str>) -> bool {
        shown.iter().any(|name| self.top.contains(name))
    }
}

/// What is sent, and what is answered.
struct Sides<'a> {
    sent: Names<'a>,
    answered: Names<'a>,
}

impl Sides<'_> {
    /// Whether an example stands below an answer of a failure without any of its members, and has some of another body: a
    /// page that has lost its headings shows it after the last answer.
    fn is_stray(&self, example: &ExampleDraft, responses: &[ResponseDraft]) -> bool {
        let ExampleSide::Response(Some(status)) = example.side else { return false };
        let shown = example.bodies().into_iter().filter_map(Value::as_object).flat_map(Map::keys);
        let shown: BTreeSet<&str> = shown.map(String::as_str).collect();
        let own = responses.iter().filter(|response| response.status == Some(status));
        let own = Names::of(own.filter_map(|response| response.body.as_ref()));
        let is_elsewhere = self.sent.has_any(&shown) || self.answered.has_any(&shown);
        !status.succeeds() && !own.top.is_empty() && !own.has_any(&shown) && is_elsewhere
    }

    /// An example of the side whose members it has: at the top, and if both have as many, anywhere.
    fn settled(&self, example: ExampleDraft) -> ExampleDraft {
        let bodies = example.bodies();
        let objects: Vec<_> = bodies.into_iter().take(1).flat_map(sample::objects).collect();
        let count = |names: &BTreeSet<&str>, depth: usize| {
            let keys = objects.iter().take(depth).flat_map(|object| object.members.keys());
            keys.filter(|key| names.contains(key.as_str())).count()
        };
        let at_top = count(&self.sent.top, 1).cmp(&count(&self.answered.top, 1));
        let anywhere = || count(&self.sent.all, objects.len()).cmp(&count(&self.answered.all, objects.len()));
        let side = match at_top.then_with(anywhere) {
            Ordering::Greater => ExampleSide::Request { path: None, query: Vec::new(), headers: Vec::new() },
            Ordering::Less => ExampleSide::Response(None),
            Ordering::Equal => ExampleSide::Unsaid,
        };
        ExampleDraft { side, ..example }
    }
}
