//! Chinese in traditional characters as the same in simplified ones, in which the words of the glossary are: the characters
//! of those words, in pairs. Words that only places with traditional characters use are no pairs.

use std::{collections::HashMap, sync::OnceLock};

const FILE: &str = include_str!("traditional.txt");

/// The simplified form of a character that words of the glossary have; any other stays.
pub(super) fn simplified(c: char) -> char {
    static PAIRS: OnceLock<HashMap<char, char>> = OnceLock::new();
    let pair = |pair: &str| {
        let mut chars = pair.chars();
        chars.next().zip(chars.next())
    };
    let pairs = PAIRS.get_or_init(|| FILE.split_whitespace().filter_map(pair).collect());
    pairs.get(&c).copied().unwrap_or(c)
}
