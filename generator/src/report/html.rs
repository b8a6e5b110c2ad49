//! The report as one HTML file to browse, page by page. It loads nothing, works without its script,
//! and holds no text of a page but through [`markup::Safe`].

mod finding;
mod markup;
mod page;

use super::{
    Figures, Report, Rows, ServiceReport, facts,
    figures::{counted, share},
    text::from_examples,
};
use crate::{
    Compiled, PageFile,
    diagnostic::{Diagnostic, Severity},
    glossary::Glossary,
};
use finding::{finding, severity};
use markup::Safe;
use page::PageView;
use rayon::prelude::*;
use std::{collections::BTreeMap, fmt::Write as _};

const STYLE: &str = include_str!("html/report.css");
const SCRIPT: &str = include_str!("html/report.js");

/// The file in the making: a service is added and may then be forgotten.
#[derive(Debug, Default)]
pub struct Html {
    sections: String,
    services: usize,
}

impl Html {
    /// Adds a service and its pages, which were read with these words.
    pub fn service(&mut self, report: &ServiceReport, compiled: &Compiled, files: &[PageFile], glossary: &Glossary) {
        let number = self.services;
        self.services += 1;
        let out = &mut self.sections;
        let _ = write!(out, "<section id=\"s{number}\"><h2>{}</h2>", Safe(&report.name));
        figures(out, &report.figures);
        for uneven in &report.uneven {
            let _ = write!(out, "<div class=\"finding error\"><p>{}</p></div>", Safe(uneven));
        }
        findings(out, &report.figures);
        let by_page = by_page(compiled);
        let elsewhere: Vec<&&Diagnostic> = by_page
            .iter()
            .filter(|(path, _)| !compiled.pages.iter().any(|page| page.path == **path))
            .flat_map(|(_, found)| found)
            .collect();
        if !elsewhere.is_empty() {
            let _ = write!(out, "<details class=\"more\"><summary>{} of no page</summary>", elsewhere.len());
            for diagnostic in elsewhere {
                finding(out, diagnostic);
            }
            out.push_str("</details>");
        }
        out.push_str(&pages(number, compiled, files, &by_page, glossary));
        out.push_str("</section>\n");
    }

