//! Code that a dump left without a mark: JSON by its brackets, request lines, commands. In: text. Out: where
//! such a piece ends. Nothing is parsed: broken JSON is code too.

use crate::glossary::{
    Glossary,
    form::{ends_sentence, is_request_line, opens_json, without_bullets},
};

/// Finds the ends of JSON texts.
pub(super) struct Balance<'a> {
    text: &'a str,
    glossary: &'a Glossary,
    /// Bytes that searches without success may still cost, so that a page of open brackets stays linear.
    budget: usize,
}

impl<'a> Balance<'a> {
    pub(super) fn new(text: &'a str, glossary: &'a Glossary) -> Self {
        Self { text, glossary, budget: text.len().saturating_mul(4) }
    }

    /// The end of the JSON that starts here, if some does. Where brackets do not balance it ends with the last
    /// line that looks like JSON.
    pub(super) fn close(&mut self, start: usize) -> Option<usize> {
        let rest = self.text.get(start..).filter(|rest| opens_json(rest))?;
        if self.budget == 0 {
            return None;
        }
        match self.scan(rest) {
            Scan::Closed(length) => Some(start + length),
            Scan::Open { searched, last_json_line } => {
                self.budget = self.budget.saturating_sub(searched);
                rest.get(..last_json_line).filter(|code| code.contains('\n')).map(|code| start + code.len())
            }
        }
    }

    fn scan(&self, rest: &str) -> Scan {
        let mut depth = 0_usize;
        let mut at = 0;
        let mut last_json_line = 0;
        while let Some(line) = rest.get(at..).filter(|line| !line.is_empty()) {
            if at > 0 && self.ends_code(line) {
                break;
            }
            let length = match in_line(line, &mut depth) {
                Brackets::Closed(length) => return Scan::Closed(at + length),
                Brackets::Open(length) => length,
            };
            if last_json_line == at && looks_like_json_line(line.get(..length).unwrap_or(line)) {
                last_json_line = at + length;
            }
            at += length;
        }
        Scan::Open { searched: at, last_json_line }
    }

    /// Whether a text begins with a line that is a heading, which no JSON holds.
    fn ends_code(&self, text: &str) -> bool {
        let words = text.lines().next().unwrap_or_default().trim();
        let first = words.chars().next();
        first.is_some_and(|c| c.is_alphabetic() || c == '#')
            && words.len() < LONGEST_LABEL
            && (words.starts_with("# ")
                || words.starts_with("## ")
                || self.glossary.section(words).is_some()
                || self.glossary.status(words).is_some())
    }
}

const LONGEST_LABEL: usize = 80;

enum Scan {
    Closed(usize),
    Open { searched: usize, last_json_line: usize },
}

enum Brackets {
    /// All of them, after so many bytes.
    Closed(usize),
    /// Not in this line, which is so long.
    Open(usize),
}

/// Follows the brackets of the first line; strings never cross lines, so one lost quote costs one line.
fn in_line(text: &str, depth: &mut usize) -> Brackets {
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => return Brackets::Open(at + 1),
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => *depth += 1,
            b'}' | b']' if !in_string => {
                *depth = depth.saturating_sub(1);
                if *depth == 0 {
                    return Brackets::Closed(at + 1);
                }
            }
            _ => {}
        }
    }
    Brackets::Open(text.len())
}

fn looks_like_json_line(line: &str) -> bool {
    line.trim_start().starts_with(['"', '\'', '{', '}', '[', ']', ',', '/', '.', '“']) || line.trim().is_empty()
}

/// Where JSON begins after words on a line: at the line's end, or right after a label or a request.
pub(super) fn begins_after(line: &str, following: &str, glossary: &Glossary) -> Option<usize> {
    if line.starts_with(['"', '\'', '{', '}', '[', ']', '<', '|']) {
        return None;
    }
    let begins = |at: &usize| {
        let before = line.get(..*at).filter(|before| before.ends_with(char::is_whitespace)).map(str::trim_end);
        let before = before.filter(|_| opens_json(following.get(*at..).unwrap_or_default()));
        before.is_some_and(|before| {
            let opens = line.len() == at + 1 && before.ends_with(char::is_alphanumeric);
            opens || is_request_line(before) || ends_in_request(before) || ends_in_label(before, glossary)
        })
    };
    line.match_indices(['{', '[']).map(|(at, _)| at).find(begins)
}

/// Whether the last two words of a line are a request.
fn ends_in_request(words: &str) -> bool {
    let starts = words.char_indices().rev().filter(|(at, c)| *at == 0 || c.is_whitespace()).take(2);
    starts.last().is_some_and(|(at, _)| is_request_line(words.get(at..).unwrap_or_default().trim_start()))
}

/// Whether the last words of a line are a label.
fn ends_in_label(words: &str, glossary: &Glossary) -> bool {
    const MOST_WORDS: usize = 5;
    let starts = words.char_indices().rev().filter(|(at, c)| *at == 0 || c.is_whitespace()).take(MOST_WORDS);
    let label = |at: usize| without_bullets(words.get(at..).unwrap_or_default());
    starts.map(|(at, _)| label(at)).any(|label| glossary.section(label).is_some() || glossary.status(label).is_some())
}

/// Where a sentence starts that was glued to the path of a request line: `POST /v1/petsAdds a pet.`. Its first word
/// says what is done, so that a path may still end in capitals: `/v1/listPets returns all`.
pub(super) fn glued_sentence(text: &str, glossary: &Glossary) -> Option<usize> {
    let path = text.find('/')?;
    let end = text.get(path..)?.find(char::is_whitespace)? + path;
    let is_joint = |at: &usize| {
        text.get(..*at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_lowercase() || c == '}'))
    };
    let capitals = text.get(path..end)?.char_indices().filter(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| path + at);
    let says = |at: &usize| {
        let sentence = text.get(*at..).unwrap_or_default();
        ends_sentence(sentence) && glossary.order(sentence).action.is_some()
    };
    capitals.rev().find(is_joint).filter(says)
}

/// Where a heading starts that was glued to the end of a request line: `GET /v1/pets Example Response`.
pub(super) fn glued_heading(text: &str, glossary: &Glossary) -> Option<usize> {
    const LONGEST: usize = 4;
    let starts = text.char_indices().rev().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8());
    let tail = |start: &usize| text.get(*start..).unwrap_or_default();
    let is_words = |start: &usize| !tail(start).contains(['/', '{', '=', '?', '&']);
    starts.take(LONGEST).take_while(is_words).filter(|start| glossary.section(tail(start)).is_some()).last()
}
