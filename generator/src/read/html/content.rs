//! Which part of a web page is its text: the main element, or the smallest one around its headings,
//! tables and code; and which blocks in it are the site's furniture.

use super::{
    tag::Attribute,
    tree::{Element, Tree},
};
use crate::{
    glossary::{Glossary, Section},
    page::{Block, BlockKind},
};

/// The element to walk.
pub(super) fn main_element<'t>(tree: &'t Tree<'t>) -> Element<'t> {
    let root = tree.root();
    let mut mains = root.descendants().filter(|element| is_main(*element));
    if let (Some(main), None) = (mains.next(), mains.next()) {
        return main;
    }
    let mut content = root.descendants().filter(|element| is_content(*element) && !in_furniture(*element));
    let Some(first) = content.next() else { return root };
    content.fold(parent_of(first, root), |around, element| common(around, element, root))
}

fn is_main(element: Element) -> bool {
    matches!(element.name(), "main" | "article") || element.attribute(Attribute::Role) == Some("main")
}

fn is_content(element: Element) -> bool {
    matches!(element.name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "pre")
}

fn in_furniture(element: Element) -> bool {
    element.ancestors().any(|around| matches!(around.name(), "nav" | "footer" | "aside" | "header"))
}

fn parent_of<'a>(element: Element<'a>, root: Element<'a>) -> Element<'a> {
    element.ancestors().next().unwrap_or(root)
}

/// The smallest element around both; nesting is bounded, and so is the cost.
fn common<'a>(around: Element<'a>, element: Element<'a>, root: Element<'a>) -> Element<'a> {
    let holds = |outer: &Element<'a>| element.ancestors().any(|ancestor| ancestor == *outer);
    if holds(&around) {
        return around;
    }
    around.ancestors().find(holds).unwrap_or(root)
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
