//! Lines to blocks. One body of lines at a time: a page, a list item, a directive, a table's cell;
//! bodies inside it are read the same way, moved to the margin.

use super::{
    asked::Asked,
    fields,
    inline::{self, Substitutions},
    marker, simple_table,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    glossary::Glossary,
    limits::DEEPEST_BODY,
    page::{Span, Table, Text},
    read::{
        blocks::{Blocks, Finished},
        cell_text::flatten,
        grid,
        grid_table::{self, GridCell, GridRow},
        html,
        line::{Line, dedent, indented, span_of},
        parameter,
        running_text::RunningText,
    },
};

/// What is the same for all bodies of a page.
pub(super) struct Shared<'a> {
    pub(super) source: &'a str,
    /// The files beside the page.
    pub(super) asked: Asked<'a>,
    pub(super) glossary: &'a Glossary,
    pub(super) substitutions: Substitutions,
    pub(super) findings: Vec<(Diagnostic, Span)>,
    /// Title styles by level: the rule's character, and whether it stands above too.
    pub(super) styles: Vec<(char, bool)>,
    /// The level of the last title.
    pub(super) level: u8,
    pub(super) original_name: Option<String>,
}

/// The blocks of one body.
pub(super) struct Body<'a, 's> {
    pub(super) shared: &'s mut Shared<'a>,
    pub(super) blocks: Blocks,
    pub(super) nesting: usize,
}

pub(super) fn read<'a>(lines: &[Line<'a>], shared: &mut Shared<'a>) -> Finished {
    let mut body = Body { shared, blocks: Blocks::default(), nesting: 0 };
    body.lines(lines);
    body.blocks.finish()
}

