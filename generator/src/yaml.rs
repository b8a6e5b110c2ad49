//! YAML as text, and back. The only file that knows a YAML crate. The crate `serde_yaml` is archived; the name here is
//! that of serde-saphyr, which is maintained, knows the place of every error, bounds aliases and nesting, and writes
//! strings so that any YAML reader gives them back.

use crate::{
    diagnostic::{Code, Diagnostic, Source, Span},
    ir::nearest,
    limits::MOST_YAML_NODES,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// Reads a file of the project. One that a merge left in conflict is an error.
pub(crate) fn read<T: for<'de> Deserialize<'de>>(source: &Arc<Source>) -> Result<T, Diagnostic> {
    refuse_conflict(source)?;
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_nodes: MOST_YAML_NODES,
            max_events: 2 * MOST_YAML_NODES,
            max_total_scalar_bytes: 1 << 30,
            max_aliases: 100,
            max_anchors: 100,
            max_documents: 1,
        },
        alias_limits: serde_yaml::alias_limits! { max_total_replayed_events: 10_000 },
        merge_keys: serde_yaml::options::MergeKeyPolicy::Error,
        strict_booleans: true,
        with_snippet: false,
    };
    serde_yaml::from_str_with_options(&source.text, options).map_err(|error| explain(source, &error))
}

/// What a file beside a page says of each of its entries, as plain words by entry and key.
pub(crate) type Records = BTreeMap<String, BTreeMap<String, String>>;

/// Reads a file that lies beside a page. Of a key that is given twice the last counts, as for the tools that such
/// files are written for; values that are no single words are told in one line of JSON.
pub(crate) fn records(source: &Arc<Source>) -> Result<Records, Diagnostic> {
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_nodes: MOST_YAML_NODES,
            max_events: 2 * MOST_YAML_NODES,
            max_aliases: 10_000,
            max_anchors: 10_000,
            max_documents: 1,
        },
        alias_limits: serde_yaml::alias_limits! { max_total_replayed_events: 100_000 },
        duplicate_keys: serde_yaml::options::DuplicateKeyPolicy::LastWins,
        with_snippet: false,
    };
    // Read as words first: `3.10` is a version there, and not the number 3.1.
    if let Ok(records) = serde_yaml::from_str_with_options::<Option<Records>>(&source.text, options.clone()) {
        return Ok(records.unwrap_or_default());
    }
    let values: BTreeMap<String, serde_json::Value> =
        serde_yaml::from_str_with_options(&source.text, options).map_err(|error| explain(source, &error))?;
    let words = |value: serde_json::Value| match value {
        serde_json::Value::String(words) => words,
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    let record = |value: serde_json::Value| match value {
        serde_json::Value::Object(keys) => keys.into_iter().map(|(key, value)| (key, words(value))).collect(),
        _ => BTreeMap::new(),
    };
    Ok(values.into_iter().map(|(name, value)| (name, record(value))).collect())
}

/// The text of a value: the same value, the same bytes.
pub(crate) fn write<T: Serialize>(value: &T) -> Result<String, Diagnostic> {
    // No folding: a long text stays one line, which a line diff of two versions shows whole.
    let options = serde_yaml::ser_options! { folded_wrap_chars: usize::MAX };
    let mut text = String::new();
    serde_yaml::to_fmt_writer_with_options(&mut text, value, options)
        .map_err(|error| Diagnostic::new(Code::UnwritableIr, error.to_string()))?;
    Ok(with_empty_lines_empty(&text))
}

/// The empty lines of block texts without the indentation that the YAML crate puts before nothing.
fn with_empty_lines_empty(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut opened = false;
    let mut block: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches(' ');
        let indent = line.len() - words.len();
        let empty = words == "\n";
        if !empty {
            block = if opened { Some(indent) } else { block.filter(|block| indent >= *block) };
            // An indentation that the header states differs from that of the first line.
            opened = block.is_none()
                && words.trim_end().rsplit(' ').next().is_some_and(|last| matches!(last, "|" | "|-" | "|+"));
        }
        plain.push_str(if empty && block == Some(indent) { "\n" } else { line });
    }
    plain
}

fn refuse_conflict(source: &Arc<Source>) -> Result<(), Diagnostic> {
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            let message = "the file has an unresolved merge conflict here";
            return Err(Diagnostic::new(Code::ConflictedFile, message)
                .at(source, Span::new(start, start + line.trim_end().len())));
        }
        start += line.len();
    }
    Ok(())
}

fn explain(source: &Arc<Source>, error: &serde_yaml::Error) -> Diagnostic {
    let mut diagnostic = match error.without_snippet() {
        serde_yaml::Error::SerdeUnknownField { field, expected, .. } => {
            let unknown = Diagnostic::new(Code::UnknownKey, format!("`{field}` is not a key here"));
            match nearest(field, expected.iter().copied()) {
                Some(near) => unknown.help(format!("did you mean `{near}`?")),
                None => unknown.help(format!("known keys: {}", expected.join(", "))),
            }
        }
        other => Diagnostic::new(Code::UnreadableYaml, headline(&other.to_string())),
    };
    if let Some(location) = error.location() {
        diagnostic = diagnostic.at(source, span_at(source, location.line(), location.column()));
    }
    diagnostic
}

/// The first line of an error's text without its place, which the diagnostic holds.
fn headline(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let line = line.split(": line ").next().unwrap_or(line);
    line.split(" at line ").next().unwrap_or(line).trim_start_matches("error: ").to_owned()
}

/// From a line and column, counted from one, to the end of the word there.
fn span_at(source: &Source, line: u64, column: u64) -> Span {
    let before = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
    let start: usize = source.text.split_inclusive('\n').take(before).map(str::len).sum();
    let line = source.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let column = usize::try_from(column.saturating_sub(1)).unwrap_or(usize::MAX);
    let offset = line.char_indices().nth(column).map_or(line.len(), |(offset, _)| offset);
    let word = line.get(offset..).and_then(|rest| rest.split([' ', ':', ',']).next()).unwrap_or_default();
    Span::new(start + offset, start + offset + word.len().max(1).min(line.len() - offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_keep_the_words_as_written() {
        let text = "# all\na:\n  in: body\n  required: true\n  min_version: 3.10\n  description: |\n    One.\n200:\n  default: Fine.\na_b:\n";
        let records = records(&Arc::new(Source::new("parameters.yaml", text))).unwrap();
        let of = |name: &str, key: &str| records.get(name).and_then(|record| record.get(key)).cloned();
        assert_eq!(of("a", "required").as_deref(), Some("true"));
        assert_eq!(of("a", "min_version").as_deref(), Some("3.10"));
        assert_eq!(of("a", "description").as_deref(), Some("One.\n"));
        assert_eq!(of("200", "default").as_deref(), Some("Fine."));
    }

    #[test]
    fn values_of_several_words_stay_readable() {
        let text = "a:\n  in: body\n  enum: [x, y]\na:\n  in: query\n  enum: [z]\n";
        let records = records(&Arc::new(Source::new("parameters.yaml", text))).unwrap();
        assert_eq!(records["a"]["enum"], "[\"z\"]");
        assert_eq!(records["a"]["in"], "query");
    }

    #[test]
    fn a_damaged_file_is_told() {
        assert!(records(&Arc::new(Source::new("parameters.yaml", "a: [\n"))).is_err());
        assert!(records(&Arc::new(Source::new("parameters.yaml", ""))).unwrap().is_empty());
    }
}
