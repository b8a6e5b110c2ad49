//! How long the texts are that an expression takes whole: an anchored pattern enters, its fewest and most characters
//! leave. What is not plain (looking around, references) is not counted.

use crate::ir::Range;
use std::{iter::Peekable, str::Chars};

/// Deeper brackets are those of no expression that a page means.
const DEEPEST: usize = 32;

/// The fewest and the most characters; no most where there is no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lengths {
    least: u64,
    most: Option<u64>,
}

impl Lengths {
    const NONE: Self = Self { least: 0, most: Some(0) };
    const ONE: Self = Self { least: 1, most: Some(1) };

    /// Whether a text may hold to both.
    pub(super) fn meet(self, length: &Range) -> bool {
        let bound = |bound: &Option<String>| bound.as_ref().and_then(|bound| bound.parse::<u64>().ok());
        bound(&length.max).is_none_or(|most| self.least <= most)
            && bound(&length.min).zip(self.most).is_none_or(|(least, most)| least <= most)
    }

    fn then(self, next: Self) -> Self {
        let most = self.most.zip(next.most).map(|(one, two)| one.saturating_add(two));
        Self { least: self.least.saturating_add(next.least), most }
    }

    fn or(self, other: Self) -> Self {
        let most = self.most.zip(other.most).map(|(one, two)| one.max(two));
        Self { least: self.least.min(other.least), most }
    }

    fn times(self, times: Self) -> Self {
        let most = match (self.most, times.most) {
            (Some(0), _) | (_, Some(0)) => Some(0),
            (one, two) => one.zip(two).map(|(one, two)| one.saturating_mul(two)),
        };
        Self { least: self.least.saturating_mul(times.least), most }
    }
}

/// The lengths of a whole text that fits; `None` if the pattern is not anchored at both ends or not plain.
pub(super) fn lengths(pattern: &str) -> Option<Lengths> {
    let whole = pattern.strip_prefix('^')?.strip_suffix('$').filter(|inner| !inner.ends_with('\\'))?;
    let mut signs = whole.chars().peekable();
    // A bar at the top leaves one end of each part open.
    let found = sequence(&mut signs, 0)?;
    signs.next().is_none().then_some(found)
}

fn alternatives(signs: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Lengths> {
    let mut found = sequence(signs, depth)?;
    while signs.next_if_eq(&'|').is_some() {
        found = found.or(sequence(signs, depth)?);
    }
    Some(found)
}

fn sequence(signs: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Lengths> {
    let mut found = Lengths::NONE;
    while signs.peek().is_some_and(|sign| !matches!(sign, '|' | ')')) {
        let one = atom(signs, depth)?;
        found = found.then(one.times(quantifier(signs)?));
    }
    Some(found)
}

fn atom(signs: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Lengths> {
    match signs.next()? {
        '^' | '$' => Some(Lengths::NONE),
        '[' => class(signs),
        '\\' => match signs.next()? {
            'b' | 'B' => Some(Lengths::NONE),
            'x' | 'u' | 'p' | 'P' | 'k' | '1'..='9' => None,
            _ => Some(Lengths::ONE),
        },
        '(' if depth < DEEPEST => {
            if signs.next_if_eq(&'?').is_some() {
                signs.next_if_eq(&':')?;
            }
            let inner = alternatives(signs, depth + 1)?;
            signs.next_if_eq(&')')?;
            Some(inner)
        }
        '(' => None,
        _ => Some(Lengths::ONE),
    }
}

fn class(signs: &mut Peekable<Chars<'_>>) -> Option<Lengths> {
    signs.next_if_eq(&'^');
    signs.next_if_eq(&']');
    loop {
        match signs.next()? {
            ']' => return Some(Lengths::ONE),
            '[' => return None,
            '\\' => {
                signs.next()?;
            }
            _ => {}
        }
    }
}

/// How often what stands before is repeated.
fn quantifier(signs: &mut Peekable<Chars<'_>>) -> Option<Lengths> {
    let times = match signs.peek() {
        Some('*') => Lengths { least: 0, most: None },
        Some('+') => Lengths { least: 1, most: None },
        Some('?') => Lengths { least: 0, most: Some(1) },
        Some('{') => {
            signs.next();
            let mut inner = String::new();
            while let Some(sign) = signs.next_if(|sign| *sign != '}') {
                inner.push(sign);
            }
            let (least, most) =
                inner.split_once(',').map_or((inner.as_str(), Some(inner.as_str())), |(least, most)| {
                    (least, Some(most).filter(|most| !most.trim().is_empty()))
                });
            let number = |text: &str| text.trim().parse().ok();
            Lengths { least: number(least)?, most: most.map(number).map_or(Some(None), |most| most.map(Some))? }
        }
        _ => return Some(Lengths::ONE),
    };
    signs.next();
    signs.next_if(|sign| matches!(sign, '?' | '+'));
    Some(times)
}

#[cfg(test)]
mod tests {
    use super::{Lengths, lengths};

    #[test]
    fn of_plain_expressions() {
        let some = |least, most| Some(Lengths { least, most });
        for (pattern, expected) in [
            ("^[a-z]{1,64}$", some(1, Some(64))),
            ("^[a-z][a-z0-9_-]{2,62}[a-z]$", some(4, Some(64))),
            ("^(ab|c)+$", some(1, None)),
            (r"^\d{3}-\d{4}?$", some(8, Some(8))),
            ("^.*$", some(0, None)),
            ("^[]x]{2}$", some(2, Some(2))),
            ("^(?:a{2}|b)?$", some(0, Some(2))),
            ("^a{3,}$", some(3, None)),
            ("^()*$", some(0, Some(0))),
            ("[a-z]{1,64}", None),
            ("^(?=a)b$", None),
            ("^a|b$", None),
            ("^a{x}$", None),
            (r"^a\$", None),
        ] {
            assert_eq!(lengths(pattern), expected, "{pattern}");
        }
    }
}
