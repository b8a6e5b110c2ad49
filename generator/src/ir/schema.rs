//! The JSON Schemas of `ir.yaml` and `service.yaml`, for editors and for programs that read the IR. Their tables follow
//! the model; tests hold the two against each other, and the committed files against this.

mod service_file;

use serde_json::{Map, Value, json};
use service_file::{PARTS, SERVICE_FILE};

/// The schema of `ir.yaml`, as committed in `specs/ir.schema.json`.
#[must_use]
pub fn schema() -> Value {
    document("ir.yaml", &SERVICE, OBJECTS.iter())
}

/// The schema of `service.yaml`, as committed in `specs/service.schema.json`. Its overrides can add all that an
/// `ir.yaml` holds.
#[must_use]
pub fn service_file_schema() -> Value {
    document("service.yaml", &SERVICE_FILE, OBJECTS.iter().chain(PARTS))
}

fn document<'a>(title: &str, root: &Object, objects: impl Iterator<Item = &'a Object>) -> Value {
    let mut definitions: Map<String, Value> = objects.map(|object| (object.name.to_owned(), object.schema())).collect();
    definitions.insert("type_ref".into(), json!({ "type": "string", "pattern": TYPE_REF, "description": "string, integer, number, boolean, any, binary, list<...>, map<...> or a type's name" }));
    definitions.insert("range".into(), json!({ "type": "string", "pattern": r"^-?[0-9.eE+-]*\.\.=?-?[0-9.eE+-]*$", "description": "1..=100, ..=32, 1.." }));
    definitions.insert(
        "status".into(),
        json!({ "anyOf": [{ "type": "integer", "minimum": 100, "maximum": 599 }, { "const": "default" }] }),
    );
    let constants = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    definitions.insert("when".into(), json!({
        "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": false,
        "properties": { "query": constants, "body": { "type": "string" }, "header": constants, "members": constants },
    }));
    let mut schema = root.schema();
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        schema.insert("title".into(), json!(title));
        schema.insert("$defs".into(), Value::Object(definitions));
    }
    schema
}

const TYPE_REF: &str = r"^((list|map)<)*(string|integer|number|boolean|any|binary|\p{Lu}[\p{L}\p{N}]*)>*$";

struct Object {
    name: &'static str,
    doc: &'static str,
    keys: &'static [Key],
    /// It also has the keys of `FACTS`.
    facts: bool,
}

