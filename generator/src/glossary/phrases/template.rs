//! Templates: literal text with holes for numbers and for words of lists.

use super::PhraseWords;
use std::sync::Arc;

/// How many bytes `{words}` takes at most.
const MOST_WORDS: usize = 40;

/// A template without alternatives.
#[derive(Debug)]
pub(super) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(Arc<str>),
    Blank,
    /// A blank at the end. What follows the phrase is for others to read, its line break included.
    Tail,
    Min,
    Max,
    Both,
    /// A few words up to a colon.
    Words,
    /// One of the words of a list.
    Listed(Arc<str>),
    /// A word that counts something, which is neither a unit nor a character.
    Noun,
    /// The value that the phrase announces, in front of the phrase's last words.
    Value,
    /// A lower bound that is itself not allowed.
    Over,
    /// An upper bound that is itself not allowed.
    Under,
    /// A lower bound that the words around it mean.
    Meant(&'static str),
    /// A unit or nothing.
    Unit,
    /// A unit.
    UnitSaid,
}

/// What a fitting template found.
pub(super) struct Bounds {
    pub(super) min: Option<String>,
    pub(super) max: Option<String>,
    /// The name of the unit that they have.
    pub(super) unit: Option<String>,
    /// A bound is the whole number next to one that is not allowed.
    pub(super) open: bool,
    pub(super) end: usize,
}

impl Template {
    /// The templates that a line of data stands for, one for each choice among its alternatives. A list at its beginning is
    /// such a choice, so that each template begins with a literal that can be looked for.
    pub(super) fn read(text: &str, words: &PhraseWords) -> Vec<Self> {
        let listed = text.strip_prefix('{').and_then(|text| text.split_once('}'));
        let listed = listed.and_then(|(name, rest)| Some((words.lists.get(name)?, rest)));
        let text = listed.map_or_else(|| text.to_owned(), |(list, rest)| format!("({}){rest}", list.join("|")));
        let mut all = vec![Vec::new()];
        let mut rest = text.as_str();
        while let Some((before, following)) = rest.split_once('(') {
            // A bracket without a bar is a bracket.
            let (inner, following) = following.split_once(')').unwrap_or((following, ""));
            let choices: Vec<Vec<Piece>> = if inner.contains('|') {
                inner.split('|').map(pieces).collect()
            } else {
                vec![pieces(&format!("({inner})"))]
            };
            append(&mut all, &pieces(before));
            all = joined(&all, &choices);
            rest = following;
        }
        append(&mut all, &pieces(rest));
        all.into_iter().map(Self::ending).collect()
    }

    fn ending(mut pieces: Vec<Piece>) -> Self {
        if let Some(last @ Piece::Blank) = pieces.last_mut() {
            *last = Piece::Tail;
        }
        Self { pieces }
    }

    /// The literal it begins with; `None` if it begins with a number.
    pub(super) fn start(&self) -> Option<Arc<str>> {
        match self.pieces.first() {
            Some(Piece::Text(text)) => Some(Arc::clone(text)),
            _ => None,
        }
    }
}

/// Templates, those that begin alike on one branch: what they share is held against a text once.
#[derive(Debug, Default)]
pub(super) struct Tree {
    branches: Vec<(Piece, Tree)>,
    /// Templates that end here.
    ends: Vec<usize>,
}

/// A bound that a template found.
#[derive(Clone, Copy)]
enum Bound {
    /// The number at this place.
    At(usize, usize),
    /// The whole number after it, or before it.
    Beside(usize, usize, i64),
    /// No number of the text.
    Meant(&'static str),
}

impl Bound {
    fn number(self, text: &str) -> Option<String> {
        let at = |from: usize, to: usize| text.get(from..to).map(|number| number.replace([',', ' '], ""));
        match self {
            Self::At(from, to) => at(from, to),
            Self::Beside(from, to, step) => {
                let number = at(from, to)?.parse::<i64>().ok()?;
                number.checked_add(step).map(|number| number.to_string())
            }
            Self::Meant(number) => Some(number.to_owned()),
        }
    }
}

/// How far templates fit.
#[derive(Clone, Copy)]
struct Fit<'t> {
    at: usize,
    min: Option<Bound>,
    max: Option<Bound>,
    /// The name of the unit that its numbers have; empty as long as none stands there.
    unit: &'t str,
    ends_in_word: bool,
    /// Where the value begins that the last words stand after.
    value: Option<usize>,
}

impl Tree {
    /// Adds a template under its index.
    pub(super) fn add(&mut self, template: &Template, index: usize) {
        let mut tree = self;
        for piece in &template.pieces {
            let known = tree.branches.iter().position(|(known, _)| known == piece);
            let at = known.unwrap_or(tree.branches.len());
            if known.is_none() {
                tree.branches.push((piece.clone(), Self::default()));
            }
            let Some((_, below)) = tree.branches.get_mut(at) else { return };
            tree = below;
        }
        tree.ends.push(index);
    }

