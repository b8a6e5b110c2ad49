//! What stands above the first section of a page: its title, what the site adds, words about the operation. In: the
//! blocks of a page of any format. Out: the title, and the blocks that follow it without what is of the site.

use super::request_line;
use crate::{
    glossary::{Glossary, Section, form},
    page::{Block, BlockKind, Page, Text},
};

const LONGEST_TITLE: usize = 200;
/// A sentence that is a title is no longer.
const LONGEST_SENTENCE: usize = 100;

/// The page without its title and without what the site adds around it.
pub(super) struct Opening<'a> {
    pub(super) title: Option<&'a Text>,
    /// All that follows, in order.
    pub(super) rest: Vec<&'a Block>,
}

/// Parts a page at its title.
pub(super) fn read<'a>(page: &'a Page, glossary: &Glossary) -> Opening<'a> {
    let first_is_title = opens_with_title(&page.blocks, glossary);
    let end = if first_is_title { 1 } else { end_of_opening(&page.blocks, glossary) };
    let (opening, body) = page.blocks.split_at_checked(end).unwrap_or((&page.blocks, &[]));
    let under_function = body.first().is_some_and(|block| section(block, glossary) == Some(Section::Function));
    let title = if first_is_title { Some(0) } else { title_of(opening, under_function, glossary) };
    let states = |at: &usize| opening.get(*at).and_then(Block::words).is_some_and(states_request);
    let after_title = opening.get(title.map_or(0, |at| at + usize::from(!states(&at)))..).unwrap_or_default();
    let of_page = after_title.iter().filter(|block| !is_furniture(block, glossary));
    Opening { title: title.and_then(|at| opening.get(at)).and_then(Block::words), rest: of_page.chain(body).collect() }
}

/// Whether the first block is a heading above all others, whatever its words: a page may be called `Function` or `Sign In`.
fn opens_with_title(blocks: &[Block], glossary: &Glossary) -> bool {
    let Some((first, later)) = blocks.split_first() else { return false };
    let Some(top) = first.level() else { return false };
    let alone = || later.iter().filter_map(Block::level).all(|level| level > top);
    let says_another = section(first, glossary).is_some() || is_furniture(first, glossary);
    !says_another || top == 1 && alone()
}

/// Where the first section begins, or what only a section holds: a request line, a table, an example.
fn end_of_opening(blocks: &[Block], glossary: &Glossary) -> usize {
    let of_section = |block: &Block| {
        block.words().is_none_or(|text| {
            section(block, glossary).is_some_and(|section| section != Section::Furniture)
                || glossary.table_label(&text.content).is_some()
                || text.lines().any(|line| {
                    let relative = || request_line::read_relative(line).filter(|_| glossary.media(line).is_none());
                    request_line::read(line).or_else(relative).is_some() || is_labelled_part(line, glossary)
                })
        })
    };
    let states_call = |at: usize| {
        let words = |at: usize| blocks.get(at).and_then(Block::words).map_or("", |text| text.content.trim());
        form::method_word(words(at)).is_some() && request_line::is_target(words(at + 1))
    };
    (0..blocks.len()).find(|at| states_call(*at) || blocks.get(*at).is_some_and(of_section)).unwrap_or(blocks.len())
}

/// `Method: POST`, `Path: /v1/kites`: whether a line is a part of a request line after its label.
fn is_labelled_part(line: &str, glossary: &Glossary) -> bool {
    let method = || glossary.after_method_label(line).and_then(request_line::remarked_methods);
    glossary.after_path_label(line).is_some_and(request_line::is_target) || method().is_some()
}

/// Which block of the opening is the title: the first heading by markup; without one, the line that the breadcrumb ends
/// with, or else the line right above the first section.
fn title_of(opening: &[Block], under_function: bool, glossary: &Glossary) -> Option<usize> {
    let of_page = |(_, block): &(usize, &Block)| !is_furniture(block, glossary);
    let heading = |(_, block): &(usize, &Block)| block.level().is_some();
    if let Some((at, _)) = opening.iter().enumerate().filter(of_page).find(heading) {
        return Some(at);
    }
    let lines: Vec<(usize, &str)> =
        opening.iter().enumerate().filter(of_page).map(|(at, block)| (at, line(block).unwrap_or_default())).collect();
    named_by_breadcrumb(opening, &lines, glossary).or_else(|| above_section(&lines, under_function, glossary))
}

fn named_by_breadcrumb(opening: &[Block], lines: &[(usize, &str)], glossary: &Glossary) -> Option<usize> {
    let crumb = opening
        .iter()
        .filter_map(Block::words)
        .find_map(|text| glossary.last_crumb(&text.content))
        .filter(|crumb| !crumb.is_empty())?;
    lines.iter().find(|(_, line)| line.starts_with(crumb)).map(|(at, _)| *at)
}

/// The line right above the first section; if what the operation does is not said in a section of its own, it may be
/// said here, and the title is above that.
fn above_section(lines: &[(usize, &str)], under_function: bool, glossary: &Glossary) -> Option<usize> {
    // `Note` leads to what follows it.
    let is_title = |(_, line): &&(usize, &str)| is_title(line) && !glossary.divides_description(line);
    let found = if under_function {
        let sentence =
            |(_, line): &&(usize, &str)| !line.is_empty() && line.len() <= LONGEST_SENTENCE && !form::ends_label(line);
        lines.iter().rfind(is_title).or_else(|| lines.last().filter(sentence))
    } else {
        lines.iter().skip_while(|line| !is_title(line)).take_while(is_title).last()
    };
    found.map(|(at, _)| *at)
}

/// Whether a title says what is called, or the path of it: then it is a heading of the page as well.
fn states_request(title: &Text) -> bool {
    request_line::in_heading(&title.content).is_some()
        || request_line::resource_in_heading(&title.content).is_some()
        || request_line::read_relative(&title.content).is_some()
}

/// Whether a line may be a title by its form.
pub(super) fn is_title(line: &str) -> bool {
    line.len() <= LONGEST_TITLE
        && line.chars().any(char::is_alphabetic)
        && !line.ends_with(['.', '。', ';', '；', ',', '，'])
        && !form::ends_label(line)
        && !line.contains("://")
}

fn is_furniture(block: &Block, glossary: &Glossary) -> bool {
    block.words().is_some_and(|text| glossary.is_furniture(&text.content))
}

/// What a heading, or a line that may be one, opens.
fn section(block: &Block, glossary: &Glossary) -> Option<Section> {
    let words = &block.words()?.content;
    if block.level().is_some() { glossary.heading(words) } else { glossary.section(words) }
}

/// A paragraph of one line.
fn line(block: &Block) -> Option<&str> {
    match &block.kind {
        BlockKind::Paragraph(text) if !text.content.contains('\n') => Some(text.content.trim()),
        _ => None,
    }
}