/// Name, whether it must be there, and what it holds.
type Key = (&'static str, bool, Holds);

#[derive(Clone, Copy)]
enum Holds {
    Text,
    Flag,
    Any,
    Code,
    OneOf(&'static [&'static str]),
    One(&'static str),
    Many(&'static str),
    /// Of each name one.
    Named(&'static str),
    Texts,
    TextByName,
    Kinds(&'static [&'static str]),
}

use Holds::{Any, Code, Flag, Kinds, Many, Named, One, OneOf, Text, TextByName, Texts};

const SERVICE: Object = Object {
    name: "service",
    doc: "One service.",
    keys: &[
        ("service", true, Text),
        ("title", false, Text),
        ("vendor", false, Text),
        ("endpoints", false, One("endpoints")),
        ("credentials", false, Kinds(&["basic", "global", "token"])),
        ("signing", false, One("signing")),
        ("authentication", false, One("authentication")),
        ("operations", false, Many("operation")),
        ("types", false, Named("type")),
    ],
    facts: false,
};

const FACTS: &[Key] = &[
    ("condition", false, Text),
    ("default", false, Any),
    ("range", false, One("range")),
    ("length", false, One("range")),
    ("items", false, One("range")),
    ("pattern", false, Text),
    ("format", false, Text),
    ("values", false, Many("value")),
    ("by_sentence", false, Kinds(&["values", "range", "length", "items", "pattern"])),
    ("nullable", false, Flag),
    ("deprecated", false, Flag),
    ("secret", false, Flag),
    ("attribute", false, Flag),
    ("from", false, OneOf(SOURCES)),
    ("doc", false, Text),
];

const PLACES: &[&str] = &["header", "query"];

const SOURCES: &[&str] = &["example", "uri", "override"];

const OBJECTS: &[Object] = &[
    Object {
        name: "endpoints",
        doc: "Where the service answers.",
        keys: &[
            ("pattern", false, Text),
            ("regions", false, Texts),
            ("hosts", false, TextByName),
            ("global", false, Text),
        ],
        facts: false,
    },
    Object {
        name: "signing",
        doc: "What the vendor calls the parts of a signature.",
        keys: &[
            ("algorithm", false, Text),
            ("date", false, Text),
            ("content", false, Text),
            ("security_token", false, Text),
            ("project", false, Text),
            ("domain", false, Text),
        ],
        facts: false,
    },
    Object {
        name: "authentication",
        doc: "Authentication of calls, if it differs from the built-in vendor's.",
        keys: &[
            ("scheme", true, OneOf(&["none", "basic", "token", "signature"])),
            ("in", false, OneOf(PLACES)),
            ("name", false, Text),
            ("prefix", false, Text),
            ("words", false, One("credential_words")),
            ("signature", false, One("recipe")),
        ],
        facts: false,
    },
    Object {
        name: "credential_words",
        doc: "What the vendor calls the parts of a credential.",
        keys: &[("key_id", false, Text), ("secret", false, Text)],
        facts: false,
    },
    Object {
        name: "recipe",
        doc: "How requests are signed.",
        keys: &[
            ("hash", true, OneOf(&["sha1", "sha256", "sha512"])),
            ("signer", false, OneOf(&["hmac", "hash"])),
            ("key", false, Texts),
            ("hex_key", false, Flag),
            ("encoding", false, OneOf(&["hex", "base64"])),
            ("headers", false, Texts),
            ("payload_header", false, Text),
            ("before", false, Many("addition")),
            ("texts", true, TextByName),
            ("after", true, Many("addition")),
        ],
        facts: false,
    },
    Object {
        name: "addition",
        doc: "Something that a signature adds to a request.",
        keys: &[("in", false, OneOf(PLACES)), ("name", true, Text), ("value", true, Text)],
        facts: false,
    },
    Object {
        name: "operation",
        doc: "One operation.",
        keys: &[
            ("name", true, Text),
            ("page", true, Text),
            ("page_url", false, Text),
            ("method", true, OneOf(&["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])),
            ("path", true, Text),
            ("when", false, One("when")),
            ("aliases", false, Texts),
            ("title", false, Text),
            ("doc", false, Text),
            ("deprecated", false, Flag),
            ("inputs", false, Many("input")),
            ("body", false, One("body")),
            ("outputs", false, Many("output")),
            ("pagination", false, One("pagination")),
            ("envelope", false, One("envelope")),
            ("errors", false, Many("error")),
            ("examples", false, Many("example")),
        ],
        facts: false,
    },
    Object {
        name: "pagination",
        doc: "How the answer comes in pages.",
        keys: &[
            ("by", true, OneOf(&["offset", "page", "marker"])),
            ("in", false, OneOf(&["query", "body"])),
            ("parameter", true, Text),
            ("first", false, Code),
            ("items", false, Text),
            ("total", false, Text),
            ("next", false, Text),
            ("last", false, Text),
        ],
        facts: false,
    },
    Object {
        name: "envelope",
        doc: "How an answer says that the call failed after all.",
        keys: &[("code", true, Text), ("success", true, Texts)],
        facts: false,
    },
    Object {
        name: "input",
        doc: "A path, query or header parameter.",
        keys: &[
            ("name", true, Text),
            ("in", true, OneOf(&["path", "query", "header"])),
            ("type", true, One("type_ref")),
            ("required", false, Flag),
            ("filled_by", false, OneOf(&["credential", "project", "domain", "request_id", "media"])),
        ],
        facts: true,
    },
    Object {
        name: "value",
        doc: "One value of an open enumeration.",
        keys: &[("value", true, Any), ("doc", false, Text)],
        facts: false,
    },
    Object {
        name: "body",
        doc: "A request body.",
        keys: &[
            ("media", false, Text),
            ("root", false, Text),
            ("type", true, One("type_ref")),
            ("optional", false, Flag),
            ("cases", false, Many("case")),
            ("doc", false, Text),
        ],
        facts: false,
    },
    Object {
        name: "case",
        doc: "One of several bodies that an operation takes.",
        keys: &[("name", true, Text), ("required", true, Texts)],
        facts: false,
    },
    Object {
        name: "output",
        doc: "An answer.",
        keys: &[
            ("status", true, One("status")),
            ("media", false, Text),
            ("type", false, One("type_ref")),
            ("headers", false, Many("header")),
            ("doc", false, Text),
        ],
        facts: false,
    },
    Object {
        name: "header",
        doc: "A response header.",
        keys: &[("name", true, Text), ("type", true, One("type_ref"))],
        facts: true,
    },
    Object {
        name: "error",
        doc: "An error code.",
        keys: &[("code", true, Text), ("status", false, Code), ("doc", false, Text)],
        facts: false,
    },
    Object {
        name: "example",
        doc: "An example of the page.",
        keys: &[
            ("name", true, Text),
            ("doc", false, Text),
            ("request", false, One("request")),
            ("status", false, One("status")),
            ("response", false, Any),
        ],
        facts: false,
    },
    Object {
        name: "request",
        doc: "What an example sends.",
        keys: &[
            ("path", false, TextByName),
            ("query", false, TextByName),
            ("headers", false, TextByName),
            ("body", false, Any),
        ],
        facts: false,
    },
    Object {
        name: "type",
        doc: "A named type: an object.",
        keys: &[("doc", false, Text), ("fields", false, Many("field")), ("from", false, OneOf(SOURCES))],
        facts: false,
    },
    Object {
        name: "field",
        doc: "A field of a type.",
        keys: &[("name", true, Text), ("type", true, One("type_ref")), ("required", false, Flag)],
        facts: true,
    },
];

impl Object {
    fn schema(&self) -> Value {
        let facts = if self.facts { FACTS } else { &[] };
        let keys = || self.keys.iter().chain(facts);
        let properties: Map<String, Value> =
            keys().map(|(key, _, holds)| ((*key).to_owned(), holds.schema())).collect();
        let required: Vec<&str> = keys().filter(|(_, required, _)| *required).map(|(key, ..)| *key).collect();
        let mut schema = json!({ "description": self.doc, "type": "object", "additionalProperties": false, "properties": properties });
        if let (Some(schema), false) = (schema.as_object_mut(), required.is_empty()) {
            schema.insert("required".into(), json!(required));
        }
        schema
    }
}

impl Holds {
    fn schema(self) -> Value {
        let of = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
        match self {
            Text => json!({ "type": "string" }),
            Flag => json!({ "type": "boolean" }),
            Any => json!({}),
            Code => json!({ "type": "integer" }),
            OneOf(words) => json!({ "enum": words }),
            One(name) => of(name),
            Many(name) => json!({ "type": "array", "items": of(name) }),
            Named(name) => json!({ "type": "object", "additionalProperties": of(name) }),
            Texts => json!({ "type": "array", "items": { "type": "string" } }),
            TextByName => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
            Kinds(words) => json!({ "type": "array", "items": { "enum": words } }),
        }
    }
}

#[cfg(test)]
mod tests;