    /// Holds the templates against a text at a place; those that fit, by index.
    pub(super) fn fit<'t>(&self, text: &'t str, at: usize, words: &'t PhraseWords) -> Vec<(usize, Bounds)> {
        let mut found = Vec::new();
        self.walk(
            text,
            words,
            Fit { at, min: None, max: None, unit: "", ends_in_word: false, value: None },
            &mut found,
        );
        found.sort_by_key(|(index, _)| *index);
        found
    }

    fn walk<'t>(&self, text: &'t str, words: &'t PhraseWords, fit: Fit<'t>, found: &mut Vec<(usize, Bounds)>) {
        if !self.ends.is_empty() && fit.may_end(text, words) {
            found.extend(self.ends.iter().map(|index| (*index, fit.bounds(text, words))));
        }
        for (piece, below) in &self.branches {
            if let Some(further) = fit.step(piece, text, words) {
                below.walk(text, words, further, found);
            }
        }
    }
}

impl<'t> Fit<'t> {
    fn step(self, piece: &Piece, text: &'t str, words: &'t PhraseWords) -> Option<Self> {
        let rest = text.get(self.at..)?;
        let mut fit = Self { ends_in_word: false, ..self };
        fit.at += match piece {
            Piece::Text(literal) => {
                fit.ends_in_word = literal.ends_with(|c: char| c.is_ascii_alphanumeric());
                rest.starts_with(&**literal).then_some(literal.len())?
            }
            Piece::Tail => rest.len() - rest.trim_start_matches(' ').len(),
            Piece::Blank => rest.len() - rest.trim_start().len(),
            // `10个` counts something, `10个字符` characters.
            Piece::Listed(name) => {
                let length = longest(rest, words.list(name))?;
                (longest(rest, words.list("characters")) <= Some(length)).then_some(length)?
            }
            Piece::Noun => {
                let length = rest.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(rest.len());
                let characters = longest(rest, words.list("characters")).is_some();
                (length > 1 && !characters && unit(rest, words).is_none()).then_some(length)?
            }
            Piece::Value => {
                fit.value = Some(self.at);
                rest.find(char::is_whitespace).filter(|length| *length > 0)?
            }
            Piece::Unit => unit(rest, words).map_or(Some(0), |unit| fit.takes(unit))?,
            Piece::UnitSaid => fit.takes(unit(rest, words)?)?,
            Piece::Words => {
                let length = rest.find([':', '\n', '.', ',', '。'])?;
                (length <= MOST_WORDS).then_some(length)?
            }
            Piece::Meant(number) => {
                fit.ends_in_word = self.ends_in_word;
                fit.min = Some(Bound::Meant(number));
                0
            }
            Piece::Min | Piece::Max | Piece::Both | Piece::Over | Piece::Under => {
                // `[1,100]`: after a bracket a comma parts two numbers.
                let grouped = !text.get(..self.at)?.trim_end().ends_with('[');
                let length = number_length(rest, grouped)?;
                // `2011-01-02` is not a range.
                let following = rest.get(length..)?.strip_prefix('-');
                let goes_on = following.is_some_and(|following| following.starts_with(|c: char| c.is_ascii_digit()));
                if *piece == Piece::Max && goes_on {
                    return None;
                }
                let (from, to) = (self.at, self.at + length);
                let (min, max) = match piece {
                    Piece::Min => (Some(Bound::At(from, to)), self.max),
                    Piece::Max => (self.min, Some(Bound::At(from, to))),
                    Piece::Over => (Some(Bound::Beside(from, to, 1)), self.max),
                    Piece::Under => (self.min, Some(Bound::Beside(from, to, -1))),
                    _ => (Some(Bound::At(from, to)), Some(Bound::At(from, to))),
                };
                (fit.min, fit.max) = (min, max);
                length
            }
        };
        Some(fit)
    }

    fn may_end(&self, text: &str, words: &PhraseWords) -> bool {
        let Some(rest) = text.get(self.at..) else { return false };
        let of_one_kind = unit(rest, words).is_none_or(|(name, _)| self.unit.is_empty() || self.unit == name);
        of_one_kind && !(self.ends_in_word && rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    }

    /// The bytes of a unit, unless the numbers are of two kinds: `5 minutes to 24 hours`.
    fn takes(&mut self, (name, length): (&'t str, usize)) -> Option<usize> {
        let of_one_kind = self.unit.is_empty() || self.unit == name;
        self.unit = name;
        of_one_kind.then_some(length)
    }

    fn bounds(&self, text: &str, words: &PhraseWords) -> Bounds {
        let number = |bound: Option<Bound>| bound.and_then(|bound| bound.number(text));
        let open = [self.min, self.max].iter().any(|bound| matches!(bound, Some(Bound::Beside(..))));
        let after = || text.get(self.at..).and_then(|rest| unit(rest, words)).map_or("", |(name, _)| name);
        let unit = if self.unit.is_empty() { after() } else { self.unit };
        let unit = (!unit.is_empty()).then(|| unit.to_owned());
        Bounds { min: number(self.min), max: number(self.max), unit, open, end: self.value.unwrap_or(self.at) }
    }
}

/// The literals of a text, its blanks and its holes.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (literal, after) = rest.split_at_checked(rest.find([' ', '{']).unwrap_or(rest.len())).unwrap_or_default();
        let (piece, after) = if literal.is_empty() { hole(rest) } else { (Piece::Text(literal.into()), after) };
        rest = after;
        push(&mut pieces, &piece);
    }
    pieces
}

