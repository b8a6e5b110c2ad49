//! Parameters as a name with a list of fields below it: `:Type: String`, `:Required: Yes`. In go the lines of the list
//! and the name, out comes the parameter. A list of other fields is words.

use super::directive::field;
use crate::{
    glossary::{Column, Glossary},
    page::{Span, Text},
    read::{
        line::{Line, indented, span_of},
        parameter::Parameter,
    },
};

/// A list of fields that says what a parameter is.
pub(super) struct Facts<'a> {
    /// Each field's name, and the lines of its value.
    fields: Vec<(&'a str, Vec<Line<'a>>)>,
    /// The lines it takes.
    pub(super) length: usize,
}

impl<'a> Facts<'a> {
    /// The fields that the lines open with. `None` if none of them heads a column of types, or says whether a parameter
    /// must be given.
    pub(super) fn of(lines: &[Line<'a>], glossary: &Glossary) -> Option<Self> {
        let mut fields = Vec::new();
        let mut length = 0;
        while let Some((name, value)) = lines.get(length).and_then(|line| field(*line)) {
            let more = indented(lines, length + 1);
            fields
                .push((name, std::iter::once(value).chain(more.iter().map(|line| line.skip(line.indent()))).collect()));
            length += 1 + more.len();
        }
        let decides = |name: &str| matches!(glossary.column(name), Some(Column::Type | Column::Mandatory));
        fields.iter().any(|(name, _)| decides(name)).then_some(Self { fields, length })
    }

    /// The parameter of this name.
    pub(super) fn parameter(
        &self,
        name: &Text,
        glossary: &Glossary,
        words: &mut impl FnMut(&[Line<'a>]) -> Text,
    ) -> Parameter {
        let ends = self.fields.iter().flat_map(|(_, lines)| lines).map(|line| span_of(&[*line]));
        let place = ends.fold(name.place, Span::to);
        let mut parameter = Parameter { name: name.content.clone(), place, ..Parameter::default() };
        for (head, lines) in &self.fields {
            let said = words(lines);
            match glossary.column(head) {
                Some(Column::In) => parameter.location = said.content,
                Some(Column::Type) => parameter.kind = said.content,
                Some(Column::Mandatory) => parameter.mandatory = said.content,
                Some(Column::Default) => parameter.default = said.content,
                Some(Column::Description) => parameter.words = said,
                _ => parameter.more.push(((*head).to_owned(), said)),
            }
        }
        parameter
    }
}
