//! Request lines: `GET /v1/{project_id}/pets?limit={limit}` in the forms in which pages write them.
//! One text in, the method, the path template and the query string out. Whether the line is the
//! page's operation is not decided here.

mod template;

use crate::{
    call::Method,
    glossary::{
        form::{DASHES, find_outside_placeholders, glued_request, is_request_line, is_version},
        one_width,
    },
    ir::placeholders,
    limits::LONGEST_TARGET,
};
use std::borrow::Cow;
use template::{braces_for_brackets, with_braces, with_square_choices, with_whole_names};

/// Of what stands before the address of a request line.
const LONGEST_METHOD: usize = 16;

/// A request line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestLine {
    /// Its methods, mostly one; `None` if only a path is written.
    pub(super) methods: Vec<Method>,
    /// The path, without host and query string.
    pub(super) path: String,
    pub(super) query: Vec<QueryPair>,
}

/// A pair of a query string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QueryPair {
    pub(super) name: String,
    pub(super) value: QueryValue,
}

/// What stands after a key of the query string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum QueryValue {
    /// A placeholder; its name where it has one.
    Placeholder(Option<String>),
    /// Nothing: `?acl`.
    Bare,
    /// Words: `?action=check`.
    Constant(String),
}

impl RequestLine {
    /// `/pets/{id}[/{toy}][/{part}]`: the line without the parts that may be left out, and with each of them in turn.
    pub(super) fn without_choice(&self) -> Vec<Self> {
        let choice = self.path.strip_suffix(']').and_then(|path| path.rsplit_once("[/"));
        let Some((path, end)) = choice.filter(|(path, end)| !path.is_empty() && !end.contains(['[', ']'])) else {
            return vec![self.clone()];
        };
        let with = |path| Self { path, ..self.clone() };
        let mut lines = with(path.to_owned()).without_choice();
        lines.extend(lines.last().map(|before| with(format!("{}/{end}", before.path))));
        lines
    }

    /// The names in braces of the path, in order.
    pub(super) fn placeholders(&self) -> Vec<&str> {
        placeholders(&self.path).map(str::trim).collect()
    }
}

/// The request line that a text begins with.
pub(super) fn read(text: &str) -> Option<RequestLine> {
    let text = cleaned(text)?;
    if let Some(line) = with_method_at_end(&text) {
        return Some(line);
    }
    let (methods, rest) = methods(&text)?;
    let (path, query) = target(rest)?;
    Some(RequestLine { methods, path, query })
}

/// `/pets/{id} [GET]`: a path, and after it the method in capitals and in square brackets.
fn with_method_at_end(text: &str) -> Option<RequestLine> {
    let (path, method) = bracketed(text).filter(|(path, _)| path.starts_with('/') && !path.contains(' '))?;
    let methods = only_methods(method).filter(|_| !method.contains(char::is_lowercase))?;
    let (path, query) = target(path)?;
    Some(RequestLine { methods, path, query })
}

/// Reads a text that is a request line and nothing else, but for the version of HTTP or a remark in brackets.
pub(super) fn read_alone(text: &str) -> Option<RequestLine> {
    let cleaned = cleaned(text)?;
    if let Some(line) = with_method_at_end(&cleaned) {
        return Some(line);
    }
    let (_, rest) = methods(&cleaned)?;
    let after = after_target(rest);
    let remark = after.starts_with(['(', '[']) && after.ends_with([')', ']']);
    (after.is_empty() || after.starts_with("HTTP/") || remark).then(|| read(text)).flatten()
}

/// `LIST /pets`: the word of a text that stands where a method of HTTP does, and its path.
pub(super) fn of_other_method(text: &str) -> Option<(String, String)> {
    let (word, target) = text.trim().trim_matches('`').split_once(' ')?;
    let is_word = (3..LONGEST_METHOD).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let line = read_target(target).filter(|_| target.trim_start().starts_with('/') && is_target(target))?;
    (is_word && method_words(word).is_none()).then(|| (word.to_owned(), line.path))
}

/// `PUT _plugins/pets/<id>`: a text that is a method in capitals and a path of several parts without its first slash.
pub(super) fn read_relative(text: &str) -> Option<RequestLine> {
    let text = cleaned(text)?;
    let (method, path) = text.split_once(' ')?;
    let methods = method_words(method).filter(|_| !method.contains(char::is_lowercase))?;
    let path = path.trim();
    let begins = path.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '<');
    let sound = path.contains('/') && !path.contains(char::is_whitespace) && !path.contains("://");
    let (path, query) = (begins && sound).then(|| target(&format!("/{path}"))).flatten()?;
    Some(RequestLine { methods, path, query })
}

