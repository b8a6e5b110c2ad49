//! A piece of HTML as people read it: the texts of its cells, without tags. It is for showing alone; what pages mean is
//! read elsewhere.

/// The references to characters that pages write.
const CHARACTERS: &[(&str, &str)] =
    &[("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];

/// `<td>name</td><td>String</td>` is `name | String`. `None` if there is no tag.
pub(super) fn cells(html: &str) -> Option<String> {
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
