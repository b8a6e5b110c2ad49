//! JSON as pages print it: read with repair of what pages do to it. Valid JSON gives exactly the
//! value that `serde_json` gives. Where nothing safe can be had there is none; no value is guessed.

mod text;

use crate::{glossary::form::is_blank, limits::DEEPEST_EXAMPLE};
use serde_json::{Map, Value};

/// JSON with what had to be repaired.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::interpret) struct Repaired {
    pub(in crate::interpret) value: Value,
    /// What was mended, a few words each; empty where the text was valid.
    pub(in crate::interpret) repairs: Vec<&'static str>,
    /// Bytes of the text that the value took.
    pub(in crate::interpret) length: usize,
}

/// Reads the JSON document that `text` begins with. It ends where its brackets balance, whatever
/// stands after.
pub(super) fn repair(text: &str) -> Option<Repaired> {
    let mut reader = Reader::new(text);
    let value = reader.document()?;
    let Reader { at, repairs, .. } = reader;
    Some(Repaired { value, repairs, length: at })
}

/// More misplaced brackets than this and the shape is anyone's guess.
const MOST_BRACKETS: usize = 4;
/// Texts that hold a whole document with bare quotes; each try reads ahead.
const MOST_NESTED: usize = 16;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    repairs: Vec<&'static str>,
    open: Vec<char>,
    brackets: usize,
    nested: usize,
    /// Whether the document is cut inside a text.
    is_cut: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, repairs: Vec::new(), open: Vec::new(), brackets: 0, nested: 0, is_cut: false }
    }

    fn document(&mut self) -> Option<Value> {
        self.skip();
        match self.peek()? {
            '{' | '｛' => {
                let value = self.object()?;
                self.go_on(value)
            }
            '[' => {
                let value = self.array()?;
                self.surplus_brackets();
                Some(value)
            }
            c if text::is_quote(c) => self.bare_members().or_else(|| self.scalar()),
            _ => self.scalar(),
        }
    }

    /// A document that is neither an object nor a list has to be valid and alone.
    fn scalar(&mut self) -> Option<Value> {
        let value = text::literal(self.text.trim())?;
        self.at = self.text.len();
        Some(value)
    }

    /// Members without the braces around them.
    fn bare_members(&mut self) -> Option<Value> {
        let start = self.at;
        let repairs = self.repairs.len();
        self.text_of(text::Role::Key)?;
        self.skip();
        if !self.peek().is_some_and(is_colon) {
            self.at = start;
            self.repairs.truncate(repairs);
            return None;
        }
        self.at = start;
        self.note("the outer braces are missing");
        let members = self.members(Map::new())?;
        Some(Value::Object(members))
    }

    /// `{...}, "name": ...}`: the root was closed by a bracket too many.
    fn go_on(&mut self, value: Value) -> Option<Value> {
        let Value::Object(mut members) = value else { return Some(value) };
        while self.member_follows() {
            self.bracket("a bracket too many")?;
            self.skip();
            self.bump();
            members = self.members(members)?;
        }
        self.surplus_brackets();
        Some(Value::Object(members))
    }

    /// Whether a comma, a quoted name and a colon come next.
    fn member_follows(&self) -> bool {
        let Some(rest) = self.rest().trim_start().strip_prefix(',') else { return false };
        let name = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
        name.is_some_and(|(name, rest)| !name.contains('\n') && rest.trim_start().starts_with(':'))
    }

    fn surplus_brackets(&mut self) {
        while self.rest().trim_start().starts_with(['}', ']']) {
            self.note("a bracket too many");
            self.at = self.text.len() - self.rest().trim_start().len() + 1;
        }
    }

    fn value(&mut self) -> Option<Value> {
        self.value_as(text::Role::Value)
    }

    fn value_as(&mut self, role: text::Role) -> Option<Value> {
        self.skip();
        match self.peek() {
            Some('{' | '｛') => self.object(),
            Some('[') => self.array(),
            Some(c) if text::is_quote(c) => self.text_of(role).map(Value::String),
            _ => self.word(),
        }
    }

    /// The same; of a text that is cut nothing is known but that it is there.
    fn value_or_cut(&mut self, role: text::Role) -> Option<Value> {
        self.value_as(role).or_else(|| self.is_cut.then_some(Value::Null))
    }

    fn object(&mut self) -> Option<Value> {
        let start = self.at;
        self.enter('{')?;
        if let Some(name) = text::placeholder(self.text.get(start..)?) {
            self.at = start + name.len();
            self.open.pop();
            self.note("a text without quotes");
            return Some(Value::String(name.to_owned()));
        }
        let members = self.members(Map::new())?;
        self.open.pop();
        Some(Value::Object(members))
    }

    /// Members up to and with the closing brace.
    fn members(&mut self, mut members: Map<String, Value>) -> Option<Map<String, Value>> {
        let mut comma = true;
        while self.follows('{', &mut comma, members.is_empty())? {
            let start = self.at;
            let Some(name) = self.name() else {
                if self.is_cut {
                    return Some(members);
                }
                self.at = start;
                return self.ends_in_words().then_some(members);
            };
            let value = self.value_or_cut(text::Role::Value)?;
            members.insert(name, value);
        }
        Some(members)
    }

    /// Whether another member or element follows in what `bracket` opened; goes over the comma before it, or
    /// over the closing bracket. `comma` says whether a comma, or the opening bracket, stood last.
    fn follows(&mut self, bracket: char, comma: &mut bool, first: bool) -> Option<bool> {
        loop {
            self.skip();
            match self.peek() {
                None => {
                    // Members without outer braces end with the text; a text that is cut closes nothing.
                    if self.is_cut {
                        self.note("a bracket is missing");
                    } else if !self.open.is_empty() {
                        self.bracket("a bracket is missing")?;
                    }
                    return Some(false);
                }
                Some(c) if closes(c) == Some(bracket) => {
                    if *comma && !first {
                        self.note("a comma too many");
                    }
                    self.bump();
                    return Some(false);
                }
                Some(c) if closes(c).is_some_and(|other| self.open.contains(&other)) => {
                    self.bracket("a bracket is missing")?;
                    return Some(false);
                }
                Some(c) if closes(c).is_some() => {
                    self.bracket("a bracket too many")?;
                    self.bump();
                }
                Some(c) if is_comma(c) => {
                    self.comma(c, *comma);
                    *comma = true;
                }
                Some(_) => {
                    if !*comma {
                        self.note("a comma is missing");
                    }
                    *comma = false;
                    return Some(true);
                }
            }
        }
    }

    /// A member's name and the colon after it.
    fn name(&mut self) -> Option<String> {
        let name = match self.peek()? {
            c if text::is_quote(c) => self.text_of(text::Role::Key)?,
            _ => self.bare_name()?,
        };
        self.skip();
        match self.peek()? {
            ':' => {
                self.bump();
            }
            c if is_colon(c) => {
                self.note("another sign in place of a colon");
                self.bump();
                self.eat('>');
            }
            '{' | '[' | '"' => self.note("a colon is missing"),
            _ => return None,
        }
        Some(name)
    }

    /// Words that are not a member end the document where nothing like JSON follows: a heading is glued
    /// to it, and the closing brackets are missing.
    fn ends_in_words(&mut self) -> bool {
        !self.rest().contains(['"', '{', '}', '[', ']']) && self.bracket("a bracket is missing").is_some()
    }

    fn array(&mut self) -> Option<Value> {
        self.enter('[')?;
        let mut elements = Vec::new();
        let mut comma = true;
        while self.follows('[', &mut comma, elements.is_empty())? {
            let start = self.at;
            let element = self.value_or_cut(text::Role::Element)?;
            self.skip();
            if !(element.is_string() && self.peek() == Some(':')) {
                elements.push(element);
                continue;
            }
            // A member, where no member can be: after elements the list's bracket is missing, before any
            // the braces are.
            self.at = start;
            self.bracket("a bracket is missing")?;
            if !elements.is_empty() && self.open.contains(&'{') {
                break;
            }
            elements.push(Value::Object(self.members(Map::new())?));
        }
        self.open.pop();
        Some(Value::Array(elements))
    }

    fn comma(&mut self, sign: char, after_comma: bool) {
        self.bump();
        if after_comma {
            self.note("a comma too many");
        }
        if sign != ',' {
            self.note("another sign in place of a comma");
        }
    }

    fn enter(&mut self, bracket: char) -> Option<()> {
        if self.bump() != Some(bracket) {
            self.note("a full-width bracket");
        }
        self.open.push(bracket);
        (self.open.len() <= DEEPEST_EXAMPLE).then_some(())
    }

    /// Notes a misplaced bracket; `None` if there are too many of them.
    fn bracket(&mut self, repair: &'static str) -> Option<()> {
        self.note(repair);
        self.brackets += 1;
        (self.brackets <= MOST_BRACKETS).then_some(())
    }

    fn note(&mut self, repair: &'static str) {
        if !self.repairs.contains(&repair) {
            self.repairs.push(repair);
        }
    }

    /// Blanks, comments and ellipses.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start_matches(is_blank).len();
            if rest
                .get(..blank)
                .is_some_and(|blanks| !blanks.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')))
            {
                self.note("blanks that JSON does not have");
            }
            self.at += blank;
            let rest = self.rest();
            let (length, repair) = if let Some(comment) = rest.strip_prefix("/*") {
                (comment.find("*/").map_or(rest.len(), |end| end + 4), "a comment")
            } else if let Some(comment) = rest.strip_prefix("<!--") {
                (comment.find("-->").map_or(rest.len(), |end| end + 7), "a comment")
            } else if rest.starts_with("//") || rest.starts_with('#') {
                (line_comment(rest), "a comment")
            } else {
                (rest.len() - rest.trim_start_matches(['.', '…', '．']).len(), "an ellipsis")
            };
            if length == 0 {
                return;
            }
            self.at += length;
            self.note(repair);
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(sign);
        if found {
            self.bump();
        }
        found
    }
}

/// A comment runs to the end of its line; where the page lost its lines, to the next sign of JSON.
fn line_comment(rest: &str) -> usize {
    rest.find('\n').or_else(|| rest.find(['"', '{', '}', '[', ']'])).unwrap_or(rest.len())
}

/// The bracket that this one closes.
fn closes(c: char) -> Option<char> {
    match c {
        '}' | '｝' => Some('{'),
        ']' => Some('['),
        _ => None,
    }
}

fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，' | '、' | ';' | '；')
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '=')
}

#[cfg(test)]
mod tests;
