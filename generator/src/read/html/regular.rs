//! A tree of HTML that is regular: every element ends by its own end tag and stands where a browser
//! leaves it, so that the tree is what the tags say. Nearly all tables are, since machines write
//! them. What cannot be proven regular is declined here and grown by the browser's parser, which
//! takes several times as long and gives the same tree.

use super::{
    Form, Grown,
    scan::{self, End, Sink},
    tag::{self, Name, Tag},
    tree::Tree,
};
use crate::page::Span;
use std::borrow::Cow;

/// The tree of `source`; none where a browser might see another one.
pub(super) fn tree(source: &str, base: usize, form: Form) -> Option<Grown<'_>> {
    let mut grower = Grower::new(form);
    let too_deep = scan::scan(source, base, &mut grower);
    let mut tree = grower.tree.filter(|tree| !tree.is_empty())?;
    tree.finish();
    Some(Grown { tree, too_deep })
}

struct Grower<'a> {
    /// None once it is known not to be regular.
    tree: Option<Tree<'a>>,
    /// What the open elements may hold, the innermost last.
    around: Vec<Around>,
    /// The cells and captions that stand open, the innermost last.
    cells: Vec<Scope>,
    /// A line end right behind `<pre>` is none.
    drops_line_end: bool,
}

/// What an element may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Around {
    /// Words and everything that stands among or between them.
    #[default]
    Flow,
    /// The same without headings.
    Heading,
    /// The same and list items.
    List,
    /// The same, terms and their definitions.
    Definitions,
    Table,
    RowGroup,
    Row,
    ColumnGroup,
    Document,
    BeforeHead,
    Head,
    BeforeBody,
    Nothing,
}

impl Around {
    fn is_flow(self) -> bool {
        matches!(self, Self::Flow | Self::Heading | Self::List | Self::Definitions)
    }
}

/// What stands open inside a cell and would be ended by another one of its kind.
#[derive(Clone, Copy, Debug, Default)]
struct Scope {
    paragraph: bool,
    link: bool,
}

impl Grower<'_> {
    fn new(form: Form) -> Self {
        let mut tree = Tree::default();
        if form == Form::Fragment {
            tree.open(Name::of("html"), Span::default());
        }
        let around = if form == Form::Document { Around::Document } else { Around::Flow };
        Self { tree: Some(tree), around: vec![around], cells: vec![Scope::default()], drops_line_end: false }
    }

    fn around(&self) -> Around {
        self.around.last().copied().unwrap_or_default()
    }

    fn scope(&self) -> Scope {
        self.cells.last().copied().unwrap_or_default()
    }

    /// What the element may hold; none where a browser would not leave it here.
    fn holds(&self, name: Name) -> Option<Around> {
        let around = self.around();
        let between = around.is_flow() && !self.scope().paragraph;
        let (fits, holds) = match name.text {
            "p" | "div" | "pre" | "blockquote" | "center" | "section" | "article" | "main" | "nav" | "header"
            | "footer" | "aside" | "figure" | "figcaption" | "details" | "summary" | "address" => {
                (between, Around::Flow)
            }
            "a" => (around.is_flow() && !self.scope().link, Around::Flow),
            "b" | "strong" | "i" | "em" | "u" | "s" | "code" | "tt" | "big" | "small" | "font" | "strike" | "span"
            | "abbr" | "acronym" | "cite" | "del" | "dfn" | "ins" | "kbd" | "label" | "mark" | "q" | "samp" | "sub"
            | "sup" | "time" | "var" => (around.is_flow(), Around::Flow),
            "td" | "th" => (around == Around::Row, Around::Flow),
            "tr" => (matches!(around, Around::Table | Around::RowGroup), Around::Row),
            "thead" | "tbody" | "tfoot" => (around == Around::Table, Around::RowGroup),
            "caption" => (around == Around::Table, Around::Flow),
            "colgroup" => (around == Around::Table, Around::ColumnGroup),
            "table" => (between, Around::Table),
            "ul" | "ol" => (between, Around::List),
            "li" => (between && around == Around::List, Around::Flow),
            "dl" => (between, Around::Definitions),
            "dt" | "dd" => (between && around == Around::Definitions, Around::Flow),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (between && around != Around::Heading, Around::Heading),
            "html" => (around == Around::Document, Around::BeforeHead),
            "head" => (around == Around::BeforeHead, Around::Head),
            "body" => (matches!(around, Around::BeforeHead | Around::BeforeBody), Around::Flow),
            _ => (false, Around::Nothing),
        };
        fits.then_some(holds)
    }

    /// What stands open from here on.
    fn enter(&mut self, name: Name, holds: Around) {
        match (name.text, self.around.last_mut(), self.cells.last_mut()) {
            ("td" | "th" | "caption", ..) => self.cells.push(Scope::default()),
            ("p", _, Some(scope)) => scope.paragraph = true,
            ("a", _, Some(scope)) => scope.link = true,
            ("head", Some(around), _) => *around = Around::BeforeBody,
            ("html" | "body", Some(around), _) => *around = Around::Nothing,
            _ => {}
        }
        self.around.push(holds);
    }

    fn leave(&mut self, name: Name) {
        self.around.pop();
        match (name.text, self.cells.last_mut()) {
            ("td" | "th" | "caption", _) => drop(self.cells.pop()),
            ("p", Some(scope)) => scope.paragraph = false,
            ("a", Some(scope)) => scope.link = false,
            _ => {}
        }
    }
}