/// `List pets: GET /v1/pets`, `GET /v1/pets - List pets`: the request line of a heading, and the words beside it.
pub(super) fn in_heading(heading: &str) -> Option<(&str, RequestLine)> {
    at_end(heading).or_else(|| {
        let (line, words) = DASHES.iter().chain(&[": "]).find_map(|dash| heading.split_once(dash))?;
        Some((words.trim(), read_alone(line)?))
    })
}

/// The request line that a heading ends with, and the words before it.
fn at_end(heading: &str) -> Option<(&str, RequestLine)> {
    let begins = |at: &usize| {
        let before = heading.get(..*at).unwrap_or_default();
        before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric())
    };
    let starts = heading.char_indices().filter(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| at);
    starts.filter(begins).find_map(|at| {
        let (words, line) = heading.split_at_checked(at)?;
        let opened = words.trim_end().ends_with(['(', '（', '[']);
        let line = if opened { line.trim_end().trim_end_matches([')', '）', ']']) } else { line };
        let line = read_alone(line)?;
        let joins = |c: char| c.is_whitespace() || "`*:：-–—|([（".contains(c);
        Some((words.trim_matches(joins), line))
    })
}

/// `/pets/{id}`, `/pets/[id]`, `A pet [/pets/{id}]`: the path of the resource that a heading is about, and the words
/// before it.
pub(super) fn resource_in_heading(heading: &str) -> Option<(&str, RequestLine)> {
    let path = |(_, inside): &(&str, &str)| inside.trim_start().starts_with('/');
    let (words, target) = bracketed(heading).filter(path).unwrap_or(("", heading));
    let target = target.trim().trim_matches(['`', '*']);
    let begins = target.starts_with('/') && !target.contains(char::is_whitespace);
    Some((words, read_target(target).filter(|_| begins)?))
}

/// `PUT`, `PUT (with an ETag)`, `Change a pet [PUT]`: the methods that a heading below such a path says, in capitals, and
/// the words before them.
pub(super) fn methods_in_heading(heading: &str) -> Option<(&str, Vec<Method>)> {
    let (words, methods) = bracketed(heading).unwrap_or(("", heading));
    let methods = remarked_methods(methods).filter(|_| !without_remark(methods).contains(char::is_lowercase))?;
    Some((words, methods))
}

/// The words of a heading beside the request line, or the part of one, that it says.
pub(super) fn words_beside(heading: &str) -> &str {
    let line = || in_heading(heading).map(|(words, _)| words);
    let resource = || resource_in_heading(heading).map(|(words, _)| words);
    let methods = || methods_in_heading(heading).map(|(words, _)| words);
    line().or_else(resource).or_else(methods).unwrap_or(heading)
}

/// The method in capitals that a line below the heading of a resource opens with: `GET`, `GET - all pets`.
pub(super) fn leading_method(line: &str) -> Option<Vec<Method>> {
    let line = line.trim().trim_start_matches(['*', '`']);
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let (method, rest) = line.split_at_checked(end)?;
    let rest = rest.trim_start_matches(['*', '`']);
    let ends = rest.is_empty() || DASHES.iter().chain(&[":"]).any(|dash| rest.starts_with(dash));
    only_methods(method).filter(|_| ends)
}

/// The words of a line, and what it ends with in square brackets.
fn bracketed(line: &str) -> Option<(&str, &str)> {
    let (words, inside) = line.trim_end().strip_suffix(']')?.rsplit_once('[')?;
    Some((words.trim(), inside))
}

/// Whether a text is a path or URL and nothing else.
pub(super) fn is_target(text: &str) -> bool {
    read_target(text).is_some() && !text.trim().contains(char::is_whitespace)
}

/// The request line whose method stands in one cell and its path or URL in another.
pub(super) fn of_cells(method: &str, target: &str) -> Option<RequestLine> {
    let methods = only_methods(method)?;
    let target = read_target(target).filter(|_| is_target(target))?;
    Some(RequestLine { methods, ..target })
}

/// Reads a path or URL without a method.
pub(super) fn read_target(text: &str) -> Option<RequestLine> {
    let text = cleaned(text)?;
    let begins = text.starts_with('/') || text.starts_with("http") || text.starts_with('{');
    let (path, query) = target(&text).filter(|_| begins)?;
    Some(RequestLine { methods: Vec::new(), path, query })
}

