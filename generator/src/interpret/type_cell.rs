//! The grammar of type cells: `Array of X objects`, `List<X>`, `Map<String, String>`, `X object`.
//! In come the words of a cell, out comes what they say. Names are left as written; no table is
//! looked up here.

use super::draft::{Mandatory, TypeCell, TypeExpr};
use crate::{
    call::Place,
    glossary::{
        Glossary, TypeMeaning, TypeWord, Types,
        form::{self, strip_prefix_ignoring_case},
        in_small_letters, one_width,
    },
    limits::DEEPEST_TYPE_CELL,
};
use memchr::memmem;

/// Words before a type that say which it is are no more.
const MOST_QUALIFIERS: usize = 2;

pub(super) fn read(cell: &str, glossary: &Glossary) -> TypeCell {
    let folded = one_width(cell);
    let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut reader = Reader { types: glossary.types(), format: None, max_length: None, nullable: false };
    let (words, mandatory) = reader.without_mandatory(&words);
    let words = reader.without_question(words);
    let expr = reader.pointed(words);
    let Reader { format, max_length, nullable, .. } = reader;
    TypeCell { expr, raw: cell.to_owned(), format, max_length, mandatory, nullable }
}

/// `Header String`, `RequestBody Kettle`: where a parameter travels, and after it a plain type or the name of a structure.
/// `Header object` is a structure of this name.
pub(super) fn place_before<'t>(cell: &'t str, glossary: &Glossary) -> Option<(Place, &'t str)> {
    use TypeMeaning as T;
    let (word, ty) = cell.trim().split_once(' ')?;
    let types = glossary.types();
    let is_type = match types.word(ty) {
        Some(known) => matches!(known.means, T::String | T::Integer | T::Number | T::Boolean),
        None => form::is_member_name(ty) && !form::opens_small(ty),
    };
    let says_place = !form::opens_small(word) && types.word(word).is_none() && types.word(cell).is_none();
    glossary.place(word).filter(|_| is_type && says_place).map(|place| (place, ty))
}

/// Reads expressions and remembers what they say besides.
struct Reader<'a> {
    types: &'a Types,
    format: Option<String>,
    max_length: Option<u64>,
    nullable: bool,
}

