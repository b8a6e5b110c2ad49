use super::{document, document_of_paths};
use crate::{diagnostic::Source, ir::Service};
use serde_json::{Value, json};
use std::sync::Arc;

fn service(yaml: &str) -> Service {
    Service::from_yaml(&Arc::new(Source::new("ir.yaml", yaml))).unwrap()
}

/// The schema of the one field of the one type.
fn field(yaml: &str) -> Value {
    let lines: String = yaml.lines().flat_map(|line| ["    ", line, "\n"]).collect();
    let ir = format!("service: kilns\noperations: []\ntypes:\n  Kiln:\n    fields: []\n  Load:\n    fields:\n{lines}");
    document(&service(&ir), "Kilns")["components"]["schemas"]["Load"].clone()
}

#[test]
fn each_fact_of_a_field_is_said_in_its_word() {
    let rows = [
        ("type: string", json!({"type": "string"})),
        ("type: integer", json!({"type": "integer", "format": "int64"})),
        ("type: number", json!({"type": "number"})),
        ("type: boolean", json!({"type": "boolean"})),
        ("type: any", json!({})),
        ("type: list<string>", json!({"type": "array", "items": {"type": "string"}})),
        ("type: map<number>", json!({"type": "object", "additionalProperties": {"type": "number"}})),
        ("type: Kiln", json!({"$ref": "#/components/schemas/Kiln"})),
        ("type: list<Kiln>", json!({"type": "array", "items": {"$ref": "#/components/schemas/Kiln"}})),
        ("type: string\n  doc: Words.", json!({"type": "string", "description": "Words."})),
        ("type: Kiln\n  doc: Words.", json!({"$ref": "#/components/schemas/Kiln", "description": "Words."})),
        ("type: string\n  length: 1..=64", json!({"type": "string", "minLength": 1, "maxLength": 64})),
        ("type: integer\n  range: ..=9", json!({"type": "integer", "format": "int64", "maximum": 9})),
        ("type: number\n  range: 0.5..", json!({"type": "number", "minimum": 0.5})),
        (
            "type: list<string>\n  items: 1..=100\n  length: ..=32",
            json!({"type": "array", "items": {"type": "string", "maxLength": 32}, "minItems": 1, "maxItems": 100}),
        ),
        ("type: string\n  pattern: ^[a-z]+$", json!({"type": "string", "pattern": "^[a-z]+$"})),
        ("type: string\n  format: uuid", json!({"type": "string", "format": "uuid"})),
        ("type: string\n  secret: true", json!({"type": "string", "format": "password"})),
        ("type: string\n  deprecated: true", json!({"type": "string", "deprecated": true})),
        ("type: string\n  attribute: true", json!({"type": "string", "xml": {"attribute": true}})),
        ("type: boolean\n  default: false", json!({"type": "boolean", "default": false})),
        ("type: string\n  from: example", json!({"type": "string", "x-from": "example"})),
        ("type: string\n  condition: if hot", json!({"type": "string", "x-condition": "if hot"})),
        ("type: string\n  nullable: true", json!({"type": ["string", "null"]})),
        ("type: Kiln\n  nullable: true", json!({"anyOf": [{"$ref": "#/components/schemas/Kiln"}, {"type": "null"}]})),
        (
            "type: string\n  values:\n  - value: raku\n    doc: Low fire.\n  - value: stoneware",
            json!({"type": "string", "enum": ["raku", "stoneware"], "x-enum-descriptions": ["Low fire.", ""]}),
        ),
        (
            "type: list<string>\n  values:\n  - value: raku",
            json!({"type": "array", "items": {"type": "string", "enum": ["raku"]}}),
        ),
    ];
    for (facts, expected) in rows {
        let schema = field(&format!("- name: x\n  {facts}"));
        assert_eq!(schema["properties"]["x"], expected, "{facts}");
        assert_eq!(schema.get("required"), None, "{facts}");
    }
}

#[test]
fn cases_of_a_body_are_alternatives() {
    let cases = "  body:
    type: LightKilnBody
    cases:
    - name: With gas
      required: [gas]
    - name: With wood
      required: [wood, draught]
";
    let ir = OPERATION.replace("  body:\n    type: LightKilnBody\n", cases);
    let operation = &document(&service(&ir), "Kilns")["paths"]["/v1/{project_id}/kilns/{kiln_id}/light"]["post"];
    assert_eq!(
        operation["requestBody"]["content"]["application/json"]["schema"],
        json!({
            "$ref": "#/components/schemas/LightKilnBody",
            "oneOf": [
                { "title": "With gas", "required": ["gas"] },
                { "title": "With wood", "required": ["wood", "draught"] },
            ],
        })
    );
}

#[test]
fn what_must_be_given_is_required() {
    let schema = field("- name: x\n  type: string\n  required: true\n- name: y\n  type: string");
    assert_eq!(schema["required"], json!(["x"]));
}

const OPERATION: &str = "service: kilns
endpoints:
  pattern: https://kilns.{region}.example.com
  regions:
  - north
