//! Chinese in traditional characters as the same in simplified ones, in which the words of the glossary are: the characters
//! of those words, in pairs. Words that only places with traditional characters use are no pairs.

use std::sync::OnceLock;

const FILE: &str = include_str!("traditional.txt");

/// Where the ideographs begin that words of the glossary are written in.
const FIRST: u32 = 0x4E00;

/// The simplified form of a character that words of the glossary have; any other stays.
pub(super) fn simplified(c: char) -> char {
    // A table by code point: every Chinese character of every cell is looked up.
    static SIMPLIFIED: OnceLock<Vec<char>> = OnceLock::new();
    let simplified = SIMPLIFIED.get_or_init(|| {
        let mut table: Vec<char> = (FIRST..=0x9FFF).filter_map(char::from_u32).collect();
        for pair in FILE.split_whitespace() {
            let mut chars = pair.chars();
            if let Some((place, simple)) =
                chars.next().and_then(index).and_then(|at| table.get_mut(at)).zip(chars.next())
            {
                *place = simple;
            }
        }
        table
    });
    index(c).and_then(|at| simplified.get(at)).copied().unwrap_or(c)
}

fn index(c: char) -> Option<usize> {
    u32::from(c).checked_sub(FIRST).and_then(|index| usize::try_from(index).ok())
}
