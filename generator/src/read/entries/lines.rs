//! Lines below a heading of parameters to parameters: which line opens one, which hold its facts, which its words. In go
//! the blocks of a run, out come the parameters and the block that opens the first.

use super::nesting::{Nesting, is_object};
use crate::{
    glossary::{Glossary, Section, form},
    page::{Block, Span, Text},
    read::{
        parameter::{self, Opening, Parameter},
        printed_schema::{self, Mark},
        section, unread_heads,
    },
};

/// Fewer lines that look like rows of a table may be words of a description.
const ROWS_OF_TABLE: usize = 2;

/// A line of a block.
pub(super) struct Line {
    text: Text,
    /// Which block it is of.
    pub(super) block: usize,
    /// Whether it opens that.
    first: bool,
    /// Whether that is an item of a list.
    item: bool,
    /// What it is in a printed schema, if no member.
    mark: Option<Mark>,
}

/// The parameters of lines.
pub(super) struct Found {
    /// The block that the first of them opens.
    pub(super) start: usize,
    pub(super) rows: Vec<Parameter>,
    /// Whether each is an item of a list, with its words below it.
    pub(super) listed: bool,
    /// Lines that are read as words and may be parameters.
    pub(super) doubts: Vec<Span>,
    /// What marks between the lines say of where the parameters stand.
    pub(super) nesting: Nesting,
    /// How many say more than their words.
    described: usize,
}

pub(super) struct Lines<'g> {
    pub(super) all: Vec<Line>,
    glossary: &'g Glossary,
    /// Only items open parameters: their words stand below them.
    of_items: bool,
    /// Some names have their types glued to them.
    glued: bool,
}

impl<'g> Lines<'g> {
    pub(super) fn of(run: &[Block], glossary: &'g Glossary) -> Self {
        let mut lines = Vec::new();
        for (block, written) in run.iter().enumerate() {
            let Some(text) = written.words() else { continue };
            if lines.is_empty() && unread_heads::are_in_line(&text.content, glossary) {
                continue;
            }
            let item = written.is_item();
            lines.extend(text.split_lines().enumerate().map(|(nth, text)| {
                let mark = printed_schema::mark(&text.content, glossary);
                Line { text, block, first: nth == 0, item, mark }
            }));
        }
        // Where more lines than items do, a scraper has left the mark of the first item alone.
        let open = lines.iter().filter(|line| line.first && opening(&line.text, glossary) == Some(Opening::Facts));
        let (items, others): (Vec<&Line>, Vec<&Line>) = open.partition(|line| line.item);
        // Of a printed schema, bullets are left of some lines only.
        let marked = lines.iter().any(|line| line.mark.is_some());
        let is_named = |pair: &[Line]| match pair {
            [name, facts] => {
                let alone = opening(&name.text, glossary) == Some(Opening::Name);
                name.first && !name.item && alone && Parameter::default().take_facts(&facts.text.content, glossary)
            }
            _ => false,
        };
        let of_items = !items.is_empty()
            && if marked { others.is_empty() && !lines.windows(2).any(is_named) } else { items.len() >= others.len() };
        let glued = lines.iter().any(|line| line.first && Parameter::of_glued(&line.text, glossary).is_some());
        Self { all: lines, glossary, of_items, glued }
    }

    pub(super) fn rows(&self, section: Section) -> Option<Found> {
        let (facts, terms) = (self.of_facts(section), self.of_terms(section));
        // The words below a name may read like facts; those of the names below it are no part of them.
        match (facts, terms) {
            (Some(facts), Some(terms)) if terms.rows.len() > facts.rows.len() && terms.described > 0 => Some(terms),
            (facts, terms) => facts.or(terms),
        }
    }

    /// The first line that is no mark.
    pub(super) fn first_member(&self) -> Option<&Line> {
        self.all.iter().find(|line| line.mark.is_none())
    }

    pub(super) fn open_with_facts(&self) -> bool {
        self.all.first().is_some_and(|line| opening(&line.text, self.glossary) == Some(Opening::Facts))
    }