    /// The whole file.
    #[must_use]
    pub fn finish(self, report: &Report) -> String {
        let mut out = String::with_capacity(self.sections.len() + STYLE.len() + SCRIPT.len() + 4096);
        out.push_str("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        out.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
        out.push_str("style-src 'unsafe-inline'; script-src 'unsafe-inline'\">");
        let _ = write!(out, "<title>Coverage of the pages</title><style>{STYLE}</style></head><body>");
        out.push_str(concat!(
            "<header><h1>Coverage</h1><form id=\"filter\" role=\"search\" hidden>",
            "<input type=\"search\" id=\"words\" placeholder=\"page, title or path  (press /)\" aria-label=\"Filter pages\">",
            "<label><input type=\"checkbox\" id=\"open\"> only open questions</label>",
            "<output id=\"shown\"></output>",
            "<button type=\"button\" id=\"unfold\">open all</button></form></header><main>",
        ));
        if report.services.len() > 1 {
            overview(&mut out, report);
        }
        out.push_str(&self.sections);
        let _ = writeln!(out, "</main><script>{SCRIPT}</script></body></html>");
        out
    }
}

fn pages(
    number: usize,
    compiled: &Compiled,
    files: &[PageFile],
    by_page: &BTreeMap<&str, Vec<&Diagnostic>>,
    glossary: &Glossary,
) -> String {
    let facts = facts::by_path(&compiled.service);
    let beside = crate::beside(files);
    let files: BTreeMap<&str, &PageFile> = files.iter().map(|file| (file.path.as_str(), file)).collect();
    let mut operations: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for operation in &compiled.service.operations {
        operations.entry(operation.page.as_str()).or_default().push(operation);
    }
    let write = |(index, outcome): (usize, &crate::PageOutcome)| {
        let mut out = String::new();
        if let Some(file) = files.get(outcome.path.as_str()) {
            let view = PageView {
                id: format!("s{number}p{index}"),
                file,
                beside: &beside,
                outcome,
                service: &compiled.service,
                operations: operations.get(file.name.as_str()).cloned().unwrap_or_default(),
                diagnostics: by_page.get(outcome.path.as_str()).cloned().unwrap_or_default(),
                facts: &facts,
                glossary,
            };
            view.write(&mut out);
        }
        out
    };
    compiled.pages.par_iter().enumerate().map(write).collect::<Vec<String>>().concat()
}

/// Findings by the path of their page; those without a place under the empty path.
fn by_page(compiled: &Compiled) -> BTreeMap<&str, Vec<&Diagnostic>> {
    let mut by_page: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in &compiled.diagnostics {
        let path = diagnostic.place.as_ref().map_or("", |place| place.source.path.as_str());
        by_page.entry(path).or_default().push(diagnostic);
    }
    by_page
}

/// All services, a line each.
fn overview(out: &mut String, report: &Report) {
    out.push_str(
        "<div class=\"scroll\" tabindex=\"0\"><table class=\"overview\"><thead><tr><th scope=\"col\">service</th>",
    );
    let heads = ["pages", "operations", "rows", "in the IR", "reported", "JSON read", "examples agree", "open"];
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for (number, service) in report.services.iter().enumerate() {
        let _ = write!(out, "<tr><th scope=\"row\"><a href=\"#s{number}\">{}</a></th>", Safe(&service.name));
        line(out, &service.figures);
    }
    out.push_str("</tbody><tfoot><tr><th scope=\"row\">all</th>");
    line(out, &report.total());
    out.push_str("</tfoot></table></div>");
}

fn line(out: &mut String, figures: &Figures) {
    let json = figures.json;
    let all = json.valid + json.repaired + json.unread;
    let held = figures.examples.agree + figures.examples.disagree;
    let cells = [
        figures.pages.read().to_string(),
        figures.operations.to_string(),
        figures.rows.read.to_string(),
        (figures.rows.ir + figures.rows.merged).to_string(),
        figures.rows.reported.to_string(),
        share(all - json.unread, all),
        share(figures.examples.agree, held),
        figures.questions().to_string(),
    ];
    for cell in cells {
        let _ = write!(out, "<td>{cell}</td>");
    }
    out.push_str("</tr>");
}

fn figures(out: &mut String, figures: &Figures) {
    let Figures { pages, json, examples, .. } = figures;
    let mut aside = String::new();
    for (count, words) in
        [(pages.structures, "with structures"), (pages.without_operation, "without one"), (pages.refused, "refused")]
    {
        if count > 0 {
            let _ = write!(aside, ", {count} {words}");
        }
    }
    let all = json.valid + json.repaired + json.unread;
    let constraints: usize = figures.constraints.values().sum();
    let kinds: Vec<String> = figures.constraints.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    let cards = [
        (counted(pages.read(), "page"), format!("{} with operations{aside}", pages.operations)),
        (
            counted(figures.operations, "operation"),
            format!(
                "{}, {}{} with {}",
                counted(figures.inputs, "parameter"),
                counted(figures.types, "type"),
                from_examples(figures),
                counted(figures.fields, "field")
            ),
        ),
        (
            counted(all, "JSON document"),
            format!("{} valid, {} repaired, {} unread", json.valid, json.repaired, json.unread),
        ),
        (
            counted(examples.agree + examples.disagree + examples.untold, "example"),
            format!("{} agree, {} do not, {} without a table", examples.agree, examples.disagree, examples.untold),
        ),
        (counted(constraints, "constraint"), kinds.join(", ")),
    ];
    out.push_str("<div class=\"cards\">");
    for (head, words) in cards {
        let _ = write!(out, "<div class=\"card\"><b>{head}</b><span>{words}</span></div>");
    }
    out.push_str("</div>");
    rows(out, figures.rows);
}

/// The rows as a bar and its legend.
fn rows(out: &mut String, rows: Rows) {
    let parts = [
        ("ir", rows.ir, "in the IR"),
        ("merged", rows.merged, "merged with another row"),
        ("status", rows.statuses, "for statuses and error codes"),
        ("aside", rows.no_parameters, "not parameters"),
        ("reported", rows.reported, "reported"),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|(_, count, _)| *count > 0).collect();
    out.push_str("<div class=\"rows\"><div class=\"bar\" aria-hidden=\"true\">");
    for (class, count, _) in &parts {
        let _ = write!(out, "<i class=\"{class}\" style=\"flex-grow:{count}\"></i>");
    }
    let sign = if rows.reconcile() { "=" } else { "is not" };
    let _ = write!(out, "</div><p><b>{} read</b> {sign} ", counted(rows.read, "row"));
    let legend: Vec<String> =
        parts.iter().map(|(class, count, words)| format!("<i class=\"dot {class}\"></i>{count} {words}")).collect();
    let _ = write!(out, "{}</p></div>", legend.join(" + "));
}

/// Findings by code.
fn findings(out: &mut String, figures: &Figures) {
    if figures.findings.is_empty() {
        return;
    }
    let questions = counted(figures.questions(), "open question");
    let notes = figures.findings.values().sum::<usize>() - figures.questions();
    let _ = write!(out, "<details class=\"more\"><summary>{questions}, {}</summary><table>", counted(notes, "note"));
    let mut codes: Vec<_> = figures.findings.iter().collect();
    codes.sort_by_key(|(code, _)| (std::cmp::Reverse(code.severity()), **code));
    for (code, count) in codes {
        let (class, word) = severity(code.severity());
        let strong = if code.severity() == Severity::Note { "" } else { " strong" };
        let _ = write!(
            out,
            "<tr><td class=\"number\">{count}</td><td><span class=\"badge {class}{strong}\">{word}</span></td>\
             <td>{}</td><td>{}</td></tr>",
            code.id(),
            Safe(code.title())
        );
    }
    out.push_str("</table></details>");
}
