//! Lists to tables: `` - `limit` (int: 25) - how many ``, or a term with its meaning below, in bold and with labels of its
//! type if no list holds it. In go the blocks of a list, out comes its table, if its items are parameters: their marks say
//! it, the heading above, or an example that has their names; or if they are HTTP statuses.

use crate::{
    diagnostic::{Code, Diagnostic},
    glossary::{Column, Fact, Glossary, Section, TypeMeaning, form},
    page::{Block, BlockKind, Row, Span, Table, Text},
    read::{
        blocks::span,
        cell_text::flatten,
        parameter::{self, Parameter},
        section, set_apart,
        table::shown_names,
    },
};
use std::collections::HashSet;

/// The blocks of the list that the first one opens.
pub(super) fn of(blocks: &[Block]) -> &[Block] {
    let depth = blocks.first().map_or(0, |first| first.depth);
    let ends = |block: &Block| block.depth < depth || block.level().is_some();
    blocks.get(..blocks.iter().position(ends).unwrap_or(blocks.len())).unwrap_or_default()
}

fn opens_item(block: &Block, depth: u8) -> bool {
    block.depth == depth && block.is_item()
}

/// What is known of a page when its lists are read.
pub(super) struct Lists<'a> {
    source: &'a str,
    glossary: &'a Glossary,
    /// The names that its code shows.
    shown: HashSet<String>,
}

/// The table of a list, and findings about some of its items.
type Read = (Table, Vec<(Diagnostic, Span)>);

/// An item and what stands inside it.
struct Item<'a> {
    text: &'a Text,
    inside: &'a [Block],
    written: Option<Parameter>,
    marked: bool,
    /// Whether it opens with several words in bold, of which none is a type.
    remark: bool,
}

/// What code opens with.
const CODE: char = '`';

/// Among so many items of a list of parameters, one may be none: it is told.
const FEW_OTHERS: usize = 4;