/// The methods that a text consists of: `POST`, `PUT/POST`, `HTTPS + POST`.
pub(super) fn only_methods(text: &str) -> Option<Vec<Method>> {
    let text = text.trim().trim_matches(['*', '`', ':', '：']);
    let after_scheme = ["HTTPS", "HTTP"].iter().find_map(|scheme| text.strip_prefix(scheme));
    method_words(after_scheme.map_or(text, |rest| rest.trim_start_matches([' ', '+', '/', '-'])))
}

/// The same before a remark in brackets: `POST (HTTPS)`.
pub(super) fn remarked_methods(text: &str) -> Option<Vec<Method>> {
    only_methods(without_remark(text))
}

fn without_remark(text: &str) -> &str {
    text.split(['(', '（']).next().unwrap_or(text)
}

/// The text without what markup leaves in a URI; `None` if it has none, for no slash or query is in it.
fn cleaned(text: &str) -> Option<String> {
    if !text.contains(['/', '?', '／', '？']) {
        return None;
    }
    let text = one_width(text);
    let folded: String = text.chars().filter(|c| !"*`\\\u{200b}\u{feff}\u{a0}".contains(*c)).collect();
    // Bars are left of a table that was not one: `| POST | /v1/pets |`.
    let bare = folded.trim_matches(|c: char| c.is_whitespace() || c == '|');
    let bare = bare.strip_prefix('"').filter(|inside| is_request_line(inside)).unwrap_or(bare);
    let bare = without_words_of_host(bare);
    let bare = bare.replace("${", "{").replace("_{", "{").replace("{_", "{").replace("_}", "}").replace("}_", "}");
    let bare = with_whole_names(&bare).unwrap_or(bare);
    let bare = with_square_choices(&bare).unwrap_or(bare);
    Some(braces_for_brackets(&bare).unwrap_or(bare))
}

/// The text without the words that describe a host: `https://{endpoint}/v1/pets` of `https://Endpoint of pets/v1/pets`.
fn without_words_of_host(text: &str) -> Cow<'_, str> {
    const MOST_WORDS: usize = 5;
    let cut = || {
        let (before, address) = text.split_once("://").filter(|(before, _)| before.len() < LONGEST_METHOD)?;
        let (host, path) = address.split_at_checked(first_slash(address)?)?;
        let words = host.split_whitespace().count();
        let is_word = |c: char| c.is_alphanumeric() || c.is_whitespace() || "'’-_.".contains(c);
        let rooted = path.get(1..).is_some_and(|path| is_version(path) || path.starts_with('{'));
        let described = (2..=MOST_WORDS).contains(&words) && host.chars().all(is_word) && rooted;
        described.then(|| format!("{before}://{{endpoint}}{path}"))
    };
    cut().map_or(Cow::Borrowed(text), Cow::Owned)
}

fn methods(text: &str) -> Option<(Vec<Method>, &str)> {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let Some(methods) = method_words(word.trim_end_matches([':', '：'])) else {
        return glued_request(text).map(|(method, target)| (vec![method], target));
    };
    let rest = rest.trim_start().trim_start_matches([':', '：', '|']).trim_start();
    let first = rest.chars().next()?;
    let upper = word.chars().all(|c| !c.is_lowercase());
    let begins = first == '/' || first == '{' || first == '?' || rest.starts_with("http");
    (begins && (upper || first != '?')).then_some((methods, rest))
}

fn method_words(words: &str) -> Option<Vec<Method>> {
    words.split(['/', '|', ',', '、']).map(|word| Method::from_word(word.trim())).collect()
}

/// The path and the query string of what follows a method.
fn target(text: &str) -> Option<(String, Vec<QueryPair>)> {
    let target = joined(text);
    let target = without_anchor(&target).trim_end_matches(['.', ',', ';', '。', ')', '"']);
    let target = without_host(target).filter(|target| target.len() <= LONGEST_TARGET)?;
    let query_at = query_start(target).unwrap_or(target.len());
    let (path, query) = target.split_at_checked(query_at)?;
    let path = path.trim_end();
    let plain = |c: char| c.is_ascii_graphic() || c.is_alphanumeric();
    if !path.starts_with('/') || !path.chars().all(|c| plain(c) || c == ' ') || path.starts_with("//") {
        return None;
    }
    Some((with_braces(path), pairs(query)))
}

