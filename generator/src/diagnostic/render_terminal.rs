//! Findings for people: headline, underlined source, advice, as compilers show them.

use super::{Code, Diagnostic, Place, Selection, Severity, printable, said};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use std::borrow::Cow;

/// The most text that is shown of the place, and after it.
const WINDOW: usize = 400;

/// The findings selected, each closed by an empty line, and a line for each code that has more.
#[must_use]
pub fn terminal(selection: &Selection<'_>, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for (diagnostic, advice) in selection.advised() {
        out.push_str(&finding(diagnostic, advice, &renderer));
        out.push_str("\n\n");
    }
    for (code, count) in &selection.hidden {
        let more = format!("and {count} more {} like this: {}", code.id(), code.title());
        out.push_str(&renderer.render(&[Group::with_title(level(*code).primary_title(more))]));
        out.push_str("\n\n");
    }
    out
}

fn finding(diagnostic: &Diagnostic, advice: Option<&str>, renderer: &Renderer) -> String {
    let title = level(diagnostic.code).primary_title(printable(&diagnostic.message)).id(diagnostic.code.id());
    let excerpt = diagnostic.place.as_ref().map(Excerpt::of);
    let mut group = match &excerpt {
        // Nobody reads a row through its tags.
        Some(Excerpt { cells: Some(cells), .. }) => {
            let cells = (!cells.is_empty()).then(|| Level::NOTE.message(format!("the page has: {cells}")));
            let cells = cells.map(Element::from);
            title.elements(excerpt.as_ref().map(Excerpt::origin).map(Element::from)).elements(cells)
        }
        Some(excerpt) => title.element(excerpt.snippet()),
        None => Group::with_title(title),
    };
    if let Some(advice) = advice {
        group = group.element(Element::from(Level::HELP.message(printable(advice))));
    }
    renderer.render(&[group])
}

fn level(code: Code) -> Level<'static> {
    match code.severity() {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

/// The lines of a page around a place, safe to print.
struct Excerpt<'a> {
    path: Cow<'a, str>,
    text: String,
    line: usize,
    column: usize,
    span: std::ops::Range<usize>,
    /// What is meant, where it is HTML, without tags.
    cells: Option<String>,
}

impl<'a> Excerpt<'a> {
    fn of(place: &'a Place) -> Self {
        let text = place.source.text.as_str();
        let start = floor(text, place.span.start as usize);
        let end = floor(text, (place.span.end as usize).min(start + WINDOW)).max(start);
        let (before, from) = text.split_at_checked(start).unwrap_or((text, ""));
        let (meant, after) = from.split_at_checked(end - start).unwrap_or((from, ""));
        // What is meant ends with its last word: an underlined line break says nothing.
        let meant = meant.trim_end();
        let after = from.get(meant.len()..).unwrap_or(after);
        // The line's beginning is kept whole: the column is counted in it.
        let head = before.rsplit('\n').next().unwrap_or_default();
        let tail = after.split('\n').next().unwrap_or_default();
        let tail = tail.get(..floor(tail, WINDOW)).unwrap_or_default();
        let line = place.source.locate(place.span.start).line as usize;
        let column = head.chars().count() + 1;
        let cells = said(place).map(|cells| printable(&cells).into_owned());
        let head = printable(head);
        let middle = printable(meant);
        let span = head.len()..head.len() + middle.len();
        let text = format!("{head}{middle}{}", printable(tail));
        Self { path: printable(&place.source.path), text, line, column, span, cells }
    }

    fn origin(&self) -> Origin<'_> {
        Origin::path(&*self.path).line(self.line).char_column(self.column)
    }

    fn snippet(&self) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        Snippet::source(&self.text)
            .path(&*self.path)
            .line_start(self.line)
            .annotation(AnnotationKind::Primary.span(self.span.clone()))
    }
}

/// The last character boundary not beyond `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
