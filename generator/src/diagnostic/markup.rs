//! A piece of HTML as people read it: the texts of its cells, without tags. It is for showing alone; what pages mean is
//! read elsewhere.

use super::Place;

/// A place has tags if this many of its first bytes have.
const NEAR: usize = 400;
/// The most bytes of a place that are looked at.
const WINDOW: usize = 4000;
/// The end of a row.
const ROW: &str = "</tr>";

/// What is meant at a place that has tags, without them: of several rows, the first that says something. `None` where there
/// are no tags.
pub(crate) fn said(place: &Place) -> Option<String> {
    let text = place.source.text.get(place.span.start as usize..place.span.end as usize)?;
    let first = |bytes: usize| {
        let ends = text.char_indices().map(|(at, char)| at + char.len_utf8());
        text.get(..ends.take_while(|end| *end <= bytes).last().unwrap_or_default())
    };
    cells(first(NEAR)?)?;
    let mut rows = first(WINDOW)?.split_inclusive(ROW).filter_map(cells);
    Some(rows.find(|row| !row.is_empty()).unwrap_or_default())
}

/// The references to characters that pages write.
const CHARACTERS: &[(&str, &str)] =
    &[("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];

/// `<td>name</td><td>String</td>` is `name | String`. `None` if there is no tag.
fn cells(html: &str) -> Option<String> {
    let mut texts = vec![String::new()];
    let mut rest = html;
    let mut tags = 0;
    while let Some((text, after)) = rest.split_once('<') {
        let name = after.trim_start_matches('/');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            texts.last_mut()?.extend([text, "<"]);
            rest = after;
            continue;
        }
        tags += 1;
        texts.last_mut()?.push_str(text);
        let cell = ["td", "th"].iter().any(|cell| name.get(..2).is_some_and(|name| name.eq_ignore_ascii_case(cell)));
        if cell && after.starts_with('/') {
            texts.push(String::new());
        } else {
            texts.last_mut()?.push(' ');
        }
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    texts.last_mut()?.push_str(rest);
    let shown = texts.iter().map(|text| plain(text)).collect::<Vec<_>>().join(" | ");
    (tags > 0).then(|| shown.trim_end_matches([' ', '|']).to_owned())
}

fn plain(text: &str) -> String {
    let text = CHARACTERS.iter().fold(text.to_owned(), |text, (reference, char)| text.replace(reference, char));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn tags_are_left_out_and_cells_stand_apart() {
        let rows = [
            ("<tr><td>name</td><td>String</td></tr>", Some("name | String")),
            ("<td headers=\"a\"><p>A&nbsp;name &lt;b&gt;<br>of it</p></td><td></td>", Some("A name <b> of it")),
            ("a <b>bold</b> word", Some("a bold word")),
            ("cut <td headers=", Some("cut")),
            ("1 < 2", None),
            ("plain", None),
        ];
        for (html, expected) in rows {
            assert_eq!(cells(html).as_deref(), expected, "{html}");
        }
    }
}
