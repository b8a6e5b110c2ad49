//! What a text says of a parameter besides its words: types, whether it must be given, where it travels, its default, in
//! the forms in which pages set them between a name and its words. In goes a text, out come these and what follows them.

use super::Parameter;
use crate::glossary::{
    Column, Glossary,
    form::{is_identifier, is_structure_name},
};

/// What parts the marks of a parameter.
const MARKS: [char; 4] = [',', ':', ';', '|'];

/// What stands between a parameter and its words.
const DASHES: [&str; 5] = ["-", "–", "—", "--", "="];

/// The type of what words between angle brackets stand for.
const PLACEHOLDER: &str = "string";

/// The type of a sample that shows members.
const OBJECT: &str = "object";

/// The words that lead to a default are no more: `defaults to`.
const MOST_DEFAULT_WORDS: usize = 2;

/// Before a type, words that say which are no more: `duration format string`.
const MOST_QUALIFIERS: usize = 2;

/// The type that words open with is no longer.
const LONGEST_LEAD: usize = 48;

impl Parameter {
    /// The name and the marks after it, and what follows them.
    pub(super) fn head<'t>(text: &'t str, glossary: &Glossary) -> Option<(Self, &'t str)> {
        let (name, mut rest) = name(text)?;
        let mut read = Self { name: name.to_owned(), ..Self::default() };
        if let Some((value, after)) = shown_value(rest) {
            read.value(value, glossary);
            rest = after;
        }
        loop {
            rest = rest.trim_start();
            if let Some((group, after)) = bracketed(rest) {
                if read.kind.is_empty() && is_structure_name(group.strip_prefix("[]").unwrap_or(group)) {
                    group.clone_into(&mut read.kind);
                } else if read.marks(group, glossary).is_none() && read.marks_with_remarks(group, glossary).is_none() {
                    return read.is_described().then_some((read, rest));
                }
                rest = after;
                continue;
            }
            if rest.is_empty() || without_dash(rest).is_some() && !rest.starts_with(':') {
                return Some((read, rest));
            }
            // `limit : integer, required`: marks as well as words may follow a colon.
            let bare = rest.strip_prefix([':', '：', ',']).unwrap_or(rest);
            let end = bare.find(['(', '.', '\n']).unwrap_or(bare.len());
            let (part, after) = bare.split_at_checked(end)?;
            let part =
                DASHES.iter().find_map(|dash| part.split_once(&format!(" {dash} "))).map_or(part, |(part, _)| part);
            let after = if part.len() < end { bare.get(part.len()..)? } else { after };
            let nothing = after.len() == rest.len();
            if nothing || part.len() > LONGEST_LEAD || read.marks_or_named_type(part, glossary).is_none() {
                let words = read.is_described() || rest.starts_with([':', '：']);
                return words.then_some((read, rest));
            }
            rest = after;
        }
    }

    /// Takes what stands after a name and the sign of equality: a type, marks, a type and its values, or a sample.
    fn value(&mut self, value: &str, glossary: &Glossary) {
        if is_type(value, glossary) {
            value.clone_into(&mut self.kind);
        } else if holds_values(value) || self.marks(value, glossary).is_none() {
            let word = value.split([' ', ':']).next().unwrap_or_default();
            let kind = if value.starts_with('{') { OBJECT } else { PLACEHOLDER };
            if is_type(word, glossary) { word } else { kind }.clone_into(&mut self.kind);
        }
    }

    /// Takes the marks that words open with, `(optional, string)` or `String.`; gives where the others begin.
    pub(super) fn lead(&mut self, words: &str, glossary: &Glossary) -> usize {
        let mut rest = words.trim_start();
        while let Some((group, after)) = bracketed(rest).filter(|(group, _)| self.marks(group, glossary).is_some()) {
            let _ = group;
            rest = after.trim_start();
        }
        let dashed = DASHES.iter().find_map(|dash| rest.split_once(&format!(" {dash} ")));
        if let Some((part, after)) = dashed.filter(|(part, _)| part.len() <= LONGEST_LEAD && is_type(part, glossary)) {
            part.clone_into(&mut self.kind);
            rest = after;
        }
        for _ in 0..2 {
            let Some(end) = rest.find(['.', ',', ';']).filter(|end| *end <= LONGEST_LEAD) else { break };
            let Some((part, after)) = rest.split_at_checked(end) else { break };
            let parts = after.get(1..).unwrap_or_default();
            if !(parts.is_empty() || parts.starts_with(char::is_whitespace))
                || self.mark(part.trim(), false, glossary).is_none()
            {
                break;
            }
            rest = parts.trim_start();
        }
        if !self.is_described() {
            self.marks_after_sample(rest, glossary);
        }
        words.len() - rest.len()
    }

    /// Takes the marks in brackets that stand between a sample and the words: `4 (number, required) - how many`.
    fn marks_after_sample(&mut self, words: &str, glossary: &Glossary) -> Option<()> {
        let at = words.find(" (").filter(|at| *at <= LONGEST_LEAD)?;
        let (group, after) = bracketed(words.get(at + 1..)?)?;
        let ends = after.trim().is_empty() || without_dash(after).is_some();
        ends.then(|| self.marks(group, glossary)).flatten()
    }

    /// Takes whether it must be given from brackets that its words end with: `which boat (required)`.
    pub(super) fn trail(&mut self, glossary: &Glossary) {
        let group = self.words.content.trim_end().strip_suffix(')').and_then(|words| words.rsplit_once('('));
        let said = group.and_then(|(_, group)| parts(group).first().map(|(said, _)| said.trim().to_owned()));
        if let Some(said) = said.filter(|said| self.mandatory.is_empty() && glossary.yes_no(said).is_some()) {
            self.mandatory = said;
        }
    }

    /// Reads marks, of which the first may be the name of a structure: `Kite, required`.
    fn marks_or_named_type(&mut self, text: &str, glossary: &Glossary) -> Option<()> {
        self.marks(text, glossary).or_else(|| {
            let (kind, marks) = text.split_once(',').map(|(kind, marks)| (kind.trim(), marks))?;
            let named = kind.starts_with(|c: char| c.is_ascii_uppercase()) && is_identifier(kind);
            (named && self.kind.is_empty()).then(|| self.marks(marks, glossary))??;
            kind.clone_into(&mut self.kind);
            Some(())
        })
    }

    /// Reads marks between commas. `None` if one of them is none; then nothing was taken.
    pub(super) fn marks(&mut self, text: &str, glossary: &Glossary) -> Option<()> {
        let mut read = self.said();
        let mut after_colon = false;
        for (part, end) in parts(text) {
            let bare = part.trim().trim_matches('`');
            if let Some(value) = default(bare, end, glossary) {
                value.clone_into(&mut read.default);
            } else if glossary.place(bare).is_some() && !is_type(bare, glossary) {
                bare.clone_into(&mut read.location);
            } else if !bare.is_empty() {
                read.mark(bare, after_colon, glossary)?;
            }
            after_colon = end == Some(':');
        }
        if !read.default.is_empty() {
            self.default = std::mem::take(&mut read.default);
        }
        self.take(read);
        Some(())
    }

    /// Reads marks of which the first is one; what follows and is none, as in `(string, optional, for operators)`, is
    /// kept in words. `None` if the first is none; then nothing was taken.
    pub(super) fn marks_with_remarks(&mut self, text: &str, glossary: &Glossary) -> Option<()> {
        let (first, others) = text.split_once(',')?;
        self.marks(first, glossary).filter(|()| self.is_described())?;
        let remarks = others.split(',').filter(|part| self.marks(part, glossary).is_none()).map(str::trim);
        self.remark = remarks.collect::<Vec<_>>().join(", ");
        Some(())
    }

    /// Reads one mark: yes or no, a type, both, or a default.
    pub(super) fn mark(&mut self, part: &str, after_colon: bool, glossary: &Glossary) -> Option<()> {
        let bare = part.trim_start_matches('<').trim_end_matches('>');
        // `bool: true` says its default.
        let is_value = after_colon && !self.kind.is_empty() && matches!(part, "true" | "false");
        if glossary.yes_no(bare).is_some() && !is_value {
            bare.clone_into(&mut self.mandatory);
        } else if after_colon && !self.kind.is_empty() {
            let value = part.trim_matches(['"', '\'']);
            let none = glossary.is_none(value) || value.starts_with('<');
            if none { String::new() } else { value.to_owned() }.clone_into(&mut self.default);
        } else if self.kind.is_empty() && is_type(part, glossary) {
            part.clone_into(&mut self.kind);
        } else if self.kind.is_empty() && bare.len() < part.len() && is_type(bare, glossary) {
            bare.clone_into(&mut self.kind);
        } else {
            let split = |(left, right): (&str, &str)| {
                let (mark, kind) = if glossary.yes_no(left).is_some() { (left, right) } else { (right, left) };
                (glossary.yes_no(mark).is_some() && is_type(kind, glossary)).then(|| (mark.to_owned(), kind.to_owned()))
            };
            let halves = [part.split_once(' '), part.rsplit_once(' ')];
            (self.mandatory, self.kind) = halves.into_iter().flatten().find_map(split)?;
        }
        Some(())
    }
}

