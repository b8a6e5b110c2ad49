//! The section of a call that a block of words stands in: what the last heading, label or sentence before it opened. In: a
//! block and the section before it. Out: the section after it. What may stand in a section is said here too.

use crate::{
    glossary::{Caption, Glossary, Section, form},
    page::{Block, BlockKind},
};

/// A heading that nothing marks has no more bytes.
const LONGEST_BARE_HEADING: usize = 24;

/// A label of more bytes is a sentence.
const LONGEST_LABEL: usize = 120;

/// The section after a block that may be a heading or label.
pub(super) fn after(block: &Block, before: Option<Section>, glossary: &Glossary) -> Option<Section> {
    match &block.kind {
        BlockKind::Heading { text, .. } => glossary.heading(&text.content),
        BlockKind::Paragraph(_) | BlockKind::Item(_) => opened(block, glossary).or(before),
        BlockKind::Code(_) | BlockKind::Table(_) => before,
    }
}

/// The section that a line of words opens.
pub(super) fn opened(block: &Block, glossary: &Glossary) -> Option<Section> {
    match &block.kind {
        BlockKind::Paragraph(text) | BlockKind::Item(text) if text.content.len() <= LONGEST_LABEL => {
            let marked = text.bold || form::ends_label(&text.content);
            let said = if marked { glossary.heading(&text.content) } else { glossary.section(&text.content) };
            said.or_else(|| list_led_to(&text.content, glossary))
        }
        BlockKind::Paragraph(text) => list_led_to(&text.content, glossary),
        _ => None,
    }
}

/// The section of a list that a paragraph's last sentence leads to: `The query parameters are these:`.
fn list_led_to(paragraph: &str, glossary: &Glossary) -> Option<Section> {
    use Section as S;
    let sentence = paragraph.strip_suffix([':', '：'])?.rsplit(". ").next()?.replace('\n', " ");
    let leads = sentence.len() <= LONGEST_LABEL && sentence.contains(' ');
    let Caption::Of(section) = glossary.caption(&sentence).filter(|_| leads)? else { return None };
    let leads_to =
        [S::QueryParameters, S::PathParameters, S::RequestHeaders, S::RequestBody, S::ResponseBody, S::Parameters];
    leads_to.contains(&section).then_some(section)
}

/// Whether a line states a request, a method or a path after a label: `Endpoint: GET /pets`.
pub(super) fn states_call(line: &str, glossary: &Glossary) -> bool {
    after_call_label(line, glossary).is_some_and(|said| {
        let said = said.trim_matches('`');
        said.starts_with('/') || form::is_request_line(said) || form::method_word(said).is_some()
    })
}

/// The section of parameters that a short line opens where its place makes it a heading, and nothing else does: `Headers`.
pub(super) fn of_bare_heading(line: &str, glossary: &Glossary) -> Option<Section> {
    let short = Some(line).filter(|line| line.len() <= LONGEST_BARE_HEADING);
    short.and_then(|line| glossary.heading(line)).filter(|section| of_parameters(*section))
}

/// What follows the label of a method or path.
pub(super) fn after_call_label<'t>(line: &'t str, glossary: &Glossary) -> Option<&'t str> {
    glossary.after_path_label(line).or_else(|| glossary.after_method_label(line))
}

/// Whether what stands under such a heading are parameters.
pub(super) fn of_parameters(section: Section) -> bool {
    use Section as S;
    states_parameters(section) || matches!(section, S::Request | S::Response | S::ResponseHeaders | S::Parameters)
}

/// Whether nothing but parameters stands under such a heading.
pub(super) fn states_parameters(section: Section) -> bool {
    use Section as S;
    matches!(section, S::PathParameters | S::QueryParameters | S::RequestHeaders | S::RequestBody | S::ResponseBody)
}

/// Whether it is told if what stands under such a heading looks like parameters and is not read.
pub(super) fn is_told_if_unread(section: Section) -> bool {
    states_parameters(section) || section == Section::Parameters
}

/// Whether `name: words` in such a section is a parameter with its words, `listed` if it is an item of a list. A sentence may
/// open with a word and a colon too, but names of members open small, and those of headers hold a dash.
pub(super) fn may_name(section: Section, name: &str, listed: bool) -> bool {
    let is_header = section == Section::RequestHeaders && name.contains('-');
    let states = states_parameters(section) || listed && matches!(section, Section::Parameters | Section::Request);
    states && (form::opens_small(name) || is_header)
}
