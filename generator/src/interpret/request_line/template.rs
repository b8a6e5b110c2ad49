//! Placeholders of a path in one form. In goes a path as a page writes it, `/pets/<id>`, `/pets/:id`, `/pets/(int:id)`;
//! out comes the same with braces. What a placeholder stands for is not asked here.

use crate::glossary::form;
use std::borrow::Cow;

/// `/pets/(name)/toys`, `/pets/(int:id)` and `/pets/(id)@(time)`: what stands in round brackets, in a segment that
/// opens with one, is a placeholder.
pub(super) fn braces_for_brackets(text: &str) -> Option<String> {
    const BEFORE: [char; 5] = ['/', '@', '.', '-', '~'];
    let mut braced = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(').filter(|(before, _)| before.ends_with(BEFORE)) {
        let (name, end) = after.split_once(')')?;
        let sound = |c: char| c.is_ascii_alphanumeric() || " _-:.".contains(c);
        let ends = end.is_empty() || end.starts_with(BEFORE) || end.starts_with(['?', ' ']);
        if name.is_empty() || !name.chars().all(sound) || !ends || braced.is_empty() && !before.ends_with('/') {
            return None;
        }
        let name = name.rsplit(':').next().unwrap_or(name).trim().replace(' ', "_");
        braced.extend([before, "{", &name, "}"]);
        rest = end;
    }
    (!braced.is_empty()).then(|| braced + rest)
}

/// `/pets(/:id)` is `/pets[/:id]`: what may be left out of a path stands in square brackets.
pub(super) fn with_square_choices(text: &str) -> Option<String> {
    let (mut squared, mut rest) = (String::new(), text);
    while let Some((before, inside)) = rest.split_once("(/") {
        let (choice, after) = inside.split_once(')').filter(|(choice, _)| !choice.contains(['(', ' ']))?;
        let braced: Vec<Cow<'_, str>> = choice.split('/').map(braces_for_marks).collect();
        squared.extend([before, "[/", &braced.join("/"), "]"]);
        rest = after;
    }
    (!squared.is_empty()).then(|| squared + rest)
}

/// `/pets/<pet name>`: the words of a placeholder are one.
pub(super) fn with_whole_names(text: &str) -> Option<String> {
    let sound = |c: char| c.is_ascii_alphanumeric() || " _-".contains(c);
    let (mut whole, mut rest, mut changed) = (String::new(), text, false);
    while let Some((before, after)) = rest.split_once("/<") {
        let name = after.split_once('>').map(|(name, _)| name).filter(|name| name.chars().all(sound));
        let name = name.unwrap_or_default();
        changed |= name.contains(' ');
        whole.extend([before, "/<", &name.replace(' ', "_")]);
        rest = after.get(name.len()..).unwrap_or_default();
    }
    changed.then(|| whole + rest)
}

/// The path with its placeholders in braces: `/pets/<id>`, `/pets/:id` and `/pets/{id#the-id}` are `/pets/{id}`.
pub(super) fn with_braces(path: &str) -> String {
    let path = without_anchors(&joined_words(&path.replace('<', "{").replace('>', "}")));
    distinct(&path.split('/').map(braces_for_marks).collect::<Vec<_>>())
}

/// The path of these segments. Of placeholders that have one name, `/boxes/{id}/pets/{id}`, those after the first are called
/// by the segment before them, too: `{pets_id}`. A name of several words, such as `project_id`, means one thing everywhere.
fn distinct(segments: &[Cow<'_, str>]) -> String {
    let is_repeated =
        |at: usize, segment: &str| is_one_word(segment) && segments.iter().take(at).any(|before| before == segment);
    let named = |(at, segment): (usize, &Cow<'_, str>)| {
        let around =
            at.checked_sub(1).and_then(|before| segments.get(before)).filter(|around| form::is_identifier(around));
        match around.zip(segment.strip_prefix('{')).filter(|_| is_repeated(at, segment)) {
            Some((around, name)) => format!("{{{around}_{name}"),
            None => segment.clone().into_owned(),
        }
    };
    segments.iter().enumerate().map(named).collect::<Vec<_>>().join("/")
}

fn is_one_word(segment: &str) -> bool {
    let name = segment.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
    name.is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// The path without blanks: the words of a placeholder are joined, and a blank at another place broke the line.
fn joined_words(path: &str) -> String {
    let mut joined = String::new();
    for part in path.split_inclusive('}') {
        let (before, inside) = part.split_at_checked(part.find('{').unwrap_or(part.len())).unwrap_or((part, ""));
        joined.extend(before.split_whitespace());
        // `{id | name}`: either will do, and the first names it.
        let either = inside.split_once('|').map(|(first, _)| format!("{}}}", first.trim_end()));
        let words: Vec<&str> = either.as_deref().unwrap_or(inside).split_whitespace().collect();
        let sound = |c: char| c.is_ascii_alphanumeric() || "{}".contains(c);
        let whole = words.iter().all(|word| word.chars().all(sound));
        joined += &words.join(if whole { "_" } else { "" });
    }
    joined
}

/// The path without what its placeholders link to, and without the pattern of their values: `{parent=projects/*}`.
fn without_anchors(path: &str) -> String {
    let (mut inside, mut in_anchor) = (false, false);
    let kept = path.chars().filter(|c| {
        match c {
            '{' => inside = true,
            '}' => (inside, in_anchor) = (false, false),
            '#' | '=' => in_anchor |= inside,
            _ => {}
        }
        !in_anchor
    });
    kept.collect()
}

/// `:id`, `:id.json`, `$ID`, `[id]` and `pets.[format]`; a colon alone, or one after other words, is a part of the path,
/// and so is `$value`.
fn braces_for_marks(segment: &str) -> Cow<'_, str> {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if segment.contains('[') {
        let braced = |part: &str| {
            let name = part.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
            let name = name.filter(|name| !name.is_empty() && name.chars().all(is_sign));
            name.map_or_else(|| part.to_owned(), |name| format!("{{{name}}}"))
        };
        return Cow::Owned(segment.split('.').map(braced).collect::<Vec<_>>().join("."));
    }
    let of_shell = segment.strip_prefix('$').filter(|name| !name.contains(|c: char| c.is_ascii_lowercase()));
    let Some(name) = segment.strip_prefix(':').or(of_shell) else { return Cow::Borrowed(segment) };
    let end = name.find(|c: char| !is_sign(c)).unwrap_or(name.len());
    match name.split_at_checked(end) {
        Some((name, rest)) if !name.is_empty() => Cow::Owned(format!("{{{name}}}{rest}")),
        _ => Cow::Borrowed(segment),
    }
}
