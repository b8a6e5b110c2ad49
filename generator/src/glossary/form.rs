//! What a text is by its form alone: an item of a list, a sentence, an identifier, a request line, a command. In: a
//! text. Out: its form. No word of a language is known here, and no other file spells a set of bullets or stops.

use super::in_small_letters;
use crate::call::Method;
pub(crate) use crate::call::is_version;

/// Signs that open the items of lists.
pub(crate) const BULLETS: [char; 8] = ['-', '*', '•', '+', '‣', '⁃', '▪', '□'];

/// What stands between a request line, or a part of one, and the words that say what it does.
pub(crate) const DASHES: [&str; 6] = [" - ", " – ", " — ", " -> ", " → ", " => "];

/// Signs that say how deep a row stands, wherever they stand before a name.
pub(crate) const DEPTH_SIGNS: [char; 19] =
    ['>', '›', '»', '→', '↳', '└', '├', '│', '─', '┗', '┣', '┃', '━', '∟', '+', '·', '•', '⤷', '＞'];

/// Signs that end a sentence, and no heading or caption.
const STOPS: [char; 4] = ['.', '。', ';', '；'];

/// Signs that end a label and hand over to what it labels.
const COLONS: [char; 2] = [':', '：'];

/// What media types open with.
const MEDIA: [&str; 6] = ["application", "audio", "image", "multipart", "text", "video"];

/// Signs that end a word and open no line of their own.
const CLOSING: &str = ",;:.)，；：。、）”》";

/// The HTTP status that a text is.
pub(crate) fn status(text: &str) -> Option<u16> {
    text.parse().ok().and_then(status_of)
}

/// The status that a text opens with: `200 OK`.
pub(crate) fn leading_status(text: &str) -> Option<u16> {
    let text = text.trim();
    if text.chars().nth(3).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    status(&digits).filter(|_| digits.len() == 3)
}

/// The HTTP status that a number is.
pub(super) fn status_of(number: u32) -> Option<u16> {
    u16::try_from(number).ok().filter(|status| (100..600).contains(status))
}

/// Whether a text ends as sentences do.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.ends_with(STOPS)
}

/// Whether a text ends as sentences or labels do, and captions do not.
pub(crate) fn ends_sentence_or_label(text: &str) -> bool {
    text.ends_with(STOPS) || text.ends_with(COLONS)
}

/// Whether a text ends as labels do: with a colon.
pub(crate) fn ends_label(text: &str) -> bool {
    text.ends_with(COLONS)
}

/// Whether a line opens with what can only go on the words before it.
pub(crate) fn goes_on(line: &str) -> bool {
    line.starts_with(|c: char| CLOSING.contains(c)) && !line.starts_with("..") && !line.starts_with("::")
}

/// The words of an item, after its bullet and a blank.
pub(crate) fn item(text: &str) -> Option<&str> {
    let marks = text.trim_start_matches(BULLETS);
    let item = marks.len() < text.len() && marks.starts_with(char::is_whitespace) && !text.starts_with("**");
    item.then(|| marks.trim_start())
}

/// A text without the bullets and blanks that it opens with.
pub(crate) fn without_bullets(text: &str) -> &str {
    text.trim_start_matches(|c: char| BULLETS.contains(&c) || c.is_whitespace())
}

/// The ways to part a text in two, of which only the second part may be empty; the shortest first parts come first.
pub(crate) fn cuts(text: &str) -> impl DoubleEndedIterator<Item = (&str, &str)> {
    text.char_indices().filter_map(|(at, sign)| text.split_at_checked(at + sign.len_utf8()))
}

/// A name without the signs before it that say how deep its row stands.
pub(crate) fn without_depth(name: &str) -> &str {
    name.trim_start_matches(DEPTH_SIGNS).trim_start()
}

/// Whether a text is nothing but dashes, as where a cell says nothing.
pub(crate) fn is_dash(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| "-—–/".contains(c))
}

