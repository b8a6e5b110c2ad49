//! One operation or several as a page: in a form, in the words of a language, with a loss.

use super::words::{Part, Row, Sample, Words};
use std::fmt::Write;

/// The level of the title.
const TITLE: usize = 0;

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    Markdown,
    Html,
    Rst,
    /// `| cell | cell |`.
    Pipes,
    /// `cell | cell |`, a ruler below the head.
    BarsBetween,
    /// `cell |` a line.
    CellALine,
    /// A lone bar opens a row.
    BarOpensRow,
    /// A paragraph a cell, blank lines between.
    Paragraphs,
    /// A cell a line, no bars, the first head after the caption.
    Lines,
    /// The source of the page as a site shows it, bars between its lines.
    HtmlView,
}

impl Form {
    /// Whether a lost cell leaves nothing behind.
    pub(super) fn drops_empty_cells(self) -> bool {
        matches!(self, Self::CellALine | Self::BarOpensRow | Self::Paragraphs | Self::Lines)
    }
}

pub(super) const FORMS: [Form; 10] = [
    Form::Markdown,
    Form::Html,
    Form::Rst,
    Form::Pipes,
    Form::BarsBetween,
    Form::CellALine,
    Form::BarOpensRow,
    Form::Paragraphs,
    Form::Lines,
    Form::HtmlView,
];

/// What is lost or added on the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Loss {
    Nothing,
    /// The site writes a date above the title.
    Date,
    /// The title is gone, the date is not.
    Title,
    /// Every yes and no is gone.
    YesAndNo,
    /// Every yes is gone, and no `No`.
    Yes,
    /// The names that were links to tables are gone.
    Names,
    /// The head of the types is gone.
    TypeHead,
}

pub(super) const LOSSES: [Loss; 7] =
    [Loss::Nothing, Loss::Date, Loss::Title, Loss::YesAndNo, Loss::Yes, Loss::Names, Loss::TypeHead];

/// Whether a type is that of an object, whose members another table states.
pub(super) fn leads_to_a_table(ty: &str) -> bool {
    ty.ends_with("object") || ty.ends_with("objects")
}

/// The page that states some operations.
pub(super) fn written(form: Form, words: &Words, loss: Loss, samples: &[Sample]) -> String {
    let mut page = Writer { form, words, loss, text: String::new(), tables: 0 };
    page.all(samples);
    if form == Form::HtmlView {
        return page.text.lines().map(|line| format!("{line}\n|\n|\n")).collect::<Vec<_>>().concat();
    }
    page.text
}

struct Writer<'a> {
    form: Form,
    words: &'a Words,
    loss: Loss,
    text: String,
    tables: usize,
}

