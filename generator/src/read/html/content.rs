//! Which part of a web page is its text: the main element, or the smallest one around its headings,
//! tables and code; and which blocks in it are the site's furniture.

use crate::{
    glossary::{Glossary, Section},
    page::{Block, BlockKind},
};
use scraper::{ElementRef, Html};

/// The element to walk.
pub(super) fn main_element(html: &Html) -> ElementRef<'_> {
    let root = html.root_element();
    let elements = || root.descendants().filter_map(ElementRef::wrap);
    let mut mains = elements().filter(|element| is_main(*element));
    if let (Some(main), None) = (mains.next(), mains.next()) {
        return main;
    }
    let mut content = elements().filter(|element| is_content(*element) && !in_furniture(*element));
    let Some(first) = content.next() else { return root };
    content.fold(parent_of(first, root), |around, element| common(around, element, root))
}

fn is_main(element: ElementRef) -> bool {
    matches!(element.value().name(), "main" | "article") || element.attr("role") == Some("main")
}

fn is_content(element: ElementRef) -> bool {
    matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "pre")
}

fn in_furniture(element: ElementRef) -> bool {
    element
        .ancestors()
        .filter_map(ElementRef::wrap)
        .any(|around| matches!(around.value().name(), "nav" | "footer" | "aside" | "header"))
}

fn parent_of<'a>(element: ElementRef<'a>, root: ElementRef<'a>) -> ElementRef<'a> {
    element.ancestors().find_map(ElementRef::wrap).unwrap_or(root)
}

/// The smallest element around both; nesting is bounded, and so is the cost.
fn common<'a>(around: ElementRef<'a>, element: ElementRef<'a>, root: ElementRef<'a>) -> ElementRef<'a> {
    let holds = |outer: &ElementRef<'a>| element.ancestors().any(|ancestor| ancestor.id() == outer.id());
    if holds(&around) {
        return around;
    }
    around.ancestors().filter_map(ElementRef::wrap).find(holds).unwrap_or(root)
}

/// Takes out the site's own words: such a paragraph alone, such a heading with the text below it.
/// Tables stay wherever they stand.
pub(super) fn without_furniture(blocks: Vec<Block>, glossary: &Glossary) -> Vec<Block> {
    let furniture = |text: &str| glossary.section(text) == Some(Section::Furniture);
    let mut dropping: Option<u8> = None;
    let keeps = |block: &Block| match &block.kind {
        BlockKind::Heading { level, text } => {
            if dropping.is_none_or(|dropped| *level <= dropped) {
                dropping = furniture(&text.content).then_some(*level);
            }
            dropping.is_none()
        }
        BlockKind::Paragraph(text) | BlockKind::Item(text) => dropping.is_none() && !furniture(&text.content),
        BlockKind::Table(_) => true,
        BlockKind::Code(_) => dropping.is_none(),
    };
    let mut kept = blocks;
    kept.retain(keeps);
    kept
}