impl<'a> Sink<'a> for Grower<'a> {
    fn words(&mut self, words: &'a str) {
        let dropped = std::mem::take(&mut self.drops_line_end).then(|| words.strip_prefix('\n')).flatten();
        let words = dropped.unwrap_or(words);
        let blank = || words.bytes().all(|byte| byte.is_ascii_whitespace());
        match &mut self.tree {
            Some(tree) if self.around.last().is_some_and(|around| around.is_flow()) => tree.words(Cow::Borrowed(words)),
            // Between the rows of a table, or before the body, blanks say nothing and words move elsewhere.
            Some(_) if blank() => {}
            _ => self.tree = None,
        }
    }

    fn entity(&mut self, entity: &'a str) {
        self.drops_line_end = false;
        match (&mut self.tree, character(entity)) {
            (Some(tree), Some(c)) if self.around.last().is_some_and(|around| around.is_flow()) => {
                tree.words(Cow::Owned(c.to_string()));
            }
            _ => self.tree = None,
        }
    }

    fn void(&mut self, name: Name<'a>) {
        self.drops_line_end = false;
        let fits = match name.text {
            "br" | "img" | "wbr" | "input" => self.around().is_flow(),
            "hr" => self.around().is_flow() && !self.scope().paragraph,
            "col" => self.around() == Around::ColumnGroup,
            "meta" | "link" | "base" => self.around() == Around::Head,
            _ => false,
        };
        match &mut self.tree {
            Some(tree) if fits => {
                tree.open(name, Span::default());
                tree.close(None);
            }
            _ => self.tree = None,
        }
    }

    fn start(&mut self, tag: &Tag<'a>, place: Span) -> usize {
        self.drops_line_end = tag.name.text == "pre";
        let Some((tree, holds)) = self.tree.take().zip(self.holds(tag.name)) else { return 0 };
        self.enter(tag.name, holds);
        self.tree = grown(tree, tag, place);
        0
    }

    fn end(&mut self, _: usize, end: End<'a>) {
        self.drops_line_end = false;
        match (&mut self.tree, end) {
            (Some(tree), End::Tag(name, place)) => {
                tree.close((!tag::is_formatting(name)).then_some(place));
                self.leave(name);
            }
            _ => self.tree = None,
        }
    }

    fn goes_on(&self) -> bool {
        self.tree.is_some()
    }
}

/// The tree with the element open; none where a value cannot be read for certain.
fn grown<'a>(mut tree: Tree<'a>, tag: &Tag<'a>, place: Span) -> Option<Tree<'a>> {
    let formatting = tag::is_formatting(tag.name);
    tree.open(tag.name, if formatting { Span::default() } else { place });
    if !formatting {
        for (attribute, value) in tag.attributes() {
            tree.attribute(attribute, without_entities(value)?);
        }
    }
    Some(tree)
}

/// The words of an attribute; none where an entity in it is not known here.
fn without_entities(value: &str) -> Option<Cow<'_, str>> {
    let Some(first) = value.find('&') else { return Some(Cow::Borrowed(value)) };
    let (before, mut rest) = value.split_at_checked(first)?;
    let mut words = before.to_owned();
    while let Some(c) = rest.chars().next() {
        let entity = (c == '&').then(|| tag::entity_length(rest.get(1..)?)).flatten();
        let length = entity.map_or(c.len_utf8(), |length| length + 1);
        let (taken, behind) = rest.split_at_checked(length)?;
        words.push(if entity.is_some() { character(taken)? } else { c });
        rest = behind;
    }
    Some(Cow::Owned(words))
}

/// The character that an entity stands for, of those that pages use.
fn character(entity: &str) -> Option<char> {
    let name = entity.strip_prefix('&')?.strip_suffix(';')?;
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = hexadecimal.map_or_else(|| number.parse(), |digits| u32::from_str_radix(digits, 16)).ok()?;
        // Browsers read some codes of control characters as others.
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "middot" => '·',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "times" => '×',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