impl<'a> Body<'a, '_> {
    fn lines(&mut self, lines: &[Line<'a>]) {
        let mut rest = lines;
        while let Some(first) = rest.first() {
            let taken = if first.is_blank() { 1 } else { self.block(*first, rest).max(1) };
            rest = rest.get(taken..).unwrap_or_default();
        }
    }

    /// Reads the block that starts at the first line; gives the lines read.
    fn block(&mut self, first: Line<'a>, lines: &[Line<'a>]) -> usize {
        if first.indent() > 0 {
            let quote = indented(lines, 0);
            self.nested(&dedent(quote));
            return quote.len();
        }
        let title = if self.nesting == 0 { self.title(lines) } else { None };
        title
            .or_else(|| self.explicit(first, lines))
            .or_else(|| self.field(first, lines))
            .or_else(|| self.grid_table(first, lines))
            .or_else(|| self.simple_table(lines))
            .or_else(|| self.line_block(first, lines))
            .or_else(|| self.list_item(first, lines))
            .or_else(|| self.definition(first, lines))
            .unwrap_or_else(|| self.paragraph(lines))
    }

    /// Reads a body that stands inside this one.
    pub(super) fn nested(&mut self, lines: &[Line<'a>]) {
        if self.nesting >= DEEPEST_BODY {
            let message = "lists and bodies are nested too deeply; their text is kept in one paragraph";
            self.find(Code::NestingCut, message, span_of(lines));
            self.add_paragraph(lines);
            return;
        }
        self.nesting += 1;
        self.lines(lines);
        self.nesting -= 1;
    }

    fn title(&mut self, lines: &[Line<'a>]) -> Option<usize> {
        let over = lines.first().and_then(|line| marker::rule(*line)).filter(|_| {
            let below = lines.get(2).and_then(|line| marker::rule(*line));
            below.is_some() && below == lines.first().and_then(|line| marker::rule(*line))
        });
        let at = usize::from(over.is_some());
        let words = lines.get(at).filter(|line| !line.is_blank())?;
        let mark = lines.get(at + 1).and_then(|line| marker::rule(*line))?;
        let style = (mark, over.is_some());
        let level = self.shared.styles.iter().position(|known| *known == style).unwrap_or_else(|| {
            self.shared.styles.push(style);
            self.shared.styles.len() - 1
        });
        let level = u8::try_from(level + 1).unwrap_or(6).min(6);
        self.shared.level = level;
        let text = inline::read(&[*words], &self.shared.substitutions);
        let place = span_of(lines.get(..at + 2)?);
        self.blocks.heading(level, text, place);
        Some(at + 2)
    }

    fn field(&mut self, first: Line<'a>, lines: &[Line<'a>]) -> Option<usize> {
        let (name, value) = first.text.strip_prefix(':')?.split_once(':')?;
        let sound = !name.is_empty() && !name.contains('`') && (value.is_empty() || value.starts_with(' '));
        if !sound {
            return None;
        }
        let more = indented(lines, 1);
        if name == "original_name" && more.is_empty() {
            self.shared.original_name = Some(value.trim().to_owned());
            return Some(1);
        }
        if let Some(taken) = self.facts(lines) {
            return Some(taken);
        }
        let taken = lines.get(..=more.len()).unwrap_or_default();
        self.add_paragraph(taken);
        Some(taken.len())
    }

    /// A list of fields below a name, `:Type: String`, is the row of a parameter.
    fn facts(&mut self, lines: &[Line<'a>]) -> Option<usize> {
        let facts = fields::Facts::of(lines, self.shared.glossary)?;
        let Some(name) = self.blocks.take_name() else {
            let message = "fields that describe a parameter follow no name; they are read as text";
            self.find(Code::UnreadRegion, message, span_of(lines.get(..1)?));
            self.add_paragraph(lines.get(..facts.length).unwrap_or_default());
            return Some(facts.length);
        };
        let words = &mut |lines: &[Line<'a>]| inline::read(lines, &self.shared.substitutions);
        let parameter = facts.parameter(&name, self.shared.glossary, words);
        match self.blocks.last_table().filter(|table| parameter::goes_on(table, None)) {
            Some(table) => parameter::add(table, parameter),
            None => self.blocks.table(parameter::table(None, [parameter], name.place)),
        }
        Some(facts.length)
    }

    pub(super) fn code(&mut self, lines: &[Line<'a>]) {
        let place = span_of(lines);
        let code = lines.iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
        self.blocks.code(code, place);
    }

    pub(super) fn html(&mut self, body: &[Line<'a>]) {
        let place = span_of(body);
        let written = self.shared.source.get(place.start as usize..place.end as usize).unwrap_or_default();
        let fragment = html::read_fragment(written, place.start as usize, self.shared.glossary);
        self.shared.findings.extend(fragment.findings);
        self.blocks.append(fragment.read);
    }

    fn grid_table(&mut self, first: Line<'a>, lines: &[Line<'a>]) -> Option<usize> {
        if !grid_table::is_border(first.text) {
            return None;
        }
        let length = lines.iter().take_while(|line| line.text.starts_with(['+', '|'])).count();
        let drawn = lines.get(..length)?;
        let (rows, doubt) = grid_table::read(drawn);
        if let Some(doubt) = doubt {
            self.find(Code::CrookedTable, doubt, span_of(drawn));
        }
        self.table(rows, span_of(drawn), |text| text);
        Some(length)
    }

    fn simple_table(&mut self, lines: &[Line<'a>]) -> Option<usize> {
        let length = simple_table::length(lines)?;
        let drawn = lines.get(..length)?;
        let (rows, crossed) = simple_table::read(drawn);
        if crossed {
            let message = "text crosses the columns of the table; it was put into the column in which it starts";
            self.find(Code::CrookedTable, message, span_of(drawn));
        }
        self.table(rows, span_of(drawn), |text| text);
        Some(length)
    }

    pub(super) fn find(&mut self, code: Code, message: impl Into<String>, place: Span) {
        self.shared.findings.push((Diagnostic::new(code, message), place));
    }

    pub(super) fn table(&mut self, rows: Vec<GridRow<'a>>, place: Span, words: impl Fn(Text) -> Text) {
        let written = grid_table::written(rows, |cell| words(self.cell(cell)));
        let expanded = grid::table(written, self.shared.glossary, place);
        self.shared.findings.extend(expanded.findings);
        self.blocks.table(Table { place, ..expanded.table });
    }

    fn cell(&mut self, cell: &GridCell<'a>) -> Text {
        let lines = &cell.lines;
        let words = lines.iter().position(|line| !line.is_blank()).map_or(&[][..], |from| {
            let end = lines.iter().rposition(|line| !line.is_blank()).map_or(from, |last| last + 1);
            lines.get(from..end).unwrap_or_default()
        });
        let place = if words.is_empty() { span_of(lines.get(..1).unwrap_or_default()) } else { span_of(words) };
        if let Some(name) = grid_table::broken_name(cell) {
            return Text::plain(name, place);
        }
        let mut inner = Body { shared: &mut *self.shared, blocks: Blocks::default(), nesting: self.nesting };
        inner.nested(words);
        flatten(inner.blocks.finish().blocks, place)
    }

    fn line_block(&mut self, first: Line<'a>, lines: &[Line<'a>]) -> Option<usize> {
        if first.text != "|" && !first.text.starts_with("| ") {
            return None;
        }
        let ends = |line: &Line| line.is_blank() || !(line.text.starts_with('|') || line.indent() > 0);
        let length = lines.iter().position(ends).unwrap_or(lines.len());
        let taken = lines.get(..length)?;
        let mut running = RunningText::default();
        for line in taken {
            if line.text.starts_with('|') {
                running.line_break();
            } else {
                running.words(" ");
            }
            let words = line.skip(usize::from(line.text.starts_with('|')));
            inline::read_into(&mut running, &[words], &self.shared.substitutions);
        }
        self.blocks.text(running.take(span_of(taken)));
        Some(length)
    }

    fn list_item(&mut self, first: Line<'a>, lines: &[Line<'a>]) -> Option<usize> {
        let marker = marker::item_marker(first, lines.get(1).copied())?;
        let more = indented(lines, 1);
        let mut body = vec![first.skip(marker)];
        body.extend(more.iter().map(|line| line.skip(marker.min(line.indent()))));
        self.blocks.open_list();
        self.blocks.open_item();
        self.nested(&body);
        self.blocks.close_item();
        self.blocks.close_list();
        Some(1 + more.len())
    }

    /// A term and, indented below it, what it means.
    fn definition(&mut self, first: Line<'a>, lines: &[Line<'a>]) -> Option<usize> {
        let below = lines.get(1).filter(|line| !line.is_blank() && line.indent() > 0)?;
        if first.text.ends_with("::") || grid_table::is_border(below.text.trim_start()) {
            return None;
        }
        let meaning = indented(lines, 1);
        self.blocks.open_list();
        self.blocks.open_item();
        self.add_paragraph(&[first]);
        self.nested(&dedent(meaning));
        self.blocks.close_list();
        Some(1 + meaning.len())
    }

    fn paragraph(&mut self, lines: &[Line<'a>]) -> usize {
        // The blank line above a title, a directive, a table or a list may be lost.
        let opens_other = |at: usize, line: Line<'_>| {
            let titled = || lines.get(at + 1).is_some_and(|below| marker::underlines(*below, line));
            let listed = || {
                let before = at.checked_sub(1).and_then(|before| lines.get(before));
                let leads = before.is_some_and(|before| before.text.ends_with(':') && !before.text.ends_with("::"));
                leads && marker::item_marker(line, lines.get(at + 1).copied()).is_some()
            };
            line.text.starts_with(".. ") || grid_table::is_border(line.text) || titled() || listed()
        };
        let ends = |(at, line): (usize, &Line<'_>)| line.is_blank() || (at > 0 && opens_other(at, *line));
        let length = lines.iter().enumerate().position(|(at, line)| ends((at, line))).unwrap_or(lines.len());
        let taken = lines.get(..length).unwrap_or_default();
        let Some(last) = taken.last().filter(|last| last.text.ends_with("::")) else {
            self.add_paragraph(taken);
            return length;
        };
        let mut words = taken.to_vec();
        if let (Some(cut), Some(end)) = (words.last_mut(), last.text.strip_suffix("::")) {
            let bare = end.is_empty() || end.ends_with(' ');
            let keep = if bare { end.len() } else { end.len() + 1 };
            *cut = Line::new(last.text.get(..keep).unwrap_or_default(), last.start);
        }
        let literal = indented(lines, length);
        if literal.is_empty() {
            self.add_paragraph(taken);
        } else {
            self.add_paragraph(&words);
            let from = literal.iter().position(|line| !line.is_blank()).unwrap_or(0);
            self.code(&dedent(literal.get(from..).unwrap_or_default()));
        }
        length + literal.len()
    }

    fn add_paragraph(&mut self, lines: &[Line<'a>]) {
        self.blocks.text(inline::read(lines, &self.shared.substitutions));
    }
}
