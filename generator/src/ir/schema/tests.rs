use super::{super::yaml_tests::full, schema, service_file_schema};
use crate::ir::{FilledBy, Location, Match, Method, Override, PagingKind, PagingPlace, ServiceFile};
use serde_json::Value;
use std::path::Path;

/// What a value breaks of a schema; knows the words that ours is made of.
fn breaches(schema: &Value, value: &Value, root: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        return breaches(&root["$defs"][name.trim_start_matches("#/$defs/")], value, root, at, found);
    }
    let holds = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    };
    let named = schema["enum"].as_array().is_none_or(|words| words.contains(value));
    if !holds || !named {
        found.push(format!("{at}: {value} is not {schema}"));
    }
    for (key, below) in value.as_object().into_iter().flatten().filter(|_| schema["type"] == "object") {
        let known = schema["properties"]
            .get(key)
            .or_else(|| schema["additionalProperties"].as_object().map(|_| &schema["additionalProperties"]));
        match known {
            Some(known) => breaches(known, below, root, &format!("{at}.{key}"), found),
            None => found.push(format!("{at}: no key `{key}`")),
        }
    }
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.get(key).is_none() {
            found.push(format!("{at}: `{key}` is missing"));
        }
    }
    for below in value.as_array().into_iter().flatten().filter(|_| schema["type"] == "array") {
        breaches(&schema["items"], below, root, at, found);
    }
}

/// The keys of each object of the schema that a value does not use.
fn unused(schema: &Value, value: &Value, root: &Value, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        return unused(&root["$defs"][name.trim_start_matches("#/$defs/")], value, root, found);
    }
    for (key, below) in schema["properties"].as_object().into_iter().flatten().filter(|_| value.is_object()) {
        match value.get(key) {
            Some(value) => unused(below, value, root, found),
            None => found.push(key.clone()),
        }
    }
    for below in value.as_array().into_iter().flatten() {
        unused(&schema["items"], below, root, found);
    }
    for below in value.as_object().into_iter().flat_map(|object| object.values()) {
        unused(&schema["additionalProperties"], below, root, found);
    }
}

#[test]
fn the_model_and_the_schema_have_the_same_keys() {
    let (schema, value) = (schema(), serde_json::to_value(full()).unwrap());
    let mut found = Vec::new();
    breaches(&schema, &value, &schema, "service", &mut found);
    assert_eq!(found, [] as [String; 0]);
    unused(&schema, &value, &schema, &mut found);
    // `when` takes one of four keys.
    assert_eq!(found, ["query", "header", "members"]);
}

/// The variants that serde says it takes, when it is given another one.
fn variants<T: serde::de::DeserializeOwned>() -> Vec<String> {
    taken::<T>("\"?\"")
}

/// The keys that serde says it takes, when it is given another one.
fn keys<T: serde::de::DeserializeOwned>() -> Vec<String> {
    taken::<T>(r#"{"?": 0}"#)
}

fn taken<T: serde::de::DeserializeOwned>(json: &str) -> Vec<String> {
    let Err(error) = serde_json::from_str::<T>(json) else { return Vec::new() };
    let said = error.to_string();
    said.split('`').skip(1).step_by(2).filter(|word| *word != "?").map(str::to_owned).collect()
}

#[test]
fn every_variant_of_the_model_is_in_the_schema() {
    let schema = schema();
    for (object, key, variants) in [
        ("input", "filled_by", variants::<FilledBy>()),
        ("input", "in", variants::<Location>()),
        ("operation", "method", variants::<Method>()),
        ("pagination", "by", variants::<PagingKind>()),
        ("pagination", "in", variants::<PagingPlace>()),
    ] {
        let stated = &schema["$defs"][object]["properties"][key]["enum"];
        assert!(!variants.is_empty(), "{object}.{key}");
        assert_eq!(stated, &serde_json::json!(variants), "{object}.{key}");
    }
}

#[test]
fn the_keys_of_a_service_file_are_in_its_schema() {
    let schema = service_file_schema();
    for (object, keys) in [
        (&schema, keys::<ServiceFile>()),
        (&schema["$defs"]["override"], keys::<Override>()),
        (&schema["$defs"]["match"], keys::<Match>()),
    ] {
        let stated: Vec<&String> = object["properties"].as_object().unwrap().keys().collect();
        assert_eq!(stated, keys.iter().collect::<Vec<_>>());
    }
}

#[test]
fn the_committed_schemas_are_current() {
    for (file, schema) in [("ir.schema.json", schema()), ("service.schema.json", service_file_schema())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs").join(file);
        let current = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(&path, &current).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == current, "run this test with UPDATE_SCHEMA=1 and commit specs/{file}");
    }
}