/// `default 7`, `default=7`, `defaults to 7`: the value after the word for it; nothing of the word before a colon,
/// which parts it from its value.
fn default<'t>(part: &'t str, end: Option<char>, glossary: &Glossary) -> Option<&'t str> {
    let is_word = |word: &str| glossary.column(word) == Some(Column::Default);
    let ends = part.match_indices([' ', '=']).map(|(at, sign)| (at, at + sign.len()));
    let cuts = ends.take(MOST_DEFAULT_WORDS).filter_map(|(end, start)| Some((part.get(..end)?, part.get(start..)?)));
    let (_, value) = cuts.chain([(part, "")]).filter(|(word, _)| is_word(word)).last()?;
    let valued = !value.trim().is_empty() || end == Some(':');
    valued.then(|| value.trim().trim_matches(['"', '\'', '`']))
}

/// The name that a text opens with, without the signs of a placeholder, and what follows it.
pub(super) fn name(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    if let Some((name, rest)) = text.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        return is_name(name).then_some((name, rest));
    }
    let bare = text.strip_prefix(':').unwrap_or(text);
    if let Some((name, rest)) = bare.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        return is_name(name).then_some((name, rest));
    }
    let end = bare.find(|c: char| c.is_whitespace() || MARKS.contains(&c) || "()：=".contains(c)).unwrap_or(bare.len());
    let (name, rest) = bare.split_at_checked(end)?;
    // `limit-(integer)`: the dash parts the two.
    let name = name.strip_suffix('-').filter(|_| rest.starts_with('(')).unwrap_or(name);
    is_name(name).then_some((name, rest))
}

