//! Patterns of the data files: `*` stands for any text, `#` for a number. A pattern is held
//! against the whole text, in time linear in it.

use memchr::memmem::Finder;

/// A pattern, taken apart at its stars.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    segments: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug)]
enum Piece {
    Text(Box<Finder<'static>>),
    Number,
}

/// What a fitting pattern found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// The number at the first `#`.
    pub(super) number: Option<u32>,
}

impl Pattern {
    /// Takes a pattern as the data files write it, in any case: texts that it is held against are in lower case.
    pub(super) fn new(pattern: &str) -> Self {
        Self { segments: pattern.to_lowercase().split('*').map(pieces).collect() }
    }

    /// Holds the pattern against a text.
    pub(super) fn find(&self, text: &str) -> Option<Found> {
        let (last, others) = self.segments.split_last()?;
        let mut found = Found::default();
        let mut at = 0;
        for (index, segment) in others.iter().enumerate() {
            at = if index == 0 { fit(segment, text, 0, &mut found)? } else { seek(segment, text, at, &mut found)? };
        }
        if others.is_empty() {
            return (fit(last, text, 0, &mut found)? == text.len()).then_some(found);
        }
        if last.is_empty() {
            return Some(found);
        }
        if let [Piece::Text(word)] = last.as_slice() {
            let rest = text.as_bytes().get(at..)?;
            return rest.ends_with(word.needle()).then_some(found);
        }
        positions(text, at).find_map(|start| {
            let mut found = found;
            (fit(last, text, start, &mut found)? == text.len()).then_some(found)
        })
    }
}

fn pieces(segment: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, text) in segment.split('#').enumerate() {
        if index > 0 {
            pieces.push(Piece::Number);
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(Box::new(Finder::new(text).into_owned())));
        }
    }
    pieces
}

fn positions(text: &str, from: usize) -> impl Iterator<Item = usize> {
    (from..=text.len()).filter(|at| text.is_char_boundary(*at))
}

fn seek(segment: &[Piece], text: &str, from: usize, found: &mut Found) -> Option<usize> {
    let Some(Piece::Text(word)) = segment.first() else {
        return positions(text, from).find_map(|start| fit(segment, text, start, found));
    };
    word.find_iter(text.as_bytes().get(from..)?).find_map(|start| fit(segment, text, from + start, found))
}

/// Where the segment ends when it begins at `start`.
fn fit(segment: &[Piece], text: &str, start: usize, found: &mut Found) -> Option<usize> {
    let mut at = start;
    for piece in segment {
        let rest = text.get(at..)?;
        at += match piece {
            Piece::Text(word) => rest.as_bytes().starts_with(word.needle()).then_some(word.needle().len())?,
            Piece::Number => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let number = rest.get(..digits)?.parse().ok()?;
                found.number.get_or_insert(number);
                digits
            }
        };
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_numbers() {
        let table = [
            ("status code", "status code", true, None),
            ("status code", "status codes", false, None),
            ("status code*", "status codes", true, None),
            ("*object", "pet object", true, None),
            ("*object", "pet object x", false, None),
            ("*a*a", "a", false, None),
            ("*a*a", "xaya", true, None),
            ("状态码为#*", "状态码为200时", true, Some(200)),
            ("code:#", "code:404", true, Some(404)),
            ("code:#", "code:", false, None),
            ("code:#", "code:99999999999", false, None),
            ("*", "", true, None),
        ];
        for (pattern, text, fits, number) in table {
            let found = Pattern::new(pattern).find(text);
            assert_eq!(found.is_some(), fits, "{pattern} on {text}");
            assert_eq!(found.and_then(|found| found.number), number, "{pattern} on {text}");
        }
    }
}
