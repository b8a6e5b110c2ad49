//! What pages came to, counted.

use super::{Aside, Figures, Rows, ServiceReport, agreement, constraints};
use crate::{
    Compiled, PageOutcome,
    diagnostic::{Code, Diagnostic},
    interpret::Verdict,
    ir::From,
};
use std::collections::BTreeMap;

impl ServiceReport {
    /// Counts what the pages of a service came to.
    #[must_use]
    pub fn new(name: impl Into<String>, compiled: &Compiled) -> Self {
        let mut report = Self { name: name.into(), figures: of_service(compiled), ..Self::default() };
        report.unread = constraints::unread(&compiled.service);
        let reasons = reasons(compiled);
        for page in &compiled.pages {
            let rows = Rows::of(page.rows, page.fates.iter().map(|(_, fate)| fate));
            report.figures.rows.add(rows);
            report.figures.json = report.figures.json.and(page.json);
            report.figures.pages.count(page.verdict);
            if !rows.reconcile() {
                report.uneven.push(format!(
                    "{}: {} rows read, {} accounted for",
                    page.path,
                    rows.read,
                    page.fates.len()
                ));
            }
            match page.verdict {
                Verdict::Refused => report.refused.push(aside(page, &reasons)),
                Verdict::NotAnOperation => report.without_operation.push(aside(page, &reasons)),
                Verdict::Operations | Verdict::Structures => {}
            }
        }
        report
    }
}

/// What the IR and the findings say; rows and pages are counted page by page.
fn of_service(compiled: &Compiled) -> Figures {
    let service = &compiled.service;
    let mut figures = Figures {
        operations: service.operations.len(),
        types: service.types.len(),
        types_from_examples: service.types.values().filter(|ty| ty.from == Some(From::Example)).count(),
        fields: service.types.values().map(|ty| ty.fields.len()).sum(),
        inputs: service.operations.iter().map(|operation| operation.inputs.len()).sum(),
        constraints: constraints::counts(service),
        ..Figures::default()
    };
    for diagnostic in &compiled.diagnostics {
        *figures.findings.entry(diagnostic.code).or_default() += 1;
    }
    for operation in &service.operations {
        agreement::count(service, operation, &mut figures.examples);
    }
    figures
}

/// The worst finding of each page, the first of equals.
fn reasons(compiled: &Compiled) -> BTreeMap<&str, &Diagnostic> {
    let mut reasons: BTreeMap<&str, &Diagnostic> = BTreeMap::new();
    for diagnostic in &compiled.diagnostics {
        let Some(place) = &diagnostic.place else { continue };
        let weight = |diagnostic: &Diagnostic| (diagnostic.code.severity(), diagnostic.code == Code::NoOperation);
        let worst = reasons.entry(place.source.path.as_str()).or_insert(diagnostic);
        if weight(diagnostic) > weight(worst) {
            *worst = diagnostic;
        }
    }
    reasons
}

fn aside(page: &PageOutcome, reasons: &BTreeMap<&str, &Diagnostic>) -> Aside {
    let reason = reasons.get(page.path.as_str());
    Aside { path: page.path.clone(), reason: reason.map(|reason| (reason.code, reason.message.clone())) }
}