pub(super) fn is_name(name: &str) -> bool {
    let sound = |c: char| c.is_ascii_alphanumeric() || "_-.[]$*?@/".contains(c);
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '$' || c == '@')
        && name.chars().all(sound)
        && !name.ends_with('.')
}

/// Whether nothing but a type and marks stands after the sign of equality.
pub(super) fn is_of_marks(value: &str, glossary: &Glossary) -> bool {
    is_type(value, glossary) || !holds_values(value) && Parameter::default().marks(value, glossary).is_some()
}

fn holds_values(value: &str) -> bool {
    value.contains(['|', ':', '{'])
}

/// `=<integer>`, `=alert|record`: what may stand after a name and the sign of equality, and what follows that.
pub(super) fn shown_value(text: &str) -> Option<(&str, &str)> {
    let value = text.strip_prefix('=').filter(|value| !value.starts_with('('))?;
    let (mut depth, mut end) = (0_usize, value.len());
    let mut brackets = ('<', '>');
    for (at, c) in value.char_indices() {
        match c {
            '[' if depth == 0 => (brackets, depth) = (('[', ']'), 1),
            '<' if depth == 0 => (brackets, depth) = (('<', '>'), 1),
            _ if depth > 0 && c == brackets.0 => depth += 1,
            _ if depth > 0 && c == brackets.1 => depth -= 1,
            _ if depth == 0 && (c.is_whitespace() || c == ':' || c == ',' || c == ';') => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let (value, rest) = value.split_at_checked(end)?;
    let open = value.contains(['<', '|', '[']);
    let is_closed = value.starts_with('[') && value.ends_with(']') && rest.starts_with(' ');
    let parted =
        is_closed || rest.trim().is_empty() || without_dash(rest).is_some() || rest.trim_start().starts_with('(');
    let inside = |open: char, close: char| value.strip_prefix(open).and_then(|value| value.strip_suffix(close));
    let bare = inside('<', '>').or_else(|| inside('[', ']')).unwrap_or(value);
    (open && parted).then_some((bare, rest))
}

/// The words after the dash or colon that a text opens with.
pub(super) fn without_dash(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let after = DASHES
        .iter()
        .filter_map(|dash| text.strip_prefix(dash))
        .filter(|rest| rest.is_empty() || rest.starts_with(' '));
    after.min_by_key(|rest| rest.len()).or_else(|| text.strip_prefix([':', '：']))
}

/// What stands in the brackets that a text opens with, and what follows them.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (open, close) = if text.starts_with('(') { ('(', ')') } else { ('[', ']') };
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            _ if c == open => depth += 1,
            _ if depth == 0 => return None,
            _ if c == close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((text.get(1..at)?, text.get(at + 1..)?));
        }
    }
    None
}

/// The parts of marks, each with the sign that ends it; none ends inside quotes or angle brackets.
fn parts(text: &str) -> Vec<(&str, Option<char>)> {
    let (mut parts, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0_i32, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '<' => depth += 1,
            '>' => depth -= 1,
            _ if MARKS.contains(&c) && !quoted && depth <= 0 => {
                parts.push((text.get(start..at).unwrap_or_default(), Some(c)));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push((text.get(start..).unwrap_or_default(), None));
    parts
}

/// Whether a text is a type, or several of which any will do: `int or duration format string`.
pub(super) fn is_type(text: &str, glossary: &Glossary) -> bool {
    let ends_in_type = |part: &str| {
        let last = part.rsplit_once(' ').filter(|(before, _)| before.split(' ').count() <= MOST_QUALIFIERS);
        last.is_some_and(|(_, last)| glossary.types().plain_word(last).is_some())
    };
    let is_part = |part: &str| glossary.looks_like_type(part) || part == "null" || ends_in_type(part);
    glossary.looks_like_type(text) || text.contains(" or ") && text.split(" or ").all(|part| is_part(part.trim()))
}
