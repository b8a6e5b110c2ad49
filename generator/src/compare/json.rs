//! Changes for programs: one JSON object.

use super::{Comparison, Finding, StatedRow};
use heck::ToSnakeCase;
use serde_json::{Value, json};

impl Comparison {
    /// `class` and `effect` are the worst; both are null where nothing changed.
    #[must_use]
    pub fn json(&self) -> Value {
        let changes: Vec<Value> = self.findings.iter().map(change).collect();
        json!({
            "class": self.class().map(|class| class.to_string()),
            "effect": self.effect().map(|effect| effect.to_string()),
            "changes": changes,
        })
    }
}

fn change(finding: &Finding) -> Value {
    let change = &finding.change;
    let rule = change.event.rule();
    json!({
        "service": finding.service,
        "event": format!("{:?}", change.event).to_snake_case(),
        "words": rule.words,
        "area": rule.area.to_string(),
        "direction": change.direction.to_string(),
        "class": change.class().to_string(),
        "effect": change.effect().to_string(),
        "subject": change.subject.to_string(),
        "old": change.old,
        "new": change.new,
        "old_row": finding.old.as_ref().map(row),
        "new_row": finding.new.as_ref().map(row),
    })
}

fn row(row: &StatedRow) -> Value {
    let cells: Vec<Value> = row.cells.iter().map(|(column, text)| json!({ "column": column, "text": text })).collect();
    json!({ "path": row.path, "line": row.line, "cells": cells })
}
