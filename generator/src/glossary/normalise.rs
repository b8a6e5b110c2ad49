//! One form for words that differ only in how they are typed.

use super::traditional::simplified;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Lower case, one width, simplified characters, blanks folded, and those beside ideographs gone, without a leading section
/// number and without closing colons, full stops or the mark that generators put before or after headings.
pub(crate) fn normalise(text: &str) -> String {
    let words = without_gaps(folded(text));
    let numberless = words.trim_start_matches(|c: char| c.is_ascii_digit() || ".¶".contains(c)).trim_start();
    let kept = if numberless.is_empty() { words.as_str() } else { numberless };
    let kept = kept.trim_end_matches([':', '.', '。', ' ', '¶']);
    if kept.len() == words.len() { words } else { kept.to_owned() }
}

/// `请求 URL` is `请求URL`: some set a blank between ideographs and other letters.
fn without_gaps(text: String) -> String {
    if text.is_ascii() || !text.contains(' ') {
        return text;
    }
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let beside = |c: Option<&char>| c.copied().is_some_and(is_ideograph);
        if c != ' ' || !(kept.ends_with(is_ideograph) || beside(chars.peek())) {
            kept.push(c);
        }
    }
    kept
}

/// Lower case, one width, simplified characters, blanks folded.
pub(super) fn folded(text: &str) -> String {
    folded_at_once(text).unwrap_or_else(|| folded_by_tables(&one_width(text)))
}

/// The same for what nearly all texts are of, in one pass.
fn folded_at_once(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    let mut apart = false;
    for c in text.chars() {
        if c.is_ascii() && c.is_whitespace() {
            apart = !folded.is_empty();
            continue;
        }
        if !is_settled(c) && !is_wide(c) {
            return None;
        }
        if apart {
            folded.push(' ');
            apart = false;
        }
        folded.push(match c {
            _ if c.is_ascii() => c.to_ascii_lowercase(),
            _ if is_wide(c) => narrow(c).to_ascii_lowercase(),
            _ => simplified(c),
        });
    }
    Some(folded)
}

fn folded_by_tables(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for c in word.chars() {
            if is_ideograph(c) {
                folded.push(simplified(c));
            } else {
                folded.extend(c.to_lowercase());
            }
        }
    }
    folded
}

/// In small letters, each byte where it was: a letter whose small form takes more or fewer bytes stays.
#[must_use]
pub(crate) fn in_small_letters(text: &str) -> String {
    let small = |c: char| {
        let mut letters = c.to_lowercase();
        let letter = letters.next().filter(|letter| letter.len_utf8() == c.len_utf8() && letters.next().is_none());
        letter.unwrap_or(c)
    };
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Ideographs have one form, and are most of what is not ASCII.
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        letters.push(match c {
            _ if c.is_ascii() => c.to_ascii_lowercase(),
            _ if is_ideograph(c) => c,
            _ => small(c),
        });
    }
    letters
}

/// `l’une` is `l'une`: between two letters the mark is an apostrophe, and no quote.
#[must_use]
pub(crate) fn one_apostrophe(text: &str) -> Cow<'_, str> {
    if !text.contains('’') {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_between = c == '’'
            && folded.ends_with(char::is_alphabetic)
            && chars.peek().is_some_and(|following| following.is_alphabetic());
        folded.push(if is_between { '\'' } else { c });
    }
    Cow::Owned(folded)
}

/// The text in NFKC, with one apostrophe.
pub(crate) fn one_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(is_settled) {
        return Cow::Borrowed(text);
    }
    if text.chars().all(|c| is_settled(c) || is_wide(c)) {
        return Cow::Owned(text.chars().map(|c| if is_wide(c) { narrow(c) } else { c }).collect());
    }
    Cow::Owned(one_apostrophe(text).nfkc().collect())
}

/// What NFKC leaves alone, whatever of the same stands beside it, in small letters: nearly all of most texts.
fn is_settled(c: char) -> bool {
    c.is_ascii()
        || is_ideograph(c)
        || matches!(c, '、' | '。' | '“' | '”' | '—' | '《' | '》')
        // Letters of Western Europe, Cyrillic ones, kana and Hangul.
        || matches!(c, 'ß'..='ÿ' | 'а'..='я' | 'ё' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '가'..='힣')
}

/// Whether a character is an ideograph, as Chinese is written with.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// ASCII in the width of ideographs.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{ff01}'..='\u{ff5e}')
}

fn narrow(c: char) -> char {
    char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_is_nfkc() {
        for c in (0..0x3_0000).filter_map(char::from_u32).filter(|c| is_settled(*c) || is_wide(*c)) {
            for text in [format!("{c}"), format!("a{c}b"), format!("{c}中"), format!("中{c}{c}")] {
                assert_eq!(one_width(&text), text.nfkc().collect::<String>(), "{c:?}");
                let text = format!(" {text}\t\u{b} {c}{c} ");
                let by_tables = folded_by_tables(&text.nfkc().collect::<String>());
                assert_eq!(folded_at_once(&text), Some(by_tables), "{c:?}");
            }
        }
    }

    #[test]
    fn words_are_known_however_they_are_typed() {
        for (text, words) in [
            ("3.1  Request Parameters：", "request parameters"),
            ("Ｓｔａｔｕｓ　Code: 200.", "status code: 200"),
            ("请求 参数。", "请求参数"),
            ("请求 URL：", "请求url"),
            ("1.2.", "1.2"),
            ("URI¶", "uri"),
            ("¶ Parameter", "parameter"),
            ("請求參數", "请求参数"),
            ("200", "200"),
            ("ﬁne\u{a0}Ｅ\u{301}", "fine é"),
            ("Code d’erreur :", "code d'erreur"),
            ("Адрес ЗАПРОСА", "адрес запроса"),
            (" : ", ""),
        ] {
            assert_eq!(normalise(text), words, "{text}");
        }
    }
}
