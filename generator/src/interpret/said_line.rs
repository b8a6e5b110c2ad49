//! A request line that a sentence says: `` Send a `POST` request to `/v1/kites`. `` In: running text. Out: the method
//! and the path that stand in one sentence of it, if it speaks of a request and names no other. Whether that is an
//! operation is not decided here.

use super::request_line::{self, RequestLine};
use crate::{call::Method, glossary::Glossary, page::Text};

/// The call that the first such sentence says.
pub(super) fn read(text: &Text, glossary: &Glossary) -> Option<RequestLine> {
    let mut start = 0;
    text.content.split_inclusive(". ").find_map(|sentence| {
        let range = start..start + sentence.len();
        start = range.end;
        let said = glossary.asks(&sentence.replace('\n', " "));
        said.then(|| of_sentence(text, range)).flatten()
    })
}

fn of_sentence(text: &Text, range: std::ops::Range<usize>) -> Option<RequestLine> {
    let sentence = text.content.get(range.clone())?;
    let is_end = |c: char| c.is_whitespace() || "`*(),.:;-".contains(c);
    let word = |word: &str| Method::from_word(word).filter(|method| method.as_str() == word);
    let method = only(sentence.split(is_end).filter_map(word))?;
    let set_apart = text.marked.iter().filter(|marked| range.contains(&marked.start));
    let targets = set_apart.filter_map(|marked| text.content.get(marked.clone()));
    let target = only(targets.filter(|target| target.starts_with('/') && request_line::is_target(target)))?;
    let line = request_line::read_target(target).filter(|line| line.path.contains(char::is_alphabetic))?;
    Some(RequestLine { methods: vec![method], ..line })
}

/// What all of these are.
fn only<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}
