//! Templates: literal text with holes for numbers.

/// A template without alternatives.
#[derive(Debug)]
pub(super) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Blank,
    Min,
    Max,
    Both,
    Unit,
}

/// What a fitting template found.
pub(super) struct Bounds {
    pub(super) min: Option<String>,
    pub(super) max: Option<String>,
    pub(super) end: usize,
}

impl Template {
    /// The templates that a line of data stands for, one for each choice among its alternatives.
    pub(super) fn read(text: &str) -> Vec<Self> {
        let mut texts = vec![String::new()];
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('(') {
            // A bracket without a bar is a bracket.
            let (inner, behind) = behind.split_once(')').unwrap_or((behind, ""));
            let choices: Vec<String> = if inner.contains('|') {
                inner.split('|').map(str::to_owned).collect()
            } else {
                vec![format!("({inner})")]
            };
            texts = texts
                .iter()
                .flat_map(|text| choices.iter().map(move |choice| format!("{text}{before}{choice}")))
                .collect();
            rest = behind;
        }
        texts.iter().map(|text| Self { pieces: pieces(&format!("{text}{rest}")) }).collect()
    }

    /// The literal it begins with; none where it begins with a number.
    pub(super) fn start(&self) -> Option<&str> {
        match self.pieces.first() {
            Some(Piece::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Holds the template against a text at a place.
    pub(super) fn fit(&self, text: &str, at: usize, units: &[String]) -> Option<Bounds> {
        let mut bounds = Bounds { min: None, max: None, end: at };
        let mut unit_of_min = "";
        for (index, piece) in self.pieces.iter().enumerate() {
            let rest = text.get(bounds.end..)?;
            bounds.end += match piece {
                Piece::Text(literal) => rest.starts_with(literal.as_str()).then_some(literal.len())?,
                // What follows the phrase is for others to read, its line break included.
                Piece::Blank if index + 1 == self.pieces.len() => rest.len() - rest.trim_start_matches(' ').len(),
                Piece::Blank => rest.len() - rest.trim_start().len(),
                Piece::Unit => {
                    let length = unit(rest, units);
                    unit_of_min = if unit_of_min.is_empty() { rest.get(..length)?.trim() } else { unit_of_min };
                    length
                }
                Piece::Min | Piece::Max | Piece::Both => {
                    // `[1,100]`: behind a bracket a comma parts two numbers.
                    let grouped = !text.get(..bounds.end)?.trim_end().ends_with('[');
                    let (number, length) = number(rest, grouped)?;
                    if *piece != Piece::Max {
                        bounds.min = Some(number.clone());
                    }
                    if *piece != Piece::Min {
                        bounds.max = Some(number);
                    }
                    length
                }
            };
        }
        // `5 minutes to 24 hours`: the numbers are of two kinds.
        let rest = text.get(bounds.end..)?;
        let unit_of_max = rest.get(..unit(rest, units))?.trim();
        if !unit_of_min.is_empty() && !unit_of_max.is_empty() && unit_of_min != unit_of_max {
            return None;
        }
        let ends_in_word = matches!(self.pieces.last(), Some(Piece::Text(text)) if text.ends_with(|c: char| c.is_ascii_alphanumeric()));
        let cut = ends_in_word && text.get(bounds.end..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
        (!cut).then_some(bounds)
    }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let holes = [
            ("{min}", Piece::Min),
            ("{max}", Piece::Max),
            ("{n}", Piece::Both),
            ("{u}", Piece::Unit),
            (" ", Piece::Blank),
        ];
        if let Some((hole, piece)) = holes.into_iter().find(|(hole, _)| rest.starts_with(hole)) {
            rest = rest.get(hole.len()..).unwrap_or_default();
            if pieces.last() != Some(&piece) {
                pieces.push(piece);
            }
            continue;
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
        match pieces.last_mut() {
            Some(Piece::Text(literal)) => literal.push(first),
            _ => pieces.push(Piece::Text(first.to_string())),
        }
    }
    pieces
}

/// A number with its sign, without its thousands' commas, and the bytes it takes.
pub(super) fn number(text: &str, grouped: bool) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let mut at = sign;
    let digits = |at: usize| bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
    at += digits(at);
    if at == sign || at - sign > 19 {
        return None;
    }
    if grouped && at - sign <= 3 {
        while bytes.get(at) == Some(&b',') && digits(at + 1) == 3 {
            at += 4;
        }
    }
    if bytes.get(at) == Some(&b'.') && digits(at + 1) > 0 {
        at += 1 + digits(at + 1);
    }
    // `1.2.3`, `2^63`, `3600*24`: something else than this number.
    let goes_on = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'^' | b'*');
    let behind = bytes.get(at).copied();
    let dotted = behind == Some(b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
    if dotted || behind.is_some_and(goes_on) {
        return None;
    }
    Some((text.get(..at)?.replace(',', ""), at))
}

/// The bytes of a unit behind a number, none if none stands there.
pub(super) fn unit(text: &str, units: &[String]) -> usize {
    let bare = text.trim_start_matches(' ');
    let blanks = text.len() - bare.len();
    let whole = |unit: &String| {
        let behind = bare.strip_prefix(unit.as_str())?;
        let cut = unit.is_ascii() && behind.starts_with(|c: char| c.is_ascii_alphanumeric());
        (!cut).then_some(unit.len())
    };
    units.iter().filter_map(whole).max().map_or(0, |length| blanks + length)
}
