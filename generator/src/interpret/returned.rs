//! Bodies that words name: `Returns a list of [pet](#pet-object) objects.`, `Attributes (array[Pet])`, `[Pet][]`, the type in
//! a table of statuses. In: the entries of an operation. Out: the body that such words give its answers or its request.
//! Whether a table states the object is not decided here.

use super::{
    BodyDraft, BodyShape, ResponseDraft, TypeExpr,
    columns::Kind,
    outline::{Entry, What},
    type_cell,
};
use crate::{
    glossary::{
        Column, Glossary, Outcome, Section, TypeGrammar,
        form::{self, after_word},
    },
    ir::Status,
    page::{Link, Text},
};
use serde_json::Value;

/// Gives the answers the bodies that tables of statuses name, and the success the one that the words name, if no table or
/// row states one; `shown` are the examples of the answer.
pub(super) fn add(entries: &[Entry<'_>], shown: &[&Value], responses: &mut Vec<ResponseDraft>, glossary: &Glossary) {
    for (status, shape) in entries.iter().flat_map(|entry| by_status(entry, glossary)) {
        give(shape, Some(status), responses, |response| response.status == Some(status));
    }
    let succeeds = |response: &ResponseDraft| response.status.is_none_or(Status::succeeds);
    let stated = responses.iter().any(|response| succeeds(response) && response.body.is_some());
    let whole = |entry: &Entry<'_>| {
        let answers = matches!(entry.at.section, Some(Section::Response | Section::ResponseBody));
        let succeeds = entry.at.status.is_none_or(|status| status < 300);
        whole(entry, glossary).filter(|_| answers && succeeds)
    };
    let named = entries.iter().find_map(|entry| named(entry, glossary).or_else(|| whole(entry))).filter(|_| !stated);
    // The objects of a list may stand inside another object, which the example shows.
    let is_inside =
        |shape: &BodyShape| matches!(shape, BodyShape::List(_)) && shown.iter().any(|body| body.is_object());
    let Some(shape) = named.filter(|shape| !is_inside(shape)) else { return };
    give(shape, None, responses, succeeds);
}

/// Gives the first such answer a body if it has none; without such an answer, there is a new one.
fn give(
    shape: BodyShape,
    status: Option<Status>,
    responses: &mut Vec<ResponseDraft>,
    is_such: impl Fn(&ResponseDraft) -> bool,
) {
    let body = BodyDraft { shape, ..BodyDraft::default() };
    match responses.iter_mut().find(|response| is_such(response)) {
        Some(response) => {
            response.body.get_or_insert(body);
        }
        None => responses.push(ResponseDraft { status, doc: String::new(), headers: Vec::new(), body: Some(body) }),
    }
}

/// `200 OK | Pet`, `Other status codes | Problem`: the structures that a table of statuses names.
fn by_status(entry: &Entry<'_>, glossary: &Glossary) -> Vec<(Status, BodyShape)> {
    let What::Table(captioned) = entry.what else { return Vec::new() };
    let columns = captioned.columns;
    let rows = captioned.table.rows.iter().filter(|_| columns.kind() == Kind::Statuses);
    let stated = rows.filter_map(|row| {
        let words = |column| columns.cell(row, column).map_or("", |cell| cell.text.content.trim());
        let listed = words(Column::StatusCode);
        let fails = || (glossary.outcome(listed) == Some(Outcome::Failure)).then_some(Status::Default);
        let status = form::leading_status(listed).map(Status::Code).or_else(fails)?;
        Some((status, structure(words(Column::Type), glossary)?))
    });
    stated.collect()
}

/// The body that the words below a label of the request name.
pub(super) fn sent(entries: &[Entry<'_>], glossary: &Glossary) -> Option<BodyDraft> {
    let of_request = |entry: &&Entry<'_>| matches!(entry.at.section, Some(Section::Request | Section::RequestBody));
    let shape = entries.iter().filter(of_request).find_map(|entry| whole(entry, glossary))?;
    Some(BodyDraft { shape, ..BodyDraft::default() })
}

/// `Attributes (Pet)`, `200 (Pet): OK`, `[Pet][]`: an entry that says of what structure a body is.
fn whole(entry: &Entry<'_>, glossary: &Glossary) -> Option<BodyShape> {
    let (What::Text(text) | What::Item(text) | What::Label(text)) = entry.what else { return None };
    let words = text.content.trim();
    let last = words.split_whitespace().next_back()?;
    let reference = last.strip_prefix('[').and_then(|name| name.strip_suffix("][]"));
    let in_brackets = || {
        let (label, rest) = words.split_once('(')?;
        let (kind, rest) = rest.split_once(')')?;
        let of_members = || glossary.column(label) == Some(Column::Name) && rest.is_empty();
        let of_status = || form::status(label.trim()).is_some_and(|status| Status::Code(status).succeeds());
        (of_status() || of_members()).then_some(kind)
    };
    let kind = reference.filter(|name| form::is_identifier(name)).or_else(in_brackets)?;
    structure(kind, glossary)
}

/// The body of a named structure, or of a list of one.
fn structure(kind: &str, glossary: &Glossary) -> Option<BodyShape> {
    match type_cell::read(kind, glossary).expr {
        TypeExpr::List(inner) if matches!(*inner, TypeExpr::Object(Some(_))) => Some(BodyShape::List(Some(*inner))),
        expr @ TypeExpr::Object(Some(_)) => Some(BodyShape::Plain(expr)),
        _ => None,
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
    let list = grammar.list_of.iter().filter_map(|list| after_word(lead, list)).min_by_key(|rest| rest.len());
    let phrase = grammar.object_after.iter().find(is_object);
    let leads_to_object = || leads_to_object(&link.target, grammar) && is_answer(list.unwrap_or(lead), after, grammar);
    if phrase.is_none() && !leads_to_object() {
        return None;
    }
    let named_whole = phrase.filter(|phrase| lower.ends_with(phrase.as_str()));
    let name = words.get(..words.len().checked_sub(named_whole.map_or(0, String::len))?)?.trim();
    let named = TypeExpr::Object((!name.is_empty()).then(|| name.to_owned()));
    let lists = list.is_some();
    Some(if lists { BodyShape::List(Some(named)) } else { BodyShape::Plain(named) })
}

/// `#pet-object`: whether the heading that a link leads to is that of an object.
fn leads_to_object(target: &str, grammar: &TypeGrammar) -> bool {
    let heading = target.rsplit_once('#').map(|(_, heading)| heading.replace(['-', '_'], " ").to_lowercase());
    heading.is_some_and(|heading| grammar.object_after.iter().any(|phrase| heading.ends_with(&format!(" {phrase}"))))
}

/// Whether a link stands where the object of the sentence does: `returns the keeper's [pet](#pet-object) in the house`, and
/// not `returns the name of the [pet](#pet-object)` or `returns [pet](#pet-object) names`.
fn is_answer(lead: &str, after: &str, grammar: &TypeGrammar) -> bool {
    const MOST_WORDS: usize = 4;
    let relates = |word: &str| grammar.relations.iter().any(|known| known.eq_ignore_ascii_case(word));
    let words = lead.split_whitespace();
    let next = after.split_whitespace().next().unwrap_or_default();
    let ends = next.is_empty() || after.starts_with(['.', ',', ';', ')', '。', '\n']);
    words.clone().count() <= MOST_WORDS && !words.into_iter().any(relates) && (ends || relates(next))
}
