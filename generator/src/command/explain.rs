//! `specwright explain`: how a page was read, or what a diagnostic's code means.

use super::{
    Outcome,
    build::counted,
    messages::{Messages, Output},
};
use crate::{
    Compiled, PageFile, PageOutcome, beside, compile,
    diagnostic::{Code, Diagnostic, printable},
    glossary::Glossary,
    interpret::{Fate, Verdict},
    ir::IrPath,
    link,
    page::{Page, Row, Table},
    project::{Error, Project, find_pages},
    read,
    report::facts,
};
use clap::Args;
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::{Path, PathBuf},
};

/// Show how a page was read, with each table and the result of each row; or explain a diagnostic code
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  specwright explain specs/dcs/pages/ShowInstance.md    the result of each row
  specwright explain SW122                              cause and fix of a code")]
pub(super) struct Arguments {
    /// A page, or a code such as SW201
    #[arg(value_name = "PAGE|CODE")]
    subject: String,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(
    arguments: &Arguments,
    messages: Messages,
    here: impl FnOnce() -> Result<Option<Project>, Error>,
) -> Result<Outcome, Error> {
    let subject = arguments.subject.as_str();
    let code = Code::ALL.iter().find(|code| code.id().eq_ignore_ascii_case(subject));
    let text = match code {
        Some(code) => code.page(),
        None if Path::new(subject).exists() => {
            return explain_pages(Path::new(subject), &arguments.output, here()?.as_ref(), messages);
        }
        None => return Err(Error::Usage(format!("`{subject}` is neither a page nor a code such as SW201"))),
    };
    arguments.output.put(&text)?;
    Ok(Outcome::Done)
}

fn explain_pages(path: &Path, output: &Output, here: Option<&Project>, messages: Messages) -> Result<Outcome, Error> {
    let found = find_pages(&[PathBuf::from(path)])?;
    let mut text = String::new();
    let (pages, others): (Vec<PageFile>, Vec<PageFile>) = found.pages.into_iter().partition(PageFile::is_page);
    for file in &pages {
        let glossary = here.map(|project| project.glossary_at(Path::new(&file.path)));
        let service = here.and_then(|project| project.service(&project.service_id_at(Path::new(&file.path))?).ok());
        // Names are those of the service's `ir.yaml`.
        let lock = service.as_ref().and_then(|service| service.ir.as_ref());
        let context = link::Context { service: "page", lock, glossary, ..link::Context::default() };
        let files: Vec<PageFile> = std::iter::once(file).chain(&others).cloned().collect();
        let compiled = compile(&files, &context);
        text.push_str(&of_page(file, &files, &compiled, context.glossary()));
        let told = |found: &&Diagnostic| found.code != Code::IgnoredFile;
        messages.print(&compiled.diagnostics.iter().filter(told).cloned().collect::<Vec<_>>());
    }
    output.put(&text)?;
    messages.print(&found.diagnostics);
    Ok(if pages.is_empty() { Outcome::Wrong } else { Outcome::Done })
}

fn of_page(file: &PageFile, files: &[PageFile], compiled: &Compiled, glossary: &Glossary) -> String {
    let (page, _) = read::read_beside(&file.path, &file.bytes, &beside(files), glossary);
    let mut out = String::new();
    let _ = writeln!(out, "{}", file.path);
    let facts = facts::by_path(&compiled.service);
    for outcome in &compiled.pages {
        let _ = writeln!(out, "  read as {:?}, {}", page.format, verdict(outcome));
        for operation in &compiled.service.operations {
            let _ = writeln!(out, "  {}: {} {}", operation.name, operation.method.as_str(), operation.path);
        }
        tables(&mut out, &page, outcome, &facts);
    }
    printable(&out).into_owned()
}

fn verdict(outcome: &PageOutcome) -> String {
    let rows = counted(outcome.rows, "row");
    match outcome.verdict {
        Verdict::Operations => format!("documents operations, {rows}"),
        Verdict::Structures => format!("describes structures that other pages use, {rows}"),
        Verdict::NotAnOperation => "documents no operation".to_owned(),
        Verdict::Refused => "not read, see the messages".to_owned(),
    }
}

fn tables(out: &mut String, page: &Page, outcome: &PageOutcome, facts: &BTreeMap<IrPath, String>) {
    let fates: BTreeMap<(u32, u32), &Fate> =
        outcome.fates.iter().map(|(row, fate)| ((row.table, row.row), fate)).collect();
    for (index, table) in (0u32..).zip(page.tables()) {
        let place = page.source.locate(table.place.start);
        let caption = table.caption.as_ref().map_or("without a caption", |caption| caption.content.as_str());
        let _ = writeln!(out, "\n  table {} at line {}: {}", index + 1, place.line, one_line(caption));
        let _ = writeln!(out, "    columns: {}", columns(table));
        for (number, row) in (0u32..).zip(&table.rows) {
            let fate = fates.get(&(index, number));
            let fate = fate.map_or_else(|| "not read as a parameter".to_owned(), |fate| of_fate(fate, facts));
            let _ = writeln!(out, "    {:<40} {fate}", shorten(&first_cell(row), 40));
            if let Some(doubt) = &row.doubt {
                let _ = writeln!(out, "    {:<40} recovered: {doubt}", "");
            }
        }
    }
}

/// What became of a row; of one that the IR holds, also the type and the constraints that it came to.
fn of_fate(fate: &Fate, facts: &BTreeMap<IrPath, String>) -> String {
    match fate {
        Fate::Ir(path) => match facts.get(path) {
            Some(facts) => format!("-> {path}: {}", one_line(facts)),
            None => format!("-> {path}"),
        },
        Fate::Status => "a status or an error code".to_owned(),
        Fate::NoParameter(reason) => format!("not a parameter: {reason}"),
        Fate::Merged(path) => format!("the same as {path}"),
        Fate::Reported => "not used, see the messages".to_owned(),
    }
}

fn columns(table: &Table) -> String {
    let heads: Vec<String> = table.header.iter().map(|cell| one_line(&cell.text.content)).collect();
    if heads.is_empty() { "none named".to_owned() } else { heads.join(" | ") }
}

fn first_cell(row: &Row) -> String {
    row.cells.iter().map(|cell| one_line(&cell.text.content)).find(|text| !text.is_empty()).unwrap_or_default()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shorten(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(3)).chain("...".chars()).collect()
}