/// A target without the sign of a link to its heading, or the place in a page that it leads to.
fn without_anchor(target: &str) -> &str {
    let end = find_outside_placeholders(target, |c| matches!(c, '#' | '¶'));
    target.get(..end.unwrap_or(target.len())).unwrap_or(target)
}

/// What follows the target that a text opens with.
fn after_target(text: &str) -> &str {
    let target = joined(text);
    let mut signs = target.chars().filter(|c| !c.is_whitespace()).peekable();
    let end = text.char_indices().find(|(_, c)| !c.is_whitespace() && signs.next_if_eq(c).is_none());
    end.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// The words that belong to the URI: blanks inside braces and around `/?&=` do not end it.
fn joined(text: &str) -> String {
    let mut target = String::new();
    let one_line = !text.contains('\n');
    let mut depth = 0_u32;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' | '[' => depth = depth.saturating_add(1),
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if !c.is_whitespace() {
            target.push(c);
            continue;
        }
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        if depth > 0 && target.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            target.push(' ');
        }
        let opens = target.ends_with(['/', '?', '&', '=']);
        let goes_on = match chars.peek() {
            Some('?' | '&' | '=' | '[') => true,
            Some('/' | '{') => !target.is_empty() && one_line,
            Some(c) => opens && depth == 0 && (c.is_ascii_alphanumeric()) && target.ends_with(['&', '=']),
            None => false,
        };
        if depth == 0 && !goes_on {
            break;
        }
    }
    target
}

/// `https://{Endpoint}/v1/pets` and `{Endpoint}/v1/pets` without their hosts.
fn without_host(target: &str) -> Option<&str> {
    if let Some((_, rest)) = target.split_once("://") {
        return Some(first_slash(rest).and_then(|at| rest.get(at..)).unwrap_or("/"));
    }
    if target.starts_with(['/', '?']) {
        return Some(if target.starts_with('?') { "/" } else { target });
    }
    let host = target.starts_with('{').then(|| first_slash(target)).flatten()?;
    target.get(host..)
}

/// Where the host of an address ends: at the first slash or query outside placeholders.
fn first_slash(text: &str) -> Option<usize> {
    find_outside_placeholders(text, |c| matches!(c, '/' | '?'))
}

/// Where the query string begins: `?`, `{?`, `[?`.
fn query_start(target: &str) -> Option<usize> {
    let at = target.find('?')?;
    let before = target.get(..at)?;
    Some(if before.ends_with(['{', '[']) { at - 1 } else { at })
}

/// The pairs of a query string.
pub(super) fn pairs(query: &str) -> Vec<QueryPair> {
    let listed =
        query.starts_with(['{', '[']) || query.starts_with("?{") && (query.contains(',') || query.contains("}{"));
    let query = query.trim_start_matches(['{', '[']);
    let query = query.strip_prefix('?').unwrap_or(query);
    let mut pairs: Vec<QueryPair> = Vec::new();
    for part in query.split(|c| c == '&' || (listed && ",?{}[]".contains(c))) {
        let pair = pair(part, listed);
        pairs.extend(pair.filter(|pair| pairs.iter().all(|other| other.name != pair.name)));
    }
    pairs
}

fn pair(part: &str, listed: bool) -> Option<QueryPair> {
    let trims: &[char] = &['[', ']', '?', '{', '}', ',', ' '];
    let (name, value) = match part.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (part, None),
    };
    let braced = name.contains('{') && value.is_none();
    let name = name.trim_matches(trims);
    let legal = |c: char| c.is_alphanumeric() || "_-.:[]$@/".contains(c);
    if name.is_empty() || !name.chars().all(legal) {
        return None;
    }
    let value = match value.map(str::trim) {
        None if listed || braced => QueryValue::Placeholder(None),
        None => QueryValue::Bare,
        // `[?refresh=wait_for]`: what may be left out tells no operation from others.
        Some(value) => match query_value(value) {
            QueryValue::Constant(_) if listed => QueryValue::Placeholder(None),
            value => value,
        },
    };
    Some(QueryPair { name: name.to_owned(), value })
}

fn query_value(value: &str) -> QueryValue {
    let bare = value.trim_matches(['[', ']']);
    if let Some(name) = placeholders(bare).map(str::trim).next() {
        return QueryValue::Placeholder(Some(name.to_owned()));
    }
    if bare.is_empty() || bare.starts_with(['_', '<', '{', '$']) || bare.chars().all(|c| !c.is_alphanumeric()) {
        return QueryValue::Placeholder(None);
    }
    QueryValue::Constant(bare.to_owned())
}

#[cfg(test)]
mod tests;
