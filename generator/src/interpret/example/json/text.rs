//! Texts and bare words of damaged JSON: which quote closes, what an escape means, what a word
//! without quotes is.

use super::{MOST_NESTED, Reader, is_blank, is_comma};
use serde_json::Value;

/// What a text is, which decides what may stand after its closing quote.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Key,
    Value,
    /// An element of a list: where a bracket is missing, a name may stand in its place.
    Element,
}

/// Names longer than this are prose.
const LONGEST_NAME: usize = 120;
/// And bare words longer than this are not a value.
const LONGEST_WORDS: usize = 1_000;

impl Reader<'_> {
    /// A text in quotes of any kind.
    pub(super) fn text_of(&mut self, role: Role) -> Option<String> {
        let open = self.bump()?;
        if open != '"' {
            self.note("other quotes than JSON's");
        }
        if role != Role::Key
            && open == '"'
            && let Some(document) = self.nested_document()
        {
            return Some(document);
        }
        let mut text = String::new();
        // Where a curly quote could have closed a text that a straight one opened.
        let mut curly: Option<(usize, usize)> = None;
        loop {
            let before = self.at;
            match self.bump() {
                None => {
                    if curly.is_none() && !text.contains(['\n', '"']) {
                        self.cut();
                    }
                    return Some(self.close_at(curly?, text));
                }
                Some('\\') => self.escape(&mut text),
                Some('\n') if curly.is_some() && self.is_key_next() => return Some(self.close_at(curly?, text)),
                Some('\n') if self.quote_was_left_out(&text) => {
                    self.at = before;
                    self.note("a closing quote is missing");
                    let kept = text.trim_end();
                    return Some(kept.strip_suffix(',').unwrap_or(kept).to_owned());
                }
                Some(c) if closes(open, c) && self.ends_here(role) => return Some(text),
                Some(c) => {
                    if closes(open, c) {
                        self.note("a bare quote in a text");
                    } else if open == '"' && is_quote(c) && c != '\'' && self.ends_here(role) {
                        curly.get_or_insert((self.at, text.len()));
                    } else if c < ' ' {
                        self.note("a bare line break or control sign in a text");
                    }
                    text.push(c);
                }
            }
        }
    }

    fn close_at(&mut self, (at, length): (usize, usize), mut text: String) -> String {
        self.at = at;
        text.truncate(length);
        self.note("other quotes than JSON's");
        text
    }

    /// `"{"a": 1}"`: a document inside a text, its quotes bare.
    fn nested_document(&mut self) -> Option<String> {
        let rest = self.rest();
        let inside = rest.trim_start().strip_prefix(['{', '['])?.trim_start();
        if !inside.starts_with(['"', '{']) || self.nested >= MOST_NESTED {
            return None;
        }
        self.nested += 1;
        let mut inner = Reader::new(rest);
        inner.nested = MOST_NESTED;
        inner.open.clone_from(&self.open);
        inner.value()?;
        let length = inner.at;
        let after = rest.get(length..)?.trim_start();
        let after = after.strip_prefix('"')?.trim_start();
        if !(inner.brackets == 0 && (after.is_empty() || after.starts_with([',', '}', ']']))) {
            return None;
        }
        self.at += length;
        self.skip();
        self.bump();
        self.note("a bare quote in a text");
        rest.get(..length).map(str::to_owned)
    }

    /// Whether what stands after a quote lets it close the text. Of valid JSON that is always so.
    fn ends_here(&self, role: Role) -> bool {
        let rest = self.rest();
        let same_line = rest.trim_start_matches(|c| is_blank(c) && c != '\n');
        let Some(next) = same_line.chars().next() else { return true };
        match (role, next) {
            (Role::Key, ':' | '：' | '=') => true,
            // The colon of a valid document may stand on the next line.
            (Role::Key, '\n') => rest.trim_start_matches(is_blank).starts_with([':', '：', '=']),
            (Role::Key, _) => same_line.starts_with(['{', '[']),
            (Role::Value | Role::Element, c) => {
                is_comma(c)
                    || matches!(c, '\n' | '}' | ']' | '｝' | '#' | '"')
                    || (role == Role::Element && c == ':')
                    || ["//", "/*", "..."].iter().any(|sign| same_line.starts_with(sign))
            }
        }
    }

    /// After a line break inside a text: whether the next line shows that the text was to end before it.
    fn quote_was_left_out(&self, text: &str) -> bool {
        if self.is_key_next() {
            return true;
        }
        let closes = self.rest().trim_start().starts_with(['}', ']']);
        closes && !text.contains('\n') && text.matches(['{', '[']).count() == text.matches(['}', ']']).count()
    }

    /// Whether a quoted name and a colon come next, on one line.
    fn is_key_next(&self) -> bool {
        let Some(rest) = self.rest().trim_start().strip_prefix('"') else { return false };
        let name = rest.chars().take(LONGEST_NAME).take_while(|c| !matches!(c, '"' | '\n')).map(char::len_utf8).sum();
        let after = rest.get(name..).and_then(|rest| rest.strip_prefix('"'));
        after.is_some_and(|rest| rest.trim_start().starts_with([':', '：'])) && name > 0
    }

    fn escape(&mut self, text: &mut String) {
        let Some(c) = self.bump() else { return };
        match c {
            '"' | '\\' | '/' => text.push(c),
            'b' => text.push('\u{8}'),
            'f' => text.push('\u{c}'),
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            'u' => self.unicode(text),
            _ => {
                self.note("an escape that JSON does not have");
                text.extend(['\\', c]);
            }
        }
    }

    fn unicode(&mut self, text: &mut String) {
        let Some(first) = self.four_digits() else {
            self.note("an escape that JSON does not have");
            text.push_str("\\u");
            return;
        };
        let start = self.at;
        let pair = (0xD800..0xDC00).contains(&first) && self.eat('\\') && self.eat('u');
        let second = pair.then(|| self.four_digits()).flatten().filter(|unit| (0xDC00..0xE000).contains(unit));
        let code = if let Some(second) = second {
            0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        } else {
            self.at = start;
            first
        };
        if let Some(c) = char::from_u32(code) {
            text.push(c);
        } else {
            self.note("an escape that JSON does not have");
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let unit = u32::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(unit)
    }

    /// A name without quotes, or with only the closing one.
    pub(super) fn bare_name(&mut self) -> Option<String> {
        let rest = self.rest();
        let length =
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@'))).unwrap_or(rest.len());
        let name = rest.get(..length).filter(|name| !name.is_empty() && length <= LONGEST_NAME)?;
        self.at += length;
        self.eat('"');
        self.note("a name without quotes");
        Some(name.to_owned())
    }

    /// A number, true, false, null, or a text that lost its quotes.
    pub(super) fn word(&mut self) -> Option<Value> {
        let rest = self.rest();
        let stops = |c: &char| matches!(c, ',' | '，' | '}' | '｝' | ']' | '{' | '[' | '\n' | '"');
        let end = rest.chars().take(LONGEST_WORDS).take_while(|c| !stops(c)).map(char::len_utf8).sum();
        let line = rest.get(..end)?;
        let word = line.split(is_blank).next().unwrap_or_default();
        let after = line.get(word.len()..)?.trim_start_matches(is_blank);
        let alone =
            after.is_empty() || after.starts_with(['#', '.']) || after.starts_with("//") || after.starts_with("/*");
        let value = literal(word).filter(|_| alone);
        if value.is_none() && end == rest.len() && !word.is_empty() {
            self.cut();
            return None;
        }
        if let Some(value) = value {
            self.at += word.len();
            if value.is_string() {
                self.note("a number beyond 64 bits, kept as text");
            }
            return Some(value);
        }
        let text = line.split("//").next().filter(|text| !text.ends_with(':')).unwrap_or(line).trim();
        self.at += if text.is_empty() { 0 } else { line.find(text).unwrap_or(0) + text.len() };
        if self.rest().starts_with('"') && self.closes_nothing() {
            self.bump();
        }
        if text.is_empty() {
            self.note("a value is missing");
            return Some(Value::Null);
        }
        Some(match text.to_ascii_lowercase().as_str() {
            "true" => self.misspelt(Value::Bool(true)),
            "false" => self.misspelt(Value::Bool(false)),
            "null" | "none" | "nil" | "undefined" => self.misspelt(Value::Null),
            _ => {
                self.note("a text without quotes");
                Value::String(text.to_owned())
            }
        })
    }

    /// Notes that the document ends where none of its texts does: nothing of it is left.
    fn cut(&mut self) {
        if !self.open.is_empty() {
            self.note("the end is missing");
            self.at = self.text.len();
            self.is_cut = true;
        }
    }

    fn misspelt(&mut self, value: Value) -> Value {
        self.note("a word in another spelling");
        value
    }

    /// Whether the quote that comes next can only close: a comma, a bracket or the line's end stands after it.
    fn closes_nothing(&self) -> bool {
        let after = self.rest().get(1..).unwrap_or_default();
        let after = after.trim_start_matches(|c| is_blank(c) && c != '\n');
        after.is_empty() || after.starts_with([',', '}', ']', '\n'])
    }
}

/// A valid JSON scalar; whole numbers beyond 64 bits stay texts, for a float would change them.
pub(super) fn literal(word: &str) -> Option<Value> {
    let value: Value =
        serde_json::from_str(word).ok().filter(|value: &Value| !value.is_array() && !value.is_object())?;
    let whole = word.strip_prefix('-').unwrap_or(word).bytes().all(|b| b.is_ascii_digit());
    Some(if whole && value.is_f64() { Value::String(word.to_owned()) } else { value })
}

/// `{project_id}` in place of a value.
pub(super) fn placeholder(text: &str) -> Option<&str> {
    let name = text.strip_prefix('{')?;
    let length = name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))?;
    (length > 0 && name.get(length..)?.starts_with('}')).then(|| text.get(..length + 2)).flatten()
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '＂')
}

fn closes(open: char, c: char) -> bool {
    match open {
        '"' => c == '"',
        '\'' => c == '\'',
        '‘' | '’' => matches!(c, '‘' | '’' | '\''),
        _ => matches!(c, '“' | '”' | '„' | '＂' | '"'),
    }
}