impl Reader<'_> {
    /// `?string`, `string?`, `nullable string`: the cell without the mark of what may be null.
    fn without_question<'t>(&mut self, text: &'t str) -> &'t str {
        let word = |word: &String| strip_prefix_ignoring_case(text, word).filter(|rest| rest.starts_with(' '));
        let worded = || self.types.grammar.nullable.iter().find_map(word);
        let bare = text.strip_prefix('?').or_else(|| text.strip_suffix('?')).or_else(worded).map(str::trim);
        self.nullable |= bare.is_some_and(|bare| !bare.is_empty());
        bare.filter(|bare| !bare.is_empty()).unwrap_or(text)
    }

    /// `String (Required)`: the cell without the remark, and what the remark says.
    fn without_mandatory<'t>(&self, text: &'t str) -> (&'t str, Mandatory) {
        let grammar = &self.types.grammar;
        let remark = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
        if let Some((before, remark)) = remark {
            let says = |words: &[String]| words.contains(&in_small_letters(remark.trim()));
            if says(&grammar.required) {
                return (before.trim(), Mandatory::Yes);
            }
            if says(&grammar.optional) {
                return (before.trim(), Mandatory::No);
            }
        }
        (text, Mandatory::Unsaid)
    }

    /// `List data structure. For details, see X.`: the type before, or the name after the pointer.
    fn pointed(&mut self, text: &str) -> TypeExpr {
        let pointers = &self.types.grammar.pointer;
        let lower = in_small_letters(text);
        let found = pointers
            .iter()
            .filter_map(|phrase| Some((memmem::find(lower.as_bytes(), phrase.as_bytes())?, phrase.len())));
        let Some((at, length)) = found.min_by_key(|(at, length)| (*at, usize::MAX - length)) else {
            return self.expression(text, 0);
        };
        let before = text.get(..at).unwrap_or_default().trim_matches(is_filler);
        let after = text.get(at + length..).unwrap_or_default().trim_matches(is_filler);
        match (before.is_empty(), self.is_table_reference(after)) {
            (false, _) => self.expression(before, 0),
            (true, true) => TypeExpr::Object(None),
            (true, false) => self.name_or_unknown(after.split([' ', '.', '。']).next().unwrap_or_default(), text),
        }
    }

    fn expression(&mut self, text: &str, depth: usize) -> TypeExpr {
        let text = text.trim_matches(is_filler).trim();
        if depth > DEEPEST_TYPE_CELL {
            return TypeExpr::Unknown(text.to_owned());
        }
        if text.is_empty() {
            return TypeExpr::Unsaid;
        }
        if let Some(word) = self.types.word(text).cloned() {
            return self.meaning(&word);
        }
        if let Some(half) = text.get(..text.len() / 2).filter(|half| text.strip_prefix(half) == Some(half)) {
            return self.expression(half, depth + 1);
        }
        self.prefixed(text, depth)
            .or_else(|| self.bracketed(text, depth))
            .or_else(|| self.either(text, depth))
            .or_else(|| self.followed(text, depth))
            .or_else(|| self.qualified(text))
            .unwrap_or_else(|| self.name_or_unknown(text, text))
    }

    fn meaning(&mut self, word: &TypeWord) -> TypeExpr {
        if word.format.is_some() {
            self.format.clone_from(&word.format);
        }
        match word.means {
            TypeMeaning::String => TypeExpr::String,
            TypeMeaning::Integer => TypeExpr::Integer,
            TypeMeaning::Number => TypeExpr::Number,
            TypeMeaning::Boolean => TypeExpr::Boolean,
            TypeMeaning::Any => TypeExpr::Any,
            TypeMeaning::Binary => TypeExpr::Binary,
            TypeMeaning::Object => TypeExpr::Object(None),
            TypeMeaning::List => list(TypeExpr::Unsaid),
            TypeMeaning::Map => map(TypeExpr::Unsaid),
            TypeMeaning::Unsaid => TypeExpr::Unsaid,
        }
    }

    /// `*X`, `[]X`, `array of X`, `map of X`, `object of X`.
    fn prefixed(&mut self, text: &str, depth: usize) -> Option<TypeExpr> {
        if let Some(rest) = text.strip_prefix('*') {
            return Some(self.expression(rest, depth + 1));
        }
        if let Some(rest) = text.strip_prefix("[]") {
            return Some(list(self.expression(rest, depth + 1)));
        }
        let grammar = &self.types.grammar;
        let rest = |phrases: &[String]| {
            phrases.iter().find_map(|phrase| {
                let rest = strip_prefix_ignoring_case(text, phrase)?;
                let ends = !phrase.is_ascii() || !phrase.ends_with(char::is_alphanumeric);
                (ends || rest.starts_with(is_boundary)).then(|| rest.to_owned())
            })
        };
        let (of_list, of_map, of_object) = (rest(&grammar.list_of), rest(&grammar.map_of), rest(&grammar.object_of));
        if let Some(rest) = of_list {
            return Some(list(self.expression(&rest, depth + 1)));
        }
        if let Some(rest) = of_map {
            return Some(map(self.expression(&rest, depth + 1)));
        }
        if let Some(rest) = of_object {
            return Some(self.expression(&rest, depth + 1));
        }
        // `Array String`: the joining word was left out.
        let (head, rest) = text.split_once(' ')?;
        let element = self.types.word(rest).filter(|_| self.means(head) == Some(TypeMeaning::List)).cloned()?;
        Some(list(self.meaning(&element)))
    }

    /// `List<X>`, `Array[X]`, `list(str)`, `Map<K, V>`, `object (X)`, `String(64)`, `[X]`, `X[]`.
    fn bracketed(&mut self, text: &str, depth: usize) -> Option<TypeExpr> {
        if let Some(before) = text.strip_suffix("[]") {
            return Some(list(self.expression(before, depth + 1)));
        }
        let (head, inner, after) = split_bracket(text)?;
        let any_of = &self.types.grammar.any_of;
        if after.is_empty() && any_of.iter().any(|phrase| head.trim().eq_ignore_ascii_case(phrase)) {
            return self.alternatives(inner.split(','), depth);
        }
        // `map[string]X`, as Go has it.
        if self.means(head) == Some(TypeMeaning::Map) && text.contains('[') && !after.is_empty() {
            return Some(map(self.expression(after, depth + 1)));
        }
        if !after.is_empty() {
            return None;
        }
        if head.is_empty() {
            let wrapped = self.expression(inner, depth + 1);
            return Some(if text.starts_with('[') { list(wrapped) } else { wrapped });
        }
        let Some(word) = self.types.word(head).cloned() else {
            // A link's text inside another's: `Map<String,Widget<String>>`.
            return is_name(head).then(|| TypeExpr::Object(Some(head.to_owned())));
        };
        Some(match word.means {
            TypeMeaning::List => list(self.element(inner, depth)),
            TypeMeaning::Map => map(self.element(last_argument(inner), depth)),
            TypeMeaning::Object if inner.contains(',') && text.contains('<') => {
                map(self.element(last_argument(inner), depth))
            }
            TypeMeaning::Object => match self.element(inner, depth) {
                TypeExpr::Unknown(_) => TypeExpr::Object(None),
                other => other,
            },
            TypeMeaning::String => {
                self.max_length = length_in(inner);
                self.format_in(inner);
                self.meaning(&word)
            }
            _ => {
                self.format_in(inner);
                self.meaning(&word)
            }
        })
    }

    /// What stands in brackets after a list or map: a type, else the name of one, of several words even.
    fn element(&mut self, inner: &str, depth: usize) -> TypeExpr {
        match self.expression(inner, depth + 1) {
            TypeExpr::Unknown(words) if self.is_table_reference(&words) => TypeExpr::Object(None),
            TypeExpr::Unknown(words) if words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-')) => {
                TypeExpr::Object(Some(words))
            }
            other => other,
        }
    }

    /// `integer(int64)`: the format in brackets.
    fn format_in(&mut self, inner: &str) {
        let word = self.types.word(inner);
        self.format = word.and_then(|word| word.format.clone()).or_else(|| self.format.take());
    }

    /// `Long/Integer`: one type where the alternatives agree, any value where they do not.
    fn either(&mut self, text: &str, depth: usize) -> Option<TypeExpr> {
        let joint = self.types.grammar.either.iter().find(|joint| text.contains(joint.as_str()))?;
        self.alternatives(text.split(joint.as_str()), depth)
    }

    /// The one type where alternatives agree, and any value where they do not.
    fn alternatives<'t>(&mut self, parts: impl Iterator<Item = &'t str>, depth: usize) -> Option<TypeExpr> {
        let mut merged: Option<TypeExpr> = None;
        for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
            if part.eq_ignore_ascii_case("null") {
                self.nullable = true;
                continue;
            }
            let expr = self.expression(part, depth + 1);
            let known = match &expr {
                TypeExpr::Unknown(_) => false,
                TypeExpr::Object(Some(_)) => self.types.word(part).is_some() || part.contains(' '),
                _ => true,
            };
            if !known {
                return None;
            }
            merged = Some(match merged {
                None => expr,
                Some(merged) => join(merged, expr),
            });
        }
        merged
    }

    /// `X array`, `X list`, `X object`, `X对象`, `X type`.
    fn followed(&mut self, text: &str, depth: usize) -> Option<TypeExpr> {
        let grammar = &self.types.grammar;
        let before = |phrases: &[String]| {
            phrases.iter().find_map(|phrase| {
                let before = strip_suffix_ignoring_case(text, phrase)?;
                let apart = before.ends_with(is_boundary)
                    || !phrase.is_ascii()
                    || !before.ends_with(|c: char| c.is_ascii())
                    || self.is_table_reference(before)
                    || self.types.plain_word(before).is_some();
                (apart && !before.trim().is_empty()).then(|| before.trim().to_owned())
            })
        };
        let (of_list, of_map) = (before(&grammar.list_after), before(&grammar.map_after));
        let (of_object, idle) = (before(&grammar.object_after), before(&grammar.idle_after));
        if let Some(before) = of_list {
            return Some(list(self.named(&before, depth)));
        }
        if let Some(before) = of_object {
            return Some(self.named(&before, depth));
        }
        if let Some(before) = of_map {
            return self.means(&before).is_some().then(|| map(TypeExpr::Unsaid));
        }
        let word = self.types.word(&idle?).cloned()?;
        Some(self.meaning(&word))
    }

    /// `hex color string`: a plain type after words that say which.
    fn qualified(&mut self, text: &str) -> Option<TypeExpr> {
        use TypeMeaning as T;
        let (before, last) = text.rsplit_once(' ')?;
        let mut words = before.split(' ');
        let says_which = |word: &str| {
            let is_word = word.chars().all(|c| c.is_alphanumeric() || c == '-');
            is_word && !word.is_empty() && self.types.word(word).is_none_or(|word| word.name_too)
        };
        let word = self.types.plain_word(last).cloned()?;
        let is_plain = matches!(word.means, T::String | T::Integer | T::Number | T::Boolean);
        let qualified = is_plain && words.clone().count() <= MOST_QUALIFIERS && words.all(says_which);
        qualified.then(|| self.meaning(&word))
    }

    /// What stands before "object" or "array": a type where the word is plain or has brackets, else a name.
    fn named(&mut self, text: &str, depth: usize) -> TypeExpr {
        if self.is_table_reference(text) {
            return TypeExpr::Object(None);
        }
        if let Some(word) = self.types.plain_word(text).cloned() {
            return self.meaning(&word);
        }
        let composed = text.contains(['<', '[', '(']) || self.prefixed(text, depth).is_some();
        if composed { self.expression(text, depth + 1) } else { TypeExpr::Object(Some(text.to_owned())) }
    }

    fn name_or_unknown(&self, name: &str, text: &str) -> TypeExpr {
        if self.is_table_reference(name) {
            return TypeExpr::Object(None);
        }
        if is_name(name) { TypeExpr::Object(Some(name.to_owned())) } else { TypeExpr::Unknown(text.to_owned()) }
    }

    fn is_table_reference(&self, text: &str) -> bool {
        self.types.grammar.table.iter().any(|word| {
            let rest = strip_prefix_ignoring_case(text, word).unwrap_or_default().trim();
            !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'))
        })
    }

    fn means(&self, word: &str) -> Option<TypeMeaning> {
        self.types.word(word).map(|word| word.means)
    }
}

