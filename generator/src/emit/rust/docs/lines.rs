//! Words to lines: filled up to a width, and none of them opens a block by where it stands.

/// Lines are filled up to this many characters.
pub(super) const WIDTH: usize = 100;

/// Our own Markdown, filled; with a mark it is a list item.
pub(super) fn fill(markdown: &str, mark: &str) -> Vec<String> {
    let words: Vec<String> = markdown.split_whitespace().map(str::to_owned).collect();
    wrap(&words, mark, &" ".repeat(mark.len()))
}

pub(super) fn wrap(words: &[String], first: &str, other: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in words {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut line, other.to_owned()));
            empty = true;
        }
        if empty {
            line.push_str(&at_line_start(word));
        } else {
            line.push(' ');
            line.push_str(word);
        }
        empty = false;
    }
    lines.push(line);
    lines
}

/// A word that would open a list, a heading, a quote or a ruler at the start of a line is kept from it.
fn at_line_start(word: &str) -> String {
    let opens = word.starts_with(['#', '>', '~'])
        || (word.starts_with(['-', '+', '=']) && word.chars().all(|char| matches!(char, '-' | '+' | '=')));
    if opens {
        return format!("\\{word}");
    }
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    match word.char_indices().nth(digits) {
        Some((at, '.' | ')')) if digits > 0 && at + 1 == word.len() => {
            let (number, dot) = word.split_at(at);
            format!("{number}\\{dot}")
        }
        _ => word.to_owned(),
    }
}