/// Each beginning with each end: what alternatives share is taken apart once.
fn joined(beginnings: &[Vec<Piece>], ends: &[Vec<Piece>]) -> Vec<Vec<Piece>> {
    let mut all = Vec::with_capacity(beginnings.len() * ends.len());
    for beginning in beginnings {
        for end in ends {
            let mut pieces = Vec::with_capacity(beginning.len() + end.len());
            pieces.extend_from_slice(beginning);
            for piece in end {
                push(&mut pieces, piece);
            }
            all.push(pieces);
        }
    }
    all
}

fn append(beginnings: &mut [Vec<Piece>], end: &[Piece]) {
    for beginning in beginnings {
        for piece in end {
            push(beginning, piece);
        }
    }
}

fn push(pieces: &mut Vec<Piece>, piece: &Piece) {
    match (pieces.last_mut(), piece) {
        (Some(Piece::Text(literal)), Piece::Text(more)) => *literal = format!("{literal}{more}").into(),
        (Some(last), piece) if last == piece => {}
        (_, piece) => pieces.push(piece.clone()),
    }
}

/// The blank or the hole that a text begins with, and what follows it.
fn hole(text: &str) -> (Piece, &str) {
    let Some((name, after)) = text.strip_prefix('{').and_then(|text| text.split_once('}')) else {
        let after = text.get(1..).unwrap_or_default();
        return (if text.starts_with(' ') { Piece::Blank } else { Piece::Text("{".into()) }, after);
    };
    let piece = match name {
        "min" => Piece::Min,
        "max" => Piece::Max,
        "n" => Piece::Both,
        "words" => Piece::Words,
        "over" => Piece::Over,
        "under" => Piece::Under,
        "min=0" => Piece::Meant("0"),
        "min=1" => Piece::Meant("1"),
        "u" => Piece::Unit,
        "unit" => Piece::UnitSaid,
        "noun" => Piece::Noun,
        "value" => Piece::Value,
        // A bracket that opens no alternatives.
        "open" => Piece::Text("(".into()),
        list => Piece::Listed(list.into()),
    };
    (piece, after)
}

/// A number with its sign, without the commas or blanks of its thousands, and the bytes it takes.
pub(super) fn number(text: &str, grouped: bool) -> Option<(String, usize)> {
    let length = number_length(text, grouped)?;
    Some((text.get(..length)?.replace([',', ' '], ""), length))
}

fn number_length(text: &str, grouped: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let mut at = sign;
    let digits = |at: usize| bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
    at += digits(at);
    if at == sign || at - sign > 19 {
        return None;
    }
    if grouped && at - sign <= 3 {
        while matches!(bytes.get(at), Some(b',' | b' ')) && digits(at + 1) == 3 {
            at += 4;
        }
    }
    if bytes.get(at) == Some(&b'.') && digits(at + 1) > 0 {
        at += 1 + digits(at + 1);
    }
    // `1.2.3`, `2^63`, `3600*24`: something else than this number.
    let goes_on = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'^' | b'*');
    let following = bytes.get(at).copied();
    let dotted = following == Some(b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
    if dotted || following.is_some_and(goes_on) {
        return None;
    }
    Some(at)
}

/// The name of the unit that a text begins with, and its bytes with the blanks before it.
pub(super) fn unit<'w>(text: &str, words: &'w PhraseWords) -> Option<(&'w str, usize)> {
    let bare = text.trim_start_matches(' ');
    let blanks = text.len() - bare.len();
    let units = words.units.iter().filter_map(|(name, words)| Some((name.as_str(), blanks + longest(bare, words)?)));
    units.max_by_key(|(_, length)| *length)
}

/// The bytes of the longest of the words that a text begins with; Latin ones end where the text's word does.
fn longest(text: &str, words: &[String]) -> Option<usize> {
    let whole = |word: &String| {
        let following = text.strip_prefix(word.as_str())?;
        let in_letter = word.ends_with(|c: char| c.is_ascii_alphanumeric());
        let cut = in_letter && following.starts_with(|c: char| c.is_ascii_alphanumeric());
        (!cut).then_some(word.len())
    };
    words.iter().filter_map(whole).max()
}