fn list(element: TypeExpr) -> TypeExpr {
    TypeExpr::List(Box::new(element))
}

fn map(value: TypeExpr) -> TypeExpr {
    TypeExpr::Map(Box::new(value))
}

/// The type that holds the values of both.
fn join(left: TypeExpr, right: TypeExpr) -> TypeExpr {
    match (left, right) {
        (left, right) if left == right => left,
        (TypeExpr::Unsaid, known) | (known, TypeExpr::Unsaid) => known,
        (TypeExpr::Integer, TypeExpr::Number) | (TypeExpr::Number, TypeExpr::Integer) => TypeExpr::Number,
        _ => TypeExpr::Any,
    }
}

/// One word of letters, digits and what joins them, with a letter in front.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ':'))
}

/// Head, inside and what follows of the first bracket, which must be closed.
fn split_bracket(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find(['<', '(', '[', '{'])?;
    let (head, from) = text.split_at_checked(open)?;
    // A bracket that the cell lost: `List<String`.
    let end = depths(from).find(|(_, _, depth)| *depth == 0).map_or(from.len(), |(at, _, _)| at);
    let after = from.get(end + 1..).unwrap_or_default();
    Some((head.trim(), from.get(1..end)?.trim(), after.trim()))
}

/// What stands after the first comma that is in no bracket: the values of a map.
fn last_argument(inner: &str) -> &str {
    let mut joints = depths(inner).filter(|(_, c, depth)| *depth == 0 && matches!(c, ',' | ':' | '、'));
    joints.next().and_then(|(at, c, _)| inner.get(at + c.len_utf8()..)).unwrap_or_default()
}

/// The characters of a text, each with how many brackets are open after it.
fn depths(text: &str) -> impl Iterator<Item = (usize, char, usize)> {
    text.char_indices().scan(0usize, |depth, (at, c)| {
        match c {
            '<' | '(' | '[' | '{' => *depth += 1,
            '>' | ')' | ']' | '}' => *depth = depth.saturating_sub(1),
            _ => {}
        }
        Some((at, c, *depth))
    })
}

/// `64`, `0-64`, `1~255`: the upper bound.
fn length_in(inner: &str) -> Option<u64> {
    inner.rsplit(['-', '~', '–']).next()?.trim().parse().ok()
}

fn is_filler(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '。' | ',' | '，' | ':' | '：' | ';' | '；' | '`' | '"' | '\'' | '“' | '”')
}

fn is_boundary(c: char) -> bool {
    !(c.is_alphanumeric() || c == '_')
}

fn strip_suffix_ignoring_case<'t>(text: &'t str, suffix: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(suffix.len())?;
    text.get(at..)?.eq_ignore_ascii_case(suffix).then(|| text.get(..at)).flatten()
}

#[cfg(test)]
mod tests;