credentials:
- basic
operations:
- name: light_kiln
  page: pages/LightKiln.md
  method: POST
  path: /v1/{project_id}/kilns/{kiln_id}/light
  title: Lighting a Kiln
  doc: Lights it.
  inputs:
  - name: project_id
    in: path
    type: string
    required: true
    filled_by: project
  - name: kiln_id
    in: path
    type: string
    required: true
  - name: X-Auth-Token
    in: header
    type: string
    required: true
    filled_by: credential
  - name: dry
    in: query
    type: boolean
    doc: Only tries.
  body:
    type: LightKilnBody
  outputs:
  - status: 200
    type: LightKilnOutput
    headers:
    - name: X-Heat
      type: integer
  - status: default
    type: KilnError
    doc: It stays cold.
  errors:
  - code: Kiln.0404
    status: 404
    doc: No such kiln.
  examples:
  - name: request
    request:
      path:
        kiln_id: k-7
      body:
        heat: 640
  - name: '200'
    status: 200
    response:
      lit: true
types:
  LightKilnBody:
    fields: []
  LightKilnOutput:
    fields: []
  KilnError:
    fields: []
";

#[test]
fn an_operation_with_everything() {
    let document = document(&service(OPERATION), "Kilns of the House");
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["info"], json!({"title": "Kilns of the House", "version": "v1"}));
    assert_eq!(document["x-service"], "kilns");
    assert_eq!(document["servers"][0]["url"], "https://kilns.{region}.example.com");
    let operation = &document["paths"]["/v1/{project_id}/kilns/{kiln_id}/light"]["post"];
    let expected = json!({
        "operationId": "light_kiln",
        "summary": "Lighting a Kiln",
        "description": "Lights it.",
        "parameters": [
            {"name": "project_id", "in": "path", "required": true, "schema": {"type": "string"}, "x-filled-by": "project"},
            {
                "name": "kiln_id", "in": "path", "required": true, "schema": {"type": "string"},
                "examples": {"request": {"value": "k-7"}},
            },
            {"name": "X-Auth-Token", "in": "header", "required": true, "schema": {"type": "string"}, "x-filled-by": "credential"},
            {"name": "dry", "in": "query", "description": "Only tries.", "schema": {"type": "boolean"}},
        ],
        "requestBody": {
            "required": true,
            "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/LightKilnBody"},
                "examples": {"request": {"value": {"heat": 640}}},
            }},
        },
        "responses": {
            "200": {
                "description": "Status 200",
                "headers": {"X-Heat": {"schema": {"type": "integer", "format": "int64"}}},
                "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/LightKilnOutput"},
                    "examples": {"200": {"value": {"lit": true}}},
                }},
            },
            "default": {
                "description": "It stays cold.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/KilnError"}}},
            },
            "404": {
                "description": "It stays cold.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/KilnError"}}},
            },
        },
        "x-page": "pages/LightKiln.md",
        "x-error-codes": [{"code": "Kiln.0404", "status": 404, "doc": "No such kiln."}],
    });
    assert_eq!(*operation, expected, "{operation:#}");
}

#[test]
fn operations_of_one_method_and_path_are_kept_apart() {
    let operation =
        |name: &str, when: &str| format!("- name: {name}\n  page: p\n  method: POST\n  path: /kilns/action\n{when}");
    let ir = [
        "service: kilns\noperations:\n".to_owned(),
        operation("light", "  when:\n    body: os-start\n"),
        operation("list_rights", "  when:\n    query:\n      acl: ''\n"),
        operation("tag", "  when:\n    query:\n      action: create\n      kind: tag\n"),
        operation("plain", ""),
        operation("twin", ""),
    ];
    let document = document(&service(&ir.concat()), "Kilns");
    let keys: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    let expected = [
        "/kilns/action#os-start",
        "/kilns/action?acl",
        "/kilns/action?action=create&kind=tag",
        "/kilns/action",
        "/kilns/action#twin",
    ];
    assert_eq!(keys, expected);
}

#[test]
fn what_bodies_tell_apart_is_one_operation_of_the_path() {
    let operation = |name: &str, body: &str| {
        format!(
            "- name: {name}\n  page: p\n  method: POST\n  path: /kilns/action\n  when:\n    body: os-{name}\n  body:\n    type: {body}\n  \
             outputs:\n  - status: 200\n    type: Kiln\n"
        )
    };
    let ty = |name: &str| format!("  {name}:\n    fields:\n    - name: x\n      type: string\n");
    let ir = format!(
        "service: kilns\noperations:\n{}{}types:\n{}{}{}",
        operation("light", "Light"),
        operation("cool", "Cool"),
        ty("Light"),
        ty("Cool"),
        ty("Kiln")
    );
    let document = document_of_paths(&service(&ir), "Kilns");
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let content = |schema: Value| json!({"application/json": {"schema": schema}});
    assert_eq!(
        document["paths"]["/kilns/action"]["post"],
        json!({
            "operationId": "post_kilns_action",
            "summary": "One of light, cool",
            "x-operations": ["light", "cool"],
            "requestBody": {"required": true, "content": content(json!({"oneOf": [
                {"title": "light", "required": ["os-light"], "$ref": "#/components/schemas/Light"},
                {"title": "cool", "required": ["os-cool"], "$ref": "#/components/schemas/Cool"},
            ]}))},
            "responses": {"200": {"description": "Status 200", "content": content(reference("Kiln"))}},
        })
    );
    assert_eq!(document["paths"].as_object().unwrap().len(), 1);
}