    /// Where the first line stands that looks like a parameter.
    pub(super) fn first_parameter(&self) -> Option<Span> {
        let looks = |line: &&Line| match opening(&line.text, self.glossary) {
            Some(Opening::Facts) => true,
            Some(Opening::Words | Opening::Name) => {
                let words = &line.text.content;
                form::opens_small(words) && !self.is_mark(&line.text) && !self.glossary.is_none(words)
            }
            None => false,
        };
        self.all.iter().filter(|line| line.first).find(looks).map(|line| line.text.place)
    }

    /// Parameters that say a type or whether they must be given, and those that hold words beside their names. `None` where
    /// rows of a table would be taken for the words of one.
    pub(super) fn of_facts(&self, section: Section) -> Option<Found> {
        let (mut rows, mut doubts): (Vec<Parameter>, Vec<Span>) = Default::default();
        // The first block of rows, the last that opened one, whether the last row may have more facts, and what a label
        // says of the rows below it.
        let (mut start, mut opened, mut collects, mut group) = (None, 0, false, "");
        // Whether the last row is a name alone, with its type below it: then no name stands beside its type.
        let mut stacked = false;
        let mut run_together = 0;
        let mut nesting = Nesting::default();
        for (at, line) in self.all.iter().enumerate() {
            let words = line.text.content.as_str();
            if let Some(mark) = line.mark {
                nesting.pass(mark, line.text.place, &rows);
                collects = false;
                continue;
            }
            if let Some(values) = printed_schema::any_key(words, self.glossary)
                && let Some(row) = rows.last_mut().filter(|row| is_object(row, self.glossary))
            {
                row.kind = format!("map<string,{values}>");
                continue;
            }
            if form::ends_label(words) && self.glossary.yes_no(words).is_some() {
                group = words.trim_end_matches([':', '：']);
                continue;
            }
            if self.heads_body(at) {
                collects = false;
                continue;
            }
            let names =
                self.is_name(&line.text) && self.all.get(at + 1).is_some_and(|next| self.is_facts(&next.text.content));
            if let Some(row) = rows.last_mut().filter(|_| collects && !names && !(self.of_items && line.item))
                && row.take_facts(words, self.glossary)
            {
                continue;
            }
            let may_open = (line.first || start.is_some() && opened == line.block) && (line.item || !self.of_items);
            let glued = if self.glued && !names { Parameter::of_glued_type(&line.text, self.glossary) } else { None };
            let read = glued.map(|row| (row, Opening::Facts));
            let read =
                read.or_else(|| Parameter::of_line(&line.text, self.glossary)).filter(|(row, opening)| match opening {
                    Opening::Facts if stacked && self.is_worded_type(row, words) => {
                        doubts.extend(Some(row.place).filter(|_| !form::ends_sentence(&row.kind)));
                        false
                    }
                    Opening::Facts => true,
                    Opening::Name => names,
                    Opening::Words => {
                        let marked = line.text.marked.first().is_some_and(|marked| marked.start == 0);
                        let worded =
                            row.words.content.contains(' ') && section::may_name(section, &row.name, line.item);
                        worded || marked && form::opens_small(&row.name)
                    }
                });
            // In the middle of a block, a name in bold opens a row with its facts alone.
            let alone = |row: &Parameter| {
                let marked = line.text.marked.first().is_some_and(|marked| *marked == (0..row.name.len()));
                marked && row.is_described() && row.words.is_empty()
            };
            match (read.filter(|(row, _)| may_open || alone(row)), rows.last_mut()) {
                (Some((mut row, opening)), _) => {
                    if row.mandatory.is_empty() {
                        group.clone_into(&mut row.mandatory);
                    }
                    nesting.place(&mut row);
                    (start, opened, collects) = (start.or(Some(line.block)), line.block, row.words.is_empty());
                    stacked = opening == Opening::Name && form::opens_small(&row.name);
                    rows.push(row);
                }
                (None, Some(row)) => {
                    run_together += usize::from(self.is_row(words));
                    row.words.append_line(&line.text);
                    collects = false;
                }
                (None, None) => {}
            }
        }
        let described = rows.len();
        let found = |start| Found { start, rows, listed: false, doubts, nesting, described };
        start.filter(|_| run_together < ROWS_OF_TABLE).map(found)
    }