impl<'a> Lists<'a> {
    pub(super) fn new(source: &'a str, blocks: &[Block], glossary: &'a Glossary) -> Self {
        let code = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code(_))).filter_map(Block::text);
        let shown = code.flat_map(|code| shown_names(&code.content)).collect();
        Self { source, glossary, shown }
    }

    /// The parameters of the terms that the first block opens, and of how many blocks they are made; each must say its
    /// type, or whether it must be given.
    pub(super) fn terms(&self, blocks: &[Block]) -> Option<(Vec<Parameter>, usize)> {
        term(blocks.first()?)?;
        let ends = |block: &Block| !matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Item(_));
        let run = blocks.get(..blocks.iter().position(ends).unwrap_or(blocks.len()))?;
        let read = |part: &[Block]| {
            let (first, inside) = part.split_first()?;
            let (name, meaning) = term(first)?;
            let meaning = if meaning.is_empty() && !inside.is_empty() {
                flatten(inside.to_vec(), span(inside))
            } else {
                joined(&meaning, inside)
            };
            // A mark alone is of the parameter or body above it.
            let is_mark = self.glossary.yes_no(&name.content).is_some();
            let read = Parameter::of_definition(&name, &meaning, self.glossary);
            read.filter(|read| read.is_described() && !is_mark)
        };
        let rows: Option<Vec<Parameter>> = run.chunk_by(|_, next| term(next).is_none()).map(read).collect();
        Some((rows?, run.len()))
    }

    /// The table of a list, with what is to be said of items that are read as words; else what is to be said of it, whose
    /// items are words.
    pub(super) fn table(&self, list: &'a [Block], section: Option<Section>) -> Result<Read, Option<Diagnostic>> {
        let items = self.items(list);
        let place = span(list);
        if items.is_empty() {
            return Err(None);
        }
        // Where no section of a call is open, `**limit required**` is what the call needs, in a few words.
        if section.is_none() && items.iter().all(|item| item.remark) {
            return Err(None);
        }
        if section == Some(Section::StatusCodes)
            && let Some(rows) = items.iter().map(|item| status(item.text)).collect::<Option<Vec<Row>>>()
        {
            return Ok((parameter::statuses(rows, place), Vec::new()));
        }
        if !self.are_parameters(&items, section) {
            let named = items.iter().any(|item| item.marked && item.written.is_some());
            let told = named && section.is_some_and(section::is_told_if_unread);
            return Err(told.then(partly_read));
        }
        let (mut rows, mut unread) = (Vec::new(), Vec::new());
        self.rows(items, &[], &mut rows, &mut unread);
        let unread = unread.into_iter().map(|place| (item_read_as_words(), place)).collect();
        Ok((parameter::table(None, rows, place), unread))
    }

    /// The parameter of an item that names the section it is of: `Query arguments: limit - (int) how many`; or of a
    /// paragraph, if its name is set apart.
    pub(super) fn labelled(&self, block: &Block) -> Option<Parameter> {
        let text = block.words()?;
        let (label, rest) = text.content.split_once([':', '：'])?;
        let name_at = text.content.len() - rest.trim_start().len();
        if !block.is_item() && !text.marked.iter().any(|marked| marked.start == name_at) {
            return None;
        }
        let place = match self.glossary.heading(label) {
            Some(Section::PathParameters) => "path",
            Some(Section::QueryParameters) => "query",
            Some(Section::RequestHeaders) => "header",
            Some(Section::RequestBody) => "body",
            Some(Section::Request | Section::Parameters) => "",
            Some(_) => return None,
            None => self.glossary.place(label).map(|_| label)?,
        };
        let row = Parameter::of_item(&text.rest_from(name_at), self.glossary)?;
        (row.is_described() || !block.is_item()).then(|| Parameter { location: place.to_owned(), ..row })
    }

    /// The name that the first item of a list opens with.
    pub(super) fn names_first(&self, list: &[Block]) -> Option<String> {
        Parameter::of_item(list.first()?.text()?, self.glossary).map(|row| row.name)
    }

    /// Whether each item of a list opens with code that leads nowhere.
    pub(super) fn are_of_code(&self, list: &[Block]) -> bool {
        let depth = list.first().map_or(0, |first| first.depth);
        list.iter().filter(|block| opens_item(block, depth)).all(|block| {
            let source = self.source.get(block.place.start as usize..).unwrap_or_default();
            let source = source.trim_start_matches(|c: char| c.is_whitespace() || "-+*•".contains(c));
            source.starts_with(CODE) && block.text().is_some_and(|text| text.links.is_empty())
        })
    }

    fn items(&self, list: &'a [Block]) -> Vec<Item<'a>> {
        let Some(first) = list.first() else { return Vec::new() };
        // Values of the item before, set in by less than Markdown asks for.
        let margin = self.indent(first);
        let is_value = |item: &Block| {
            let is_word = || self.item(std::slice::from_ref(item)).is_some_and(|item| item.written.is_none());
            self.indent(item) > margin && (self.is_fact(item) || is_word())
        };
        let goes_on = |next: &Block| !opens_item(next, first.depth) || is_value(next);
        list.chunk_by(|_, next| goes_on(next)).filter_map(|item| self.item(item)).collect()
    }

    /// How far the line is indented on which a block stands.
    fn indent(&self, block: &Block) -> usize {
        let before = self.source.get(..block.place.start as usize).unwrap_or_default();
        let line = self.source.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default();
        line.len() - line.trim_start_matches(' ').len()
    }

    fn item(&self, blocks: &'a [Block]) -> Option<Item<'a>> {
        let (first, inside) = blocks.split_first()?;
        let BlockKind::Item(text) = &first.kind else { return None };
        let meaning = inside.first().and_then(|block| match &block.kind {
            BlockKind::Paragraph(meaning) if block.depth == first.depth => Some(meaning),
            _ => None,
        });
        let defined = meaning.and_then(|meaning| Parameter::of_definition(text, meaning, self.glossary));
        let is_term = defined.is_some();
        let source = self.source.get(text.place.start as usize..).unwrap_or_default();
        let typed = Parameter::of_typed_item(text, source, self.glossary);
        let item = typed.or_else(|| Parameter::of_item(text, self.glossary));
        let of_pieces = || {
            let described = item.as_ref().is_some_and(Parameter::is_described);
            if described { None } else { Parameter::of_pieces(text, &set_apart::pieces(source), self.glossary) }
        };
        let after_mark = || Parameter::after_mark(text, self.glossary);
        let written = defined.or_else(of_pieces).or_else(after_mark).or(item);
        let marked = is_term || is_marked(source);
        let is_label = || {
            let section = self.glossary.heading(&text.content);
            section.is_some_and(|section| !marked || section.is_example()) || self.leads(text, inside)
        };
        let names_body = |written: &Parameter| !marked && inside.is_empty() && self.names_body(written);
        let mut written =
            written.filter(|written| !self.glossary.is_none(&written.name) && !is_label() && !names_body(written));
        if let Some(written) = written.as_mut() {
            for fact in self.facts(inside).into_iter().filter_map(Block::text) {
                written.take_label(&fact.content, self.glossary);
            }
        }
        let remark = written.as_ref().is_some_and(|written| written.kind.is_empty()) && opens_with_bold_words(source);
        let inside = inside.get(usize::from(is_term)..).unwrap_or_default();
        Some(Item { text, inside, written, marked, remark })
    }

    /// The items inside another one that say what it is, and are no members of it: `Type: String`, `Required: Yes`.
    fn facts(&self, inside: &'a [Block]) -> Vec<&'a Block> {
        let depth = inside.iter().find(|block| block.is_item()).map_or(0, |first| first.depth);
        let items: Vec<&Block> = inside.iter().filter(|block| opens_item(block, depth)).collect();
        Some(items).filter(|items| items.iter().all(|item| self.is_fact(item))).unwrap_or_default()
    }

    fn is_fact(&self, block: &Block) -> bool {
        use Column as C;
        let label = block.text().filter(|_| block.is_item()).and_then(|text| text.content.split_once([':', '：']));
        let column = label.and_then(|(label, _)| self.glossary.column(label));
        matches!(column, Some(C::Type | C::Mandatory | C::Default | C::Range | C::Sample))
    }

    /// `Attributes (array[Kite])`: a word for all members, and the structure that has them.
    fn names_body(&self, written: &Parameter) -> bool {
        let is_structure = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_uppercase()) && self.glossary.types().word(part).is_none()
        };
        let names_structure = written.kind.split(|c: char| !c.is_ascii_alphanumeric()).any(is_structure);
        names_structure && written.words.is_empty() && self.glossary.column(&written.name) == Some(Column::Name)
    }

    /// Whether an item is a label that leads to code or to a request line: `Request URL:`.
    fn leads(&self, text: &Text, inside: &[Block]) -> bool {
        let shows = inside.first().is_some_and(|block| match &block.kind {
            BlockKind::Code(_) => true,
            BlockKind::Paragraph(text) => form::is_request_line(&text.content),
            _ => false,
        });
        let labels = || !form::opens_small(&text.content) && self.glossary.heading(&text.content).is_some();
        form::ends_label(&text.content) && (shows || labels())
    }

    /// Whether the items state parameters: most say a type or that they must be given; or their names are set apart as
    /// code or in bold, and the section is one of parameters or an example has them.
    fn are_parameters(&self, items: &[Item<'_>], section: Option<Section>) -> bool {
        let written = || items.iter().filter_map(|item| item.written.as_ref());
        let most = |count: usize| count > 0 && count * 2 >= items.len();
        if most(written().filter(|written| written.is_described()).count()) {
            return true;
        }
        let marked = items.iter().all(|item| item.marked && item.written.is_some());
        let mostly_marked = || {
            let others = items.iter().filter(|item| !item.marked || item.written.is_none()).count();
            items.len() >= others * FEW_OTHERS
        };
        let in_example = || most(written().filter(|written| self.shown.contains(&written.name)).count());
        let explained = || most(written().filter(|written| !written.words.is_empty()).count());
        let may_name =
            |written: &Parameter| section.is_some_and(|section| section::may_name(section, &written.name, true));
        let named = || items.iter().all(|item| item.written.as_ref().is_some_and(&may_name));
        // Names of members, one with its type, are those of a structure, whatever the heading says.
        let of_structure = || {
            let small = |written: &Parameter| form::opens_small(&written.name);
            written().all(small) && written().any(Parameter::is_described)
        };
        section.is_some_and(section::of_parameters) && (marked || mostly_marked())
            || marked && section.is_none() && of_structure()
            || marked && explained() && in_example()
            || named()
                && (most(written().filter(|written| written.words.content.contains(' ')).count())
                    || written().any(|written| self.shown.contains(&written.name)))
    }

    /// Adds the rows of items that stand inside those of some names. An item that is none is of the words above it.
    fn rows(&self, items: Vec<Item<'a>>, above: &[String], rows: &mut Vec<Parameter>, unread: &mut Vec<Span>) {
        for item in items {
            let Some(mut row) = item.written else {
                unread.push(item.text.place);
                if let Some(last) = rows.last_mut() {
                    last.words = joined(&joined(&last.words, &[paragraph(item.text)]), item.inside);
                }
                continue;
            };
            let first = item.inside.iter().position(Block::is_item);
            let (words, list) = item.inside.split_at_checked(first.unwrap_or(item.inside.len())).unwrap_or_default();
            let above_list = words.iter().rev().find_map(Block::words).unwrap_or(&row.words);
            let of_values = leads_to_values(above_list, self.glossary);
            let of_facts = !self.facts(item.inside).is_empty();
            let members = if of_values || of_facts { Vec::new() } else { self.members(list, &row) };
            // What the row has taken is no more needed among its words.
            let is_taken = |text: &Text| parameter::labelled(&text.content, self.glossary).is_some();
            let is_word = |block: &&Block| !(of_facts && block.text().is_some_and(is_taken));
            let inside: Vec<Block> =
                if members.is_empty() { item.inside } else { words }.iter().filter(is_word).cloned().collect();
            row.words = joined(&row.words, &inside);
            row.depth = above.len();
            let whole = row.name.clone();
            // `owner.name` inside `owner` is its `name`.
            if let Some(name) = above.last().and_then(|above| whole.strip_prefix(above.as_str())?.strip_prefix('.')) {
                name.clone_into(&mut row.name);
            }
            rows.push(row);
            self.rows(members, &[above, &[whole]].concat(), rows, unread);
        }
    }

    /// The items that a list inside a row's item has, if they are members of the row and not its values.
    fn members(&self, list: &'a [Block], row: &Parameter) -> Vec<Item<'a>> {
        let items = self.items(list);
        let described = |item: &Item<'_>| item.written.as_ref().is_some_and(Parameter::is_described);
        let whole = items.iter().all(|item| item.written.is_some())
            || items.len() > 2 && items.iter().filter(|item| !described(item)).count() == 1;
        let holds = row.kind.is_empty() || !is_scalar(&row.kind, self.glossary);
        // Below a bare name nothing else says what stands there; words may: `What the kite has as its attributes:`.
        let named = row.words.is_empty() || leads_to_names(&row.words, self.glossary);
        let section = named.then_some(Section::Parameters);
        if whole && holds && self.are_parameters(&items, section) { items } else { Vec::new() }
    }
}

/// Whether words are a label that ends with a head of names: `The attributes:`.
fn leads_to_names(words: &Text, glossary: &Glossary) -> bool {
    let last = words.content.trim_end_matches([':', '：']).split_whitespace().next_back();
    form::ends_label(&words.content) && last.is_some_and(|word| glossary.column(word) == Some(Column::Name))
}

/// Whether words end with what values follow: `Valid values are:`.
pub(super) fn leads_to_values(words: &Text, glossary: &Glossary) -> bool {
    let label = words.content.to_lowercase().replace('：', ":");
    let phrases = glossary.phrases().find(&label);
    let states_values = |fact: Fact| matches!(fact, Fact::Values | Fact::Enumeration);
    let ends = |end: usize| label.get(end..).is_some_and(|rest| rest.trim_matches([' ', ':']).is_empty());
    form::ends_label(&words.content)
        && phrases.iter().any(|phrase| states_values(phrase.fact) && ends(phrase.range.end))
}

/// The name that a paragraph consists of, in bold, or opens with, between stars that no bold words can have: `** Name **`;
/// and the words that follow it.
fn term(block: &Block) -> Option<(Text, Text)> {
    let BlockKind::Paragraph(text) = &block.kind else { return None };
    let content = text.content.trim_start();
    let (name, rest) = if text.bold {
        (content, "")
    } else {
        content.strip_prefix("**").and_then(|content| content.split_once("**"))?
    };
    let name = name.trim();
    let words = text.rest_from(text.content.len() - rest.trim_start().len());
    form::is_identifier(name).then(|| (Text::plain(name, text.place), words))
}

/// Whether values of a type have no members.
fn is_scalar(kind: &str, glossary: &Glossary) -> bool {
    use TypeMeaning as T;
    let word = glossary.types().word(kind);
    word.is_some_and(|word| matches!(word.means, T::String | T::Integer | T::Number | T::Boolean))
}

/// Whether an item opens with code or bold words.
fn is_marked(source: &str) -> bool {
    let text = source.trim_start_matches(|c: char| c.is_whitespace() || "-+•".contains(c));
    let text = text.strip_prefix("* ").unwrap_or(text).trim_start();
    ["`", "**", "__", "<code", "<strong", "<b>", "<tt"].iter().any(|mark| text.starts_with(mark))
}

/// Whether an item opens with a name in bold and with more words that are as bold: `` **`limit` required** ``.
fn opens_with_bold_words(source: &str) -> bool {
    let pieces = set_apart::pieces(source);
    let bold = pieces.first().and_then(|piece| piece.trim_start_matches(CODE).split_once([CODE, ' ']));
    bold.is_some_and(|(_, more)| more.trim_start().starts_with(char::is_alphabetic))
}

/// `200 – no error` as a row.
fn status(item: &Text) -> Option<Row> {
    let (code, words) = item.content.split_at_checked(3)?;
    if form::status(code).is_none() || words.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let words = words.trim_start_matches(|c: char| c.is_whitespace() || "-–—:：".contains(c));
    Some(parameter::status(code, Text::plain(words, item.place), item.place))
}

/// What is to be said of a list of which only some items are parameters.
fn partly_read() -> Diagnostic {
    let message = "a list is read as text: only some of its items look like parameters";
    Diagnostic::new(Code::UnreadRegion, message)
}

/// What is to be said of an item among those of parameters that is none.
fn item_read_as_words() -> Diagnostic {
    let message =
        "an item of a list of parameters is read as text: it does not begin with a name, or has too much text after it";
    Diagnostic::new(Code::UnreadRegion, message)
}

fn paragraph(text: &Text) -> Block {
    Block { depth: 1, kind: BlockKind::Paragraph(text.clone()), anchors: Vec::new(), place: text.place }
}

/// Words and what follows them, in lines.
fn joined(words: &Text, more: &[Block]) -> Text {
    if more.is_empty() {
        return words.clone();
    }
    flatten(std::iter::once(paragraph(words)).chain(more.iter().cloned()).collect(), words.place.to(span(more)))
}