#[test]
fn patches_of_one_path_are_the_media_types_of_one_body() {
    let patch = |name: &str, media: &str, ty: &str| {
        format!(
            "- name: {name}\n  page: pages/p.md\n  method: PATCH\n  path: /kilns\n  when:\n    header:\n      Content-Type: {media}\n  \
             body:\n    media: {media}\n    type: {ty}\n"
        )
    };
    let ir = format!(
        "service: kilns\noperations:\n{}{}types: {{}}\n",
        patch("merge_kiln", "application/merge-patch+json", "map<string>"),
        patch("edit_kiln", "application/json-patch+json", "list<string>")
    );
    let document = document_of_paths(&service(&ir), "Kilns");
    let body = &document["paths"]["/kilns"]["patch"]["requestBody"];
    let map = json!({"type": "object", "additionalProperties": {"type": "string"}});
    let list = json!({"type": "array", "items": {"type": "string"}});
    assert_eq!(
        *body,
        json!({"required": true, "content": {
            "application/merge-patch+json": {"schema": map},
            "application/json-patch+json": {"schema": list},
        }})
    );
}

#[test]
fn type_names_in_other_scripts_become_component_names() {
    let ir = "service: kilns\noperations: []\ntypes:\n  Load:\n    fields:\n    - name: x\n      type: L窑\n  L窑:\n    fields: []\n";
    let schemas = &document(&service(ir), "Kilns")["components"]["schemas"];
    assert_eq!(schemas["Load"]["properties"]["x"]["$ref"], "#/components/schemas/Lu7A91");
    assert_eq!(schemas["Lu7A91"], json!({"type": "object"}));
}

#[test]
fn a_map_in_the_query_is_a_deep_object() {
    let yaml = "
service: kilns
operations:
- name: list_kilns
  page: pages/ListKilns.md
  method: GET
  path: /v1/kilns
  inputs:
  - {name: heats, in: query, type: map<integer>}
  examples:
  - name: hot
    request:
      query: {'heats[low]': '900', 'heats[high]': '1200', 'heat': '1'}
";
    let document = document(&service(yaml), "Kilns");
    let expected = json!({
        "name": "heats",
        "in": "query",
        "style": "deepObject",
        "explode": true,
        "schema": {"type": "object", "additionalProperties": {"type": "integer", "format": "int64"}},
        "examples": {"hot": {"value": {"low": "900", "high": "1200"}}},
    });
    assert_eq!(document["paths"]["/v1/kilns"]["get"]["parameters"][0], expected);
}

#[test]
fn a_field_that_an_example_shows_as_null_may_be_null() {
    let yaml = "service: kilns\noperations:\n- name: show_kiln\n  page: pages/ShowKiln.md\n  method: GET\n  path: /v1/kilns\n  \
                outputs:\n  - status: 200\n    type: list<Kiln>\n  examples:\n  - name: one\n    status: 200\n    \
                response:\n    - glaze: null\n      heat: 1\ntypes:\n  Kiln:\n    fields:\n    - name: glaze\n      \
                type: string\n    - name: heat\n      type: integer\n";
    let document = document(&service(yaml), "Kilns");
    let fields = &document["components"]["schemas"]["Kiln"]["properties"];
    assert_eq!(fields["glaze"]["type"], json!(["string", "null"]));
    assert_eq!(fields["heat"]["type"], json!("integer"));
}

#[test]
fn credentials_are_security_schemes_of_which_one_will_do() {
    let header = "  inputs:\n  - name: X-Token\n    in: header\n    type: string\n    filled_by: credential\n";
    let operation = "operations:\n- name: show_kiln\n  page: pages/ShowKiln.md\n  method: GET\n  path: /v1/kilns\n";
    let rows = [
        (format!("service: kilns\n{operation}"), json!(null), json!(null)),
        (
            format!("service: kilns\ncredentials:\n- basic\n- token\n{operation}"),
            json!([{"project_keys": []}, {"token": []}]),
            json!("X-Auth-Token"),
        ),
        (format!("service: kilns\n{operation}{header}"), json!([{"token": []}]), json!("X-Token")),
    ];
    for (yaml, security, token) in rows {
        let document = document(&service(&yaml), "Kilns");
        assert_eq!(document.get("security").unwrap_or(&Value::Null), &security, "{yaml}");
        assert_eq!(document["components"]["securitySchemes"]["token"]["name"], token, "{yaml}");
    }
}