/// Whether a text is a name as JSON members, headers and path parameters have it, which may be written `:id`.
pub(crate) fn is_identifier(text: &str) -> bool {
    let text = text.strip_prefix(':').filter(|name| opens_small(name)).unwrap_or(text);
    text.starts_with(|c: char| c.is_ascii_alphabetic() || "_@$[{*".contains(c))
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:[]{}@$/*".contains(c))
        && !text.ends_with([':', '.'])
}

/// `/v1/pets` of `api.pets.example/v1/pets`, an address without its scheme; any other text stays.
pub(crate) fn without_bare_host(address: &str) -> &str {
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_host = |host: &str| {
        let top = host.rsplit_once('.').map_or("", |(_, top)| top);
        top.len() > 1 && top.bytes().all(|byte| byte.is_ascii_alphabetic()) && host.split('.').all(is_part)
    };
    let path = address.find('/').filter(|at| address.get(..*at).is_some_and(is_host));
    path.and_then(|at| address.get(at..)).unwrap_or(address)
}

/// A path up to a place in it is no longer.
const LONGEST_PATH: usize = 256;

/// Whether a name in the marks of code is a whole segment of a path that begins before those marks, and so stands for
/// what is put there: ``/pets/`id`/toys``.
pub(crate) fn is_segment_in_code(before: &str, name: &str, after: &str) -> bool {
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    let ends = after.is_empty() || after.starts_with(['/', '?']) || after.starts_with(char::is_whitespace);
    let signs = before.chars().rev().take_while(|c| !c.is_whitespace());
    let length: usize = signs.take(LONGEST_PATH).map(char::len_utf8).sum();
    let path = before.get(before.len() - length..).unwrap_or_default();
    let begins = path.len() > 1 && path.starts_with('/') || path.contains("://");
    named && ends && begins && path.ends_with('/') && path.matches('`').count() % 2 == 0
}

/// Whether a word is a name as members have it, and words of a sentence do not.
pub(crate) fn is_member_name(word: &str) -> bool {
    let lower = word.starts_with(|c: char| c.is_ascii_lowercase());
    word.len() > 1 && is_identifier(word) && (lower || word.contains(['_', '-'])) && !is_permission(word)
}

/// `kites:kite:list`: an action that somebody may be allowed.
pub(crate) fn is_permission(word: &str) -> bool {
    let parts = word.split(':');
    parts.clone().count() > 2 && parts.into_iter().all(|part| !part.is_empty() && is_identifier(part))
}

/// Whether a line is the address of a page: a host, and a path to a file of text.
pub(crate) fn is_page_address(line: &str) -> bool {
    let address = line.split_once("://").map_or(line, |(_, address)| address);
    let Some((host, path)) = address.split_once('/') else { return false };
    let named = host.contains('.') && host.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
    let of_text = [".html", ".htm", ".md"].iter().any(|ending| path.ends_with(ending));
    named && of_text && !line.contains(char::is_whitespace)
}

/// Whether a text is the name of a structure as programs have it: `KiteTail`.
pub(crate) fn is_structure_name(text: &str) -> bool {
    let small = text.find(|c: char| c.is_ascii_lowercase()).unwrap_or(text.len());
    let joined = text.get(small..).is_some_and(|rest| rest.contains(|c: char| c.is_ascii_uppercase()));
    joined && text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Whether a text is a member's name or the way to it: `links`, `project.links`.
pub(crate) fn is_path_of_members(text: &str) -> bool {
    opens_small(text) && is_identifier(text) && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
}

/// Whether a text starts as JSON objects and arrays do; `{name} is ...` does not.
pub(crate) fn opens_json(text: &str) -> bool {
    let inner = |open: char| text.strip_prefix(open).map(|inner| inner.trim_start().chars().next().unwrap_or(' '));
    let object = inner('{').is_some_and(|c| "\"'{}/“".contains(c) || opens_member(text));
    let array = inner('[').is_some_and(|c| "\"'{[]".contains(c) || c.is_ascii_digit());
    object || array
}

/// `{ key: ...`, as broken JSON has it.
fn opens_member(text: &str) -> bool {
    let inner = text.trim_start_matches('{').trim_start();
    let after = inner.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    after.len() < inner.len() && after.trim_start().starts_with([':', '"'])
}

/// Whether a text is a media type and nothing else: `application/json`.
pub(crate) fn is_media_type(text: &str) -> bool {
    let (top, sub) = text.split_once(';').map_or(text, |(media, _)| media).split_once('/').unwrap_or_default();
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-+.*".contains(c));
    MEDIA.contains(&top) && is_part(sub)
}

/// Whether a line opens with a media type, to which more may be glued.
pub(crate) fn opens_media_type(line: &str) -> bool {
    line.split_once('/').is_some_and(|(top, rest)| {
        MEDIA.contains(&top) && rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '*')
    })
}

/// Whether a line is a request: a method and a path or an address, which quotes may stand around.
pub(crate) fn is_request_line(text: &str) -> bool {
    let text = text.strip_prefix(['"', '“']).unwrap_or(text);
    text.split_once(char::is_whitespace).is_some_and(|(method, target)| {
        let target = target.trim_start();
        Method::from_word(method).is_some() && (target.starts_with(['/', '{']) || target.starts_with("http"))
    })
}

/// Where the first such sign stands outside placeholders, which braces or angle brackets enclose.
pub(crate) fn find_outside_placeholders(target: &str, is_such: impl Fn(char) -> bool) -> Option<usize> {
    let mut depth = 0_u32;
    target.find(|c: char| {
        match c {
            '{' | '<' => depth = depth.saturating_add(1),
            '}' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && is_such(c)
    })
}

/// The method that a word is, in the letters in which requests write it.
pub(crate) fn method_word(word: &str) -> Option<&'static str> {
    Method::from_word(word).map(Method::as_str)
}

/// The method that a text opens with, and its path or address without a blank between them: `GET/v1/kites`,
/// `Gethttps://kites.example/v1`.
pub(crate) fn glued_request(text: &str) -> Option<(Method, &str)> {
    Method::ALL.into_iter().find_map(|method| {
        let (word, target) = text.split_at_checked(method.as_str().len())?;
        let is_address = || word.eq_ignore_ascii_case(method.as_str()) && target.starts_with("http");
        let joined = word == method.as_str() && target.starts_with('/') || is_address() && target.contains("://");
        joined.then_some((method, target))
    })
}

/// Whether a request line cannot end here: in a placeholder, or at a sign that joins.
pub(crate) fn is_cut_request(text: &str) -> bool {
    let is_open = text.rfind('{') > text.rfind('}');
    is_request_line(text) && (is_open || text.ends_with(['-', '&', '=', '?']))
}

/// Whether a line is a command or the first line of an HTTP message, which only examples show.
pub(crate) fn is_command(text: &str) -> bool {
    text.starts_with("curl ") || (text.starts_with("HTTP/") && text.contains(' '))
}

/// Whether a name is written as HTTP writes its headers and hardly anybody writes members: `Instance-Id`.
pub(crate) fn is_header_name(name: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_uppercase()) && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    name.contains('-') && name.split('-').all(is_word)
}

/// Whether a line is a header of an HTTP message: `Name: value`.
pub(crate) fn is_header_line(text: &str) -> bool {
    text.split_once(':').is_some_and(|(name, value)| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && (name.contains('-') || name.starts_with(|c: char| c.is_ascii_uppercase()))
            && value.starts_with(' ')
            && !value.ends_with(['.', '。'])
    })
}

/// What follows a prefix, which is in small letters or ASCII; the case of the text does not matter.
pub(crate) fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    let same = head.eq_ignore_ascii_case(prefix) || !prefix.is_ascii() && in_small_letters(head) == prefix;
    same.then_some(rest)
}

/// What follows a word or phrase that stands in a text, a Latin one between boundaries.
pub(crate) fn after_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let joins = |c: Option<char>| word.is_ascii() && c.is_some_and(|c| c.is_ascii_alphanumeric());
    let parts = text.match_indices(word).filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + word.len()..)?)));
    let mut whole = parts.filter(|(before, after)| !joins(before.chars().next_back()) && !joins(after.chars().next()));
    whole.next().map(|(_, after)| after)
}

/// Whether a character is a blank or has no width at all.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}

/// Whether a text opens with a small letter, which headings and heads of columns do not.
pub(crate) fn opens_small(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_short_texts() {
        type Is = fn(&str) -> bool;
        let table: &[(&str, Is, &[&str], &[&str])] = &[
            ("sentence", ends_sentence, &["How many.", "几个。", "one;"], &["How many", "Table 1:", ""]),
            ("label", ends_label, &["Range:", "取值范围："], &["Range", "Range."]),
            ("goes on", goes_on, &[", and more", "）的", ". It"], &["...", "::", "more"]),
            ("dash", is_dash, &["-", "--", "—", "/"], &["", "- one", "a"]),
            (
                "identifier",
                is_identifier,
                &["pet_id", "X-Auth-Token", "{key}", "a.b", "*"],
                &["pet id", "Name:", "is it.", "", "名"],
            ),
            (
                "request",
                is_request_line,
                &["GET /v1/pets", "post https://{endpoint}/v1", "PUT {host}/v1", "\"GET /v1/pets\""],
                &["GET pets", "Get the pets", "/v1/pets", "GETS /v1"],
            ),
            (
                "glued request",
                |text| glued_request(text).is_some(),
                &["GET/v1/pets", "Gethttps://pets.example"],
                &["GET", "GETS/v1", "a/b", "gethttp", "Get/v1"],
            ),
            ("cut request", is_cut_request, &["GET /v1/{pet_", "GET /v1?a=1&"], &["GET /v1/{pet_id}", "{pet_"]),
            ("command", is_command, &["curl -X GET", "HTTP/1.1 200 OK"], &["curl", "HTTP/1.1", "Curling"]),
            (
                "header line",
                is_header_line,
                &["Content-Type: json", "Date: now"],
                &["note: this", "Date:now", "A b: c"],
            ),
            ("structure", is_structure_name, &["KiteTail", "KiteTailDto"], &["Kite", "kiteTail", "Kite Tail", "KITE"]),
            ("version", is_version, &["v1", "V2.0", "v3/pets"], &["v", "vm1", "1", "pets"]),
            ("small", opens_small, &["endpoint"], &["Endpoint", "终端", "_a", ""]),
        ];
        for (form, is, those, others) in table {
            for text in *those {
                assert!(is(text), "`{text}` is a {form}");
            }
            for text in *others {
                assert!(!is(text), "`{text}` is not a {form}");
            }
        }
    }

    #[test]
    fn words_stand_between_boundaries() {
        assert_eq!(after_word("unset, set of kilns", "set"), Some(" of kilns"));
        assert_eq!(after_word("offset", "set"), None);
        assert!(after_word("窑的数量", "数量").is_some() && after_word("kilns", "kiln").is_none());
    }

    #[test]
    fn items_open_with_a_bullet_and_a_blank() {
        let table = [
            ("- one", Some("one")),
            ("•  one", Some("one")),
            ("-one", None),
            ("**bold** words", None),
            ("one", None),
            ("-", None),
        ];
        for (text, words) in table {
            assert_eq!(item(text), words, "{text}");
        }
        assert_eq!(without_bullets("  • - one"), "one");
    }

    #[test]
    fn a_text_is_cut_after_each_of_its_signs() {
        assert_eq!(cuts("kün").collect::<Vec<_>>(), [("k", "ün"), ("kü", "n"), ("kün", "")]);
        assert_eq!(cuts("").next(), None);
    }
}