    /// Names that stand alone, each with its words below it.
    fn of_terms(&self, section: Section) -> Option<Found> {
        let is_name = |name: &str| {
            form::is_path_of_members(name) || section == Section::RequestHeaders && self.glossary.is_header(name)
        };
        let is_listed = |line: &Line| line.item && form::is_identifier(&line.text.content);
        let is_term =
            |line: &&Line| line.first && (is_name(&line.text.content) || is_listed(line)) && !self.is_mark(&line.text);
        let first = self.all.iter().position(|line| is_term(&line))?;
        let (before, terms) = self.all.split_at_checked(first)?;
        if !before.iter().all(|line| form::ends_sentence_or_label(&line.text.content)) {
            return None;
        }
        let mut rows: Vec<Parameter> = Vec::new();
        for line in terms {
            match rows.last_mut() {
                Some(row) if parameter::labelled(&line.text.content, self.glossary).is_some() => {
                    row.take_label(&line.text.content, self.glossary);
                }
                Some(row) if !is_term(&line) || row.words.is_empty() => {
                    if is_term(&line) || !line.text.content.contains(' ') {
                        return None;
                    }
                    row.words.append_line(&line.text);
                }
                _ => rows.push(Parameter::named(&line.text)),
            }
        }
        // Where other words may stand too, labels have to say what the names are.
        let described = rows.iter().filter(|row| row.is_described()).count();
        let named = section::states_parameters(section) && rows.iter().all(|row| is_name(&row.name));
        let sure = named || described * 2 >= rows.len();
        let whole = sure && rows.last().is_some_and(|row| !row.words.is_empty());
        let listed = terms.iter().filter(is_term).all(|line| line.item);
        let start = terms.first()?.block;
        whole.then(|| Found { start, rows, listed, doubts: Vec::new(), nesting: Nesting::default(), described })
    }

    /// Whether a line is a row whose cells ran together: `token Header String required`. A description may end so, too.
    fn is_row(&self, line: &str) -> bool {
        let second = line.split_whitespace().nth(1).unwrap_or_default();
        let says_place_or_type =
            self.glossary.place(second).is_some() || self.glossary.types().plain_word(second).is_some();
        says_place_or_type && self.glossary.trailing_yes_no(line).is_some()
    }

    /// Whether a line is a name alone, and no word of a type.
    fn is_name(&self, line: &Text) -> bool {
        let alone = Parameter::of_line(line, self.glossary).is_some_and(|(_, opening)| opening == Opening::Name);
        // `array[integer]` is the type of the name above it.
        let is_type = line.content.contains(['[', '<']) && self.glossary.looks_like_type(&line.content);
        alone && !is_type && self.glossary.types().plain_word(&line.content).is_none() && !self.is_mark(line)
    }

    /// Whether words read like a name with its type: `Lane number. The default is 1`. A sign would part the two.
    fn is_worded_type(&self, row: &Parameter, words: &str) -> bool {
        let is_name = form::opens_small(&row.name) || self.glossary.is_header(&row.name);
        let is_running = words.get(row.name.len()..).is_some_and(|rest| rest.trim_start().starts_with(&row.kind));
        !is_name && is_running && row.location.is_empty() && row.mandatory.is_empty() && form::opens_small(&row.kind)
    }

    /// Whether a line is a heading of a body, and not a member of this name: a type would stand after that.
    fn heads_body(&self, at: usize) -> bool {
        let Some(line) = self.all.get(at).filter(|line| !form::opens_small(&line.text.content)) else { return false };
        let heading = self.glossary.heading(&line.text.content);
        let typed = || self.all.get(at + 1).is_some_and(|next| self.glossary.looks_like_type(&next.text.content));
        matches!(heading, Some(Section::RequestBody | Section::ResponseBody)) && !typed()
    }

    /// Whether a line says no more than whether the parameter or body above it must be given.
    fn is_mark(&self, line: &Text) -> bool {
        self.glossary.yes_no(&line.content).is_some()
    }

    fn is_facts(&self, line: &str) -> bool {
        Parameter::default().take_facts(line, self.glossary)
    }
}

pub(super) fn opening(line: &Text, glossary: &Glossary) -> Option<Opening> {
    Parameter::of_line(line, glossary).map(|(_, opening)| opening)
}
