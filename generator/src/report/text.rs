//! The report for a terminal: a block a service, and all together at the end.

use super::{
    Aside, Figures, Report, ServiceReport,
    figures::{counted, share},
};
use crate::diagnostic::{Severity, printable};
use std::{fmt, fmt::Write as _};

/// Differences, constraints and findings stand under their figure.
const INDENT: &str = "               ";

/// The report as text.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    for service in &report.services {
        let _ = writeln!(out, "{}", service.name);
        figures(&mut out, &service.figures, Some(service));
        out.push('\n');
    }
    if report.services.len() != 1 {
        let _ = writeln!(out, "all {} services", report.services.len());
        figures(&mut out, &report.total(), None);
    }
    printable(out.trim_end()).into_owned() + "\n"
}

fn figures(out: &mut String, figures: &Figures, service: Option<&ServiceReport>) {
    let pages = figures.pages;
    let parts = [
        (pages.operations, "with operations"),
        (pages.structures, "with structures for other pages"),
        (pages.without_operation, "without an operation"),
        (pages.refused, "refused"),
    ];
    line(out, "pages", format_args!("{} read = {}", pages.read(), sum(&parts)));
    if let Some(service) = service {
        asides(out, "without", &service.without_operation);
        asides(out, "refused", &service.refused);
    }
    line(
        out,
        "operations",
        format_args!(
            "{} with {}; {}{} with {}",
            figures.operations,
            counted(figures.inputs, "parameter"),
            counted(figures.types, "type"),
            from_examples(figures),
            counted(figures.fields, "field"),
        ),
    );
    let rows = figures.rows;
    let parts = [
        (rows.ir, "in the IR"),
        (rows.merged, "merged with another row"),
        (rows.statuses, "for statuses and error codes"),
        (rows.no_parameters, "not parameters"),
        (rows.reported, "reported"),
    ];
    let sign = if rows.reconcile() { "=" } else { "IS NOT" };
    line(out, "rows", format_args!("{} read {sign} {}", rows.read, sum(&parts)));
    for uneven in service.iter().flat_map(|service| &service.uneven) {
        let _ = writeln!(out, "{INDENT}error: {uneven}");
    }
    json(out, figures);
    examples(out, figures);
    let constraints: usize = figures.constraints.values().sum();
    let kinds: Vec<String> = figures.constraints.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    line(out, "constraints", format_args!("{constraints}{}", bracketed(&kinds.join(", "))));
    if let Some(service) = service {
        unread(out, service);
    }
    findings(out, figures);
}

/// Descriptions that speak of a constraint that was not read: the first of them, and how many there are.
fn unread(out: &mut String, service: &ServiceReport) {
    const MOST: usize = 10;
    const LONGEST: usize = 100;
    if service.unread.is_empty() {
        return;
    }
    let count = counted(service.unread.len(), "description");
    line(out, "unread", format_args!("{count} that may state a constraint that was not read"));
    for unread in service.unread.iter().take(MOST) {
        let words: String = unread.words.chars().take(LONGEST).collect();
        let _ = writeln!(out, "{INDENT}{}: {words}", unread.part);
    }
}

/// Types that no table states, in the words after the count of types.
pub(super) fn from_examples(figures: &Figures) -> String {
    match figures.types_from_examples {
        0 => String::new(),
        count => format!(" ({count} known from examples alone)"),
    }
}

fn json(out: &mut String, figures: &Figures) {
    let json = figures.json;
    let all = json.valid + json.repaired + json.unread;
    let parts = [(json.valid, "valid"), (json.repaired, "repaired"), (json.unread, "unread")];
    let share = bracketed(&share(all - json.unread, all));
    line(out, "JSON", format_args!("{} = {}{share}", counted(all, "document"), sum(&parts)));
}

fn examples(out: &mut String, figures: &Figures) {
    let examples = &figures.examples;
    let parts = [
        (examples.agree, "agree with their tables"),
        (examples.disagree, "do not"),
        (examples.untold, "without a table"),
    ];
    let all = examples.agree + examples.disagree + examples.untold;
    let share = bracketed(&share(examples.agree, examples.agree + examples.disagree));
    line(out, "examples", format_args!("{all} = {}{share}", sum(&parts)));
    for (difference, count) in &examples.differences {
        let _ = writeln!(out, "{INDENT}{count:>5} with {}", difference.words());
    }
}

fn findings(out: &mut String, figures: &Figures) {
    let notes = figures.findings.values().sum::<usize>() - figures.questions();
    line(out, "questions", format_args!("{} open, {}", figures.questions(), counted(notes, "note")));
    for (code, count) in &figures.findings {
        let severity = match code.severity() {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let _ = writeln!(out, "{INDENT}{count:>5} {} {severity:<7} {}", code.id(), code.title());
    }
}

fn asides(out: &mut String, word: &str, pages: &[Aside]) {
    for page in pages {
        let reason = page.reason.as_ref().map(|(code, message)| format!(": {} {message}", code.id()));
        let _ = writeln!(out, "{INDENT}{word}: {}{}", page.path, reason.unwrap_or_default());
    }
}

fn line(out: &mut String, name: &str, words: fmt::Arguments<'_>) {
    let _ = writeln!(out, "  {name:<12} {words}");
}

/// `3 with operations + 1 refused`; what is not there is left out.
fn sum(parts: &[(usize, &str)]) -> String {
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
    if parts.is_empty() { "none".to_owned() } else { parts.join(" + ") }
}

/// The same in brackets, after a blank.
fn bracketed(share: &str) -> String {
    if share.is_empty() { String::new() } else { format!(" ({share})") }
}
