//! One form for words that differ only in how they are typed.

use unicode_normalization::UnicodeNormalization;

/// NFKC, lower case, blanks folded, without a leading section number and without closing colons
/// or full stops.
#[must_use]
pub fn normalise(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let numberless = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start();
    let kept = if numberless.is_empty() { words.as_str() } else { numberless };
    kept.trim_end_matches([':', '.', '。', ' ']).to_owned()
}
