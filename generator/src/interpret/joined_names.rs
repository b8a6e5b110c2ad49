//! Rows that state several parameters at once, `start/end` or `start, end`. In: the rows of a table, and the names that the
//! request line and the examples show. Out: a row for each name; between slashes, where these show one of them and not the
//! whole, or where one name begins the others.

use super::{
    Mandatory,
    rows::RowRead,
    table_role::{Known, Part, Role, Side},
};
use std::collections::BTreeSet;

/// What lists names, and no name holds.
const COMMAS: [char; 3] = [',', '，', '、'];

/// Parts the rows of several names.
pub(super) fn part(rows: Vec<RowRead>, role: Role, known: &Known) -> Vec<RowRead> {
    if !rows.iter().any(|row| row.field.name.contains('/') || row.field.name.contains(COMMAS)) {
        return rows;
    }
    let body = if role.side == Side::Response { &known.answered } else { &known.sent };
    let shown: BTreeSet<&str> = known.line.iter().chain(body).map(String::as_str).collect();
    rows.into_iter().flat_map(|row| parted(row, role, &shown)).collect()
}

fn parted(row: RowRead, role: Role, shown: &BTreeSet<&str>) -> Vec<RowRead> {
    let listed = row.field.name.contains(COMMAS);
    let names: Vec<&str> = if listed {
        row.field.name.split(COMMAS).map(str::trim).collect()
    } else {
        row.field.name.split('/').map(str::trim).collect()
    };
    let whole = names.len() < 2 || row.element || shown.contains(row.field.name.as_str());
    let any = names.iter().any(|name| shown.contains(name));
    // `kiln_id/kiln`: two ways to say which one.
    let alike = names.iter().any(|name| names.iter().all(|other| other.starts_with(*name)));
    if whole || !names.iter().all(|name| is_identifier(name)) || !(any || alike || listed) {
        return vec![row];
    }
    // Of several names for a part of the path, the path has one.
    let in_path = any && role.side == Side::Uri && role.part != Part::Query;
    let all = names.iter().all(|name| shown.contains(name));
    let kept = names.iter().filter(|name| !in_path || shown.contains(**name));
    let one_of = |mandatory| match mandatory {
        Mandatory::Yes if !all && !in_path && !listed => Mandatory::Conditional,
        other => other,
    };
    kept.map(|name| {
        let mut field = row.field.clone();
        (*name).clone_into(&mut field.name);
        field.mandatory = one_of(field.mandatory);
        RowRead { field, ..row }
    })
    .collect()
}

fn is_identifier(name: &str) -> bool {
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    begins && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}
