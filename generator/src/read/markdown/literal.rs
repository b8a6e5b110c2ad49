//! Fences that `MyST` reads as its directive `parsed-literal`: their lines stay as they are, and links in them are
//! links. In goes what such a fence holds, out come its lines with the words of each link in its place.

/// What such a fence opens with, after its ticks.
const DIRECTIVE: &str = "{parsed-literal}";

/// Whether a fence with this after its ticks is one.
pub(super) fn is_parsed(info: &str) -> bool {
    info.trim_start().starts_with(DIRECTIVE)
}

/// `[GET /kites](kites-list)` as `GET /kites`.
pub(super) fn without_links(lines: &str) -> String {
    let (mut shown, mut rest) = (String::new(), lines);
    while let Some((before, after)) = rest.split_once('[') {
        shown += before;
        let (words, following) = link(after).unwrap_or(("[", after));
        shown += words;
        rest = following;
    }
    shown + rest
}

/// The words of the link whose bracket was opened, and what follows the link.
fn link(text: &str) -> Option<(&str, &str)> {
    let (words, following) = text.split_once("](")?;
    let (target, following) = following.split_once(')')?;
    let sound = |part: &str| !part.contains(['[', ']', '\n']);
    (sound(words) && sound(target)).then_some((words, following))
}

#[cfg(test)]
mod tests {
    use super::without_links;

    #[test]
    fn words_stand_in_the_place_of_links() {
        let table = [
            ("[GET /kites/:id](kite) \n[DELETE /kites](all)", "GET /kites/:id \nDELETE /kites"),
            ("[1, 2](x\ny)", "[1, 2](x\ny)"),
            ("{\"a\": [1]}", "{\"a\": [1]}"),
        ];
        for (lines, expected) in table {
            assert_eq!(without_links(lines), expected);
        }
    }
}