impl Writer<'_> {
    fn all(&mut self, samples: &[Sample]) {
        if self.is_html() {
            self.text.push_str("<!DOCTYPE html>\n<html><body>\n");
        }
        if matches!(self.loss, Loss::Date | Loss::Title) {
            self.paragraph(self.words.date);
        }
        for (nth, sample) in samples.iter().enumerate() {
            self.sample(nth, sample);
        }
        if self.is_html() {
            self.text.push_str("</body></html>\n");
        }
    }

    fn sample(&mut self, nth: usize, sample: &Sample) {
        if self.loss != Loss::Title {
            self.heading(self.words.titles[nth], TITLE);
        }
        self.heading(self.words.function, 1);
        self.paragraph(self.words.does[nth]);
        self.heading("URI", 1);
        self.paragraph(sample.request);
        for (part, rows) in sample.parts {
            match part {
                Part::Header => self.heading(self.words.request, 1),
                Part::Answer => {
                    self.heading(self.words.response, 1);
                    self.paragraph(self.words.status);
                }
                _ => {}
            }
            self.table(*part, rows);
        }
    }

    fn is_html(&self) -> bool {
        matches!(self.form, Form::Html | Form::HtmlView)
    }

    fn heading(&mut self, words: &str, level: usize) {
        let text = match self.form {
            Form::Markdown => format!("{} {words}\n\n", "#".repeat(level + 1)),
            Form::Html | Form::HtmlView => format!("<h{0}>{words}</h{0}>\n", level + 1),
            Form::Rst => format!("{words}\n{}\n\n", if level == TITLE { "=" } else { "-" }.repeat(width(words))),
            Form::Paragraphs => format!("{words}\n\n"),
            _ => format!("{words}\n"),
        };
        self.text.push_str(&text);
    }

    fn paragraph(&mut self, words: &str) {
        let text = match self.form {
            Form::Html | Form::HtmlView => format!("<p>{words}</p>\n"),
            Form::Markdown | Form::Rst | Form::Paragraphs => format!("{words}\n\n"),
            _ => format!("{words}\n"),
        };
        self.text.push_str(&text);
    }

    fn table(&mut self, part: Part, rows: &[Row]) {
        self.tables += 1;
        let answered = part.is_answered();
        let words = self.words;
        let caption = match part {
            Part::Path => words.captions[0],
            Part::Query => words.captions[1],
            Part::Header => words.captions[2],
            Part::Body => words.captions[3],
            Part::Tail => "Tail",
            Part::Hook => "Hook",
            Part::Answer => words.captions[4],
            Part::Pilot => "Pilot",
            Part::Licence => "Licence",
        };
        let caption = format!("{} {} {caption}", words.table, self.tables);
        let cells = |cells: [&str; 4]| -> Vec<String> {
            let kept = cells.iter().enumerate().filter(|(column, _)| *column != 1 || !answered);
            kept.map(|(_, cell)| (*cell).to_owned()).collect()
        };
        let [name, mandatory, ty, doc] = words.heads;
        let head = cells([name, mandatory, if self.loss == Loss::TypeHead { "" } else { ty }, doc]);
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|(name, mandatory, ty, doc)| {
                let gone = self.loss == Loss::YesAndNo || self.loss == Loss::Yes && *mandatory;
                let said = if gone { "" } else { words.yes_no[usize::from(!mandatory)] };
                let name = if self.loss == Loss::Names && leads_to_a_table(ty) { "" } else { name };
                cells([name, said, ty, doc])
            })
            .collect();
        match self.form {
            Form::Markdown => self.pipes(&format!("**{caption}**\n\n"), &head, &rows, "\n"),
            Form::Pipes => self.pipes(&format!("{caption}\n"), &head, &rows, ""),
            Form::Html | Form::HtmlView => self.html(&caption, &head, &rows),
            Form::Rst => self.grid(&caption, &head, &rows),
            Form::BarsBetween => self.bars_between(&head, &rows),
            Form::CellALine => self.cell_a_line(&head, &rows),
            Form::BarOpensRow => self.bar_opens_row(&head, &rows),
            Form::Paragraphs => self.cells_apart(&format!("{caption}\n\n"), &head, &rows, "\n\n"),
            Form::Lines => self.cells_apart(&format!("{caption} "), &head, &rows, "\n"),
        }
    }

    fn pipes(&mut self, caption: &str, head: &[String], rows: &[Vec<String>], end: &str) {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let ruler = format!("|{}\n", " --- |".repeat(head.len()));
        let rows: String = rows.iter().map(|row| line(row)).collect();
        write!(self.text, "{caption}{}{ruler}{rows}{end}", line(head)).unwrap();
    }

    fn html(&mut self, caption: &str, head: &[String], rows: &[Vec<String>]) {
        let row = |tag: &str, cells: &[String]| {
            let cells: String = cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect::<Vec<_>>().concat();
            format!("<tr>{cells}</tr>\n")
        };
        let rows: String = rows.iter().map(|cells| row("td", cells)).collect();
        let head = row("th", head);
        write!(
            self.text,
            "<table><caption>{caption}</caption>\n<thead>{head}</thead>\n<tbody>{rows}</tbody></table>\n"
        )
        .unwrap();
    }

    fn grid(&mut self, caption: &str, head: &[String], rows: &[Vec<String>]) {
        let all = || std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
        let widths: Vec<usize> =
            (0..head.len()).map(|column| all().map(|row| width(&row[column])).max().unwrap()).collect();
        let border = |mark: &str| {
            let parts: Vec<String> = widths.iter().map(|width| mark.repeat(width + 2)).collect();
            format!("   +{}+\n", parts.join("+"))
        };
        writeln!(self.text, ".. table:: **{caption}**\n").unwrap();
        self.text.push_str(&border("-"));
        for (nth, row) in all().enumerate() {
            let cells: Vec<String> = row
                .iter()
                .zip(&widths)
                .map(|(cell, widest)| format!(" {cell}{} ", " ".repeat(widest - width(cell))))
                .collect();
            write!(self.text, "   |{}|\n{}", cells.join("|"), border(if nth == 0 { "=" } else { "-" })).unwrap();
        }
        self.text.push('\n');
    }

    fn bars_between(&mut self, head: &[String], rows: &[Vec<String>]) {
        let line = |cells: &[String]| format!("{} |\n", cells.join(" | "));
        let ruler = format!("|{}\n", "---|".repeat(head.len()));
        let rows: String = rows.iter().map(|row| line(row)).collect();
        write!(self.text, "{}{ruler}{rows}", line(head)).unwrap();
    }

    fn cell_a_line(&mut self, head: &[String], rows: &[Vec<String>]) {
        let lines = |cells: &[String]| -> String {
            cells.iter().map(|cell| format!("{cell} |\n")).collect::<Vec<_>>().concat()
        };
        let ruler = format!("{}|\n", vec!["---"; head.len()].join("|"));
        let rows: String = rows.iter().map(|row| lines(&present(row))).collect();
        write!(self.text, "{}{ruler}{rows}", lines(&present(head))).unwrap();
    }

    fn bar_opens_row(&mut self, head: &[String], rows: &[Vec<String>]) {
        let lines = |cells: &[String]| -> String {
            format!("|\n{}", cells.iter().map(|cell| format!("{cell} |\n")).collect::<Vec<_>>().concat())
        };
        let ruler = format!("|{}\n", "---|".repeat(head.len()));
        let rows: String = rows.iter().map(|row| lines(&present(row))).collect();
        write!(self.text, "{}{ruler}{rows}", lines(&present(head))).unwrap();
    }

    fn cells_apart(&mut self, caption: &str, head: &[String], rows: &[Vec<String>], end: &str) {
        self.text.push_str(caption);
        for cell in present(head).into_iter().chain(rows.iter().flat_map(|row| present(row))) {
            write!(self.text, "{cell}{end}").unwrap();
        }
    }
}

/// The cells that a scraper leaves of a row.
fn present(row: &[String]) -> Vec<String> {
    row.iter().filter(|cell| !cell.is_empty()).cloned().collect()
}

/// How wide a terminal shows a text.
fn width(text: &str) -> usize {
    text.chars().map(|c| if ('\u{1100}'..='\u{ffee}').contains(&c) { 2 } else { 1 }).sum()
}
