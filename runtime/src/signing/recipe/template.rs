//! Templates: `{key_id}/{day}, Signature={signature}`. A text enters; its pieces leave, or what the names in it stood
//! for in a text that was made of it.

/// A template, taken apart. What opens no name stays as it is.
pub(super) struct Template<'a> {
    pub(super) pieces: Vec<Piece<'a>>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// A name, and the filters through which its value goes.
    Value(&'a str, Vec<&'a str>),
}

impl<'a> Template<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, inside, after)) = split(rest) {
            if !before.is_empty() {
                pieces.push(Piece::Text(before));
            }
            let mut words = inside.split('|').map(str::trim);
            pieces.push(Piece::Value(words.next().unwrap_or_default(), words.collect()));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
        Self { pieces }
    }

    /// What the names stood for in `made`; `None` if it was not made of this template. A value that went through filters
    /// cannot be told.
    pub(super) fn values_in<'t>(&self, made: &'t str) -> Option<Vec<(&'a str, &'t str)>> {
        let mut values = Vec::new();
        let mut rest = made;
        let mut pieces = self.pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Text(text) => rest = rest.strip_prefix(text)?,
                Piece::Value(name, filters) => {
                    let end = match pieces.peek() {
                        Some(Piece::Text(next)) => rest.find(next)?,
                        Some(Piece::Value(..)) => 0,
                        None => rest.len(),
                    };
                    let (value, after) = rest.split_at_checked(end)?;
                    values.extend(filters.is_empty().then_some((*name, value)));
                    rest = after;
                }
            }
        }
        rest.is_empty().then_some(values)
    }
}

/// The text before a name in braces, the name, and what follows.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (inside, after) = rest.split_once('}')?;
    Some((before, inside, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_filled_in_is_found_again() {
        let template = Template::new("A Credential={key_id}/{day}, Signature={signature}");
        let values = template.values_in("A Credential=k/20310506, Signature=ab").unwrap();
        assert_eq!(values, [("key_id", "k"), ("day", "20310506"), ("signature", "ab")]);
        assert_eq!(template.values_in("B Credential=k/20310506, Signature=ab"), None);
        assert_eq!(Template::new("{a|hash}").pieces, [Piece::Value("a", vec!["hash"])]);
        assert_eq!(Template::new("}{").pieces, [Piece::Text("}{")]);
    }
}
