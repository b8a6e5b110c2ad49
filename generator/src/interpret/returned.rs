//! Answers that a sentence names: `Returns a list of [pet](#pet-object) objects.` In: the entries of an operation. Out:
//! the body that such a sentence gives its success. Whether a table states the object is not decided here.

use super::{
    BodyDraft, BodyShape, ResponseDraft, TypeExpr,
    outline::{Entry, What},
};
use crate::{
    glossary::{Glossary, Section, form::after_word},
    ir::Status,
    page::{Link, Text},
};
use serde_json::Value;

/// Gives the success the body that the words name, if no table or row states one; `shown` are the examples
/// of the answer.
pub(super) fn add(entries: &[Entry<'_>], shown: &[&Value], responses: &mut Vec<ResponseDraft>, glossary: &Glossary) {
    let succeeds = |response: &ResponseDraft| response.status.is_none_or(Status::succeeds);
    let stated = responses.iter().any(|response| succeeds(response) && response.body.is_some());
    let named = entries.iter().find_map(|entry| named(entry, glossary)).filter(|_| !stated);
    // The objects of a list may stand inside another object, which the example shows.
    let is_inside =
        |shape: &BodyShape| matches!(shape, BodyShape::List(_)) && shown.iter().any(|body| body.is_object());
    let Some(shape) = named.filter(|shape| !is_inside(shape)) else { return };
    let body = Some(BodyDraft { shape, ..BodyDraft::default() });
    match responses.iter_mut().find(|response| succeeds(response)) {
        Some(response) => response.body = body,
        None => responses.push(ResponseDraft { status: None, doc: String::new(), headers: Vec::new(), body }),
    }
}

fn named(entry: &Entry<'_>, glossary: &Glossary) -> Option<BodyShape> {
    use Section as S;
    let (What::Text(text) | What::Item(text)) = entry.what else { return None };
    let of_answer = matches!(entry.at.section, None | Some(S::Function | S::Response | S::ResponseBody));
    text.links.iter().filter(|_| of_answer).find_map(|link| object(text, link, glossary))
}

/// The object that a link names, if the words before it say that it is answered.
fn object(text: &Text, link: &Link, glossary: &Glossary) -> Option<BodyShape> {
    let grammar = &glossary.types().grammar;
    let before = text.content.get(..link.range.start)?;
    let words = text.content.get(link.range.clone())?.trim();
    let after = text.content.get(link.range.end..)?.trim_start();
    let sentence = before.rsplit(['.', '\n', '。', ';']).next()?.trim().to_lowercase();
    let lead = grammar.returns.iter().find_map(|returns| after_word(&sentence, returns))?;
    let lower = words.to_lowercase();
    let is_object =
        |phrase: &&String| lower.ends_with(phrase.as_str()) || after.to_lowercase().starts_with(phrase.as_str());
    let phrase = grammar.object_after.iter().find(is_object)?;
    let name = if lower.ends_with(phrase.as_str()) {
        words.get(..words.len().checked_sub(phrase.len())?)?.trim()
    } else {
        words
    };
    let named = TypeExpr::Object((!name.is_empty()).then(|| name.to_owned()));
    let lists = grammar.list_of.iter().any(|list| after_word(lead, list).is_some());
    Some(if lists { BodyShape::List(Some(named)) } else { BodyShape::Plain(named) })
}
