//! The report for programs. Keys are added under the same schema number; a key that goes or changes
//! its meaning raises it.

use super::{Aside, Figures, Report, ServiceReport};
use crate::diagnostic::{Code, Severity};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The number of this form.
pub const SCHEMA: u32 = 1;

/// The report as one JSON object.
#[must_use]
pub fn json(report: &Report) -> Value {
    let services: Vec<Value> = report.services.iter().map(service).collect();
    json!({ "schema": SCHEMA, "services": services, "total": figures(&report.total()) })
}

fn service(service: &ServiceReport) -> Value {
    let asides = |pages: &[Aside]| pages.iter().map(aside).collect::<Vec<Value>>();
    let mut object = json!({ "service": service.name });
    if let (Some(object), Value::Object(figures)) = (object.as_object_mut(), figures(&service.figures)) {
        object.extend(figures);
        object.insert("pages_refused".into(), json!(asides(&service.refused)));
        object.insert("pages_without_operation".into(), json!(asides(&service.without_operation)));
        let unread = service.unread.iter();
        let unread = unread.map(|unread| json!({ "part": unread.part.to_string(), "words": unread.words }));
        object.insert("constraints_unread".into(), unread.collect());
        object.insert("pages_not_reconciled".into(), json!(service.uneven));
    }
    object
}

fn aside(page: &Aside) -> Value {
    let (code, message) = page.reason.as_ref().map(|(code, message)| (code.id(), message)).unzip();
    json!({ "path": page.path, "code": code, "message": message })
}

fn figures(figures: &Figures) -> Value {
    let Figures { pages, rows, json: blocks, examples, .. } = figures;
    let differences: BTreeMap<&str, usize> =
        examples.differences.iter().map(|(kind, count)| (kind.key(), *count)).collect();
    let findings: Vec<Value> = figures.findings.iter().map(|(code, count)| finding(*code, *count)).collect();
    json!({
        "pages": {
            "read": pages.read(),
            "operations": pages.operations,
            "structures": pages.structures,
            "without_operation": pages.without_operation,
            "refused": pages.refused,
        },
        "operations": figures.operations,
        "inputs": figures.inputs,
        "types": figures.types,
        "types_from_examples": figures.types_from_examples,
        "fields": figures.fields,
        "rows": {
            "read": rows.read,
            "ir": rows.ir,
            "merged": rows.merged,
            "statuses": rows.statuses,
            "no_parameters": rows.no_parameters,
            "reported": rows.reported,
            "reconciled": rows.reconcile(),
        },
        "json": { "valid": blocks.valid, "repaired": blocks.repaired, "unread": blocks.unread },
        "examples": {
            "agree": examples.agree,
            "disagree": examples.disagree,
            "untold": examples.untold,
            "differences": differences,
        },
        "constraints": figures.constraints,
        "open_questions": figures.questions(),
        "findings": findings,
    })
}

fn finding(code: Code, count: usize) -> Value {
    let severity = match code.severity() {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    json!({ "code": code.id(), "severity": severity, "title": code.title(), "count": count })
}
