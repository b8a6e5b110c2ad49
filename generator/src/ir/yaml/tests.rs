use super::super::{
    Authentication, AuthenticationPlace, Body, Case, Constraint, CredentialKind, CredentialWords, Endpoints, EnumValue,
    Envelope, ErrorCode, Example, ExampleRequest, Facts, Field, FilledBy, From, Header, Input, Location, Method,
    Offers, Operation, Output, Pagination, PagingKind, PagingPlace, Range, Scheme, Service, ServiceFile,
    SignatureAddition, SignatureEncoding, SignatureHash, SignatureRecipe, SignatureSigner, Signing, Status, Type,
    TypeRef, When,
};
use crate::diagnostic::{Code, Diagnostic, Source};
use serde_json::json;
use std::{fmt::Write, sync::Arc};

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::new("ir.yaml", text))
}

fn pages() -> Pagination {
    Pagination {
        by: PagingKind::Marker,
        place: PagingPlace::Body,
        parameter: "limit".into(),
        first: Some(1),
        items: "list".into(),
        total: Some("total".into()),
        next: Some("next".into()),
        last: Some("id".into()),
    }
}

/// Every key of the model, each with a value that is not its default.
pub(in crate::ir) fn full() -> Service {
    let facts = Facts {
        condition: Some("with `kind: large` only".into()),
        default: Some(json!(10)),
        range: Some(Range::new(Some("1".into()), Some("100".into()))),
        length: Some(Range::new(None, Some("32".into()))),
        items: Some(Range::new(Some("1".into()), None)),
        pattern: Some("^[a-z]+$".into()),
        format: Some("uuid".into()),
        values: vec![EnumValue { value: json!(1), doc: "one".into() }],
        by_sentence: vec![Constraint::Length],
        nullable: true,
        deprecated: true,
        secret: true,
        attribute: true,
        from: Some(From::Example),
        doc: "Words: with a colon.".into(),
    };
    let input = Input {
        name: "limit".into(),
        location: Location::Query,
        ty: TypeRef::List(Box::new(TypeRef::Integer)),
        required: true,
        filled_by: Some(FilledBy::RequestId),
        facts: facts.clone(),
    };
    let output = Output {
        status: Status::Code(200),
        media: Some("text/plain".into()),
        ty: Some(TypeRef::Named("Thing".into())),
        headers: vec![Header { name: "X-Count".into(), ty: TypeRef::Integer, facts: facts.clone() }],
        doc: "fine".into(),
    };
    let example = Example {
        name: "request".into(),
        doc: "An example".into(),
        request: Some(ExampleRequest {
            path: [("id".to_owned(), "7".to_owned())].into_iter().collect(),
            query: [("a".to_owned(), "1e3".to_owned())].into_iter().collect(),
            headers: [("X-A".to_owned(), "yes".to_owned())].into_iter().collect(),
            body: Some(json!({"a": [1, 2.5, null, true, "x", {"b": 1_700_000_000_000_i64}], "e": {}, "l": []})),
        }),
        status: Some(Status::Default),
        response: Some(json!([{"ok": "no"}])),
    };
    let operation = Operation {
        name: "show_thing".into(),
        page: "pages/ShowThing.md".into(),
        page_url: Some("https://docs.example.com/things/ShowThing.html".into()),
        method: Method::Get,
        path: "/v1/things".into(),
        when: Some(When::Body("os-start".into())),
        aliases: vec!["/v2/things".into()],
        title: "Showing a Thing".into(),
        doc: "First line.\nSecond line.\n\n- item: one".into(),
        deprecated: true,
        inputs: vec![input],
        body: Some(Body {
            media: Some("application/xml".into()),
            root: Some("Thing".into()),
            ty: TypeRef::Named("Thing".into()),
            optional: true,
            cases: vec![Case { name: "By name".into(), required: vec!["name".into()] }],
            doc: "words".into(),
        }),
        outputs: vec![output],
        pagination: Some(pages()),
        envelope: Some(Envelope { code: "code".into(), success: vec!["0".into()] }),
        errors: vec![ErrorCode { code: "A.01".into(), status: Some(400), doc: "bad".into() }],
        examples: vec![example],
    };
    let thing = Type {
        doc: "A thing".into(),
        fields: vec![Field { name: "id".into(), ty: TypeRef::String, required: true, facts }],
        from: Some(From::Override),
    };
    Service {
        service: "things".into(),
        title: "Things".into(),
        vendor: Some("hills".into()),
        endpoints: Endpoints {
            pattern: Some("https://things.{region}.example.com".into()),
            regions: vec!["north-1".into()],
            hosts: [("south-2".to_owned(), "things.example.org".to_owned())].into_iter().collect(),
            global: Some("things.example.net".into()),
        },
        credentials: vec![CredentialKind::Basic],
        signing: Signing {
            algorithm: Some("GF1-HMAC-SHA256".into()),
            date: Some("X-Gf-Date".into()),
            content: Some("X-Gf-Content".into()),
            security_token: Some("X-Gf-Session".into()),
            project: Some("X-Gf-Estate".into()),
            domain: Some("X-Gf-Owner".into()),
        },
        authentication: Some(authentication()),
        operations: vec![operation],
        types: [("Thing".to_owned(), thing)].into_iter().collect(),
    }
}

fn authentication() -> Authentication {
    Authentication {
        scheme: Scheme::Signature,
        place: AuthenticationPlace::Query,
        name: Some("key".into()),
        prefix: "Bot ".into(),
        words: CredentialWords { key_id: Some("public_key".into()), secret: Some("private_key".into()) },
        signature: Some(SignatureRecipe {
            hash: SignatureHash::Sha1,
            signer: SignatureSigner::Hash,
            key: vec!["{secret}".into()],
            hex_key: true,
            encoding: SignatureEncoding::Base64,
            headers: vec!["host".into()],
            payload_header: Some("X-Payload".into()),
            before: vec![SignatureAddition {
                place: AuthenticationPlace::Query,
                name: "Time".into(),
                value: "{time.iso}".into(),
            }],
            texts: [("to_sign".to_owned(), "{method}".to_owned())].into_iter().collect(),
            after: vec![SignatureAddition {
                place: AuthenticationPlace::Query,
                name: "Signature".into(),
                value: "{signature}".into(),
            }],
        }),
    }
}

#[test]
fn every_key_survives_the_file() {
    let text = full().to_yaml().unwrap();
    assert_eq!(Service::from_yaml(&source(&text)).unwrap(), full(), "{text}");
    assert_eq!(full().to_yaml().unwrap(), text);
}

#[test]
fn no_text_of_a_page_is_changed_by_the_file() {
    let nasty = [
        "",
        " ",
        "  leading",
        "trailing ",
        "a: b",
        "# no comment",
        "a #b",
        "- dash",
        "yes",
        "No",
        "null",
        "~",
        "1e3",
        "0x1F",
        "1_000",
        "12:30:45",
        "2020-01-01",
        "true",
        ".nan",
        "%percent",
        "@at",
        "`tick",
        "{brace",
        "[bracket",
        "'single'",
        "\"double\"",
        "back\\slash",
        "tab\there",
        "two\nlines",
        "\nleading newline",
        "trailing\n",
        "many\n\n\n",
        "  indented\nfirst",
        "a\n  b\n c",
        "\r\n",
        "carriage\rreturn",
        "bell\u{7}",
        "null\0byte",
        "next\u{85}line",
        "separator\u{2028}",
        "\u{feff}mark",
        "中文：说明",
        "emoji 🦀",
        "<<<<<<< here",
        "---",
        "...",
        "--- a\n--- b",
        "&anchor",
        "*alias",
        "!tag",
        "|",
        ">",
        "? key",
        "key:",
        ":",
        "=",
        "<<",
        "\u{a0}nbsp\u{a0}",
        "\u{1b}[31mred",
        "\u{7f}",
        "a\n\u{85}b",
        "x\n\ttab line",
        "line one \nline two",
    ];
    for text in nasty {
        let mut service = full();
        service.operations[0].doc = text.to_owned();
        service.operations[0].inputs[0].facts.default = Some(json!(text));
        service.operations[0].examples[0].request.as_mut().unwrap().body = Some(json!({text: [text]}));
        let written = service.to_yaml().unwrap();
        let read =
            Service::from_yaml(&source(&written)).unwrap_or_else(|e| panic!("{text:?}: {}\n{written}", e.message));
        assert_eq!(read, service, "{text:?}\n{written}");
    }
}

#[test]
fn numbers_of_examples_keep_their_kind() {
    for number in ["1", "-1", "0", "1.0", "1.5", "1e-7", "1e21", "18446744073709551615", "-9223372036854775808"] {
        let mut service = full();
        service.operations[0].examples[0].response = Some(serde_json::from_str(number).unwrap());
        let written = service.to_yaml().unwrap();
        assert_eq!(Service::from_yaml(&source(&written)).unwrap(), service, "{number}\n{written}");
    }
}

#[test]
fn long_texts_read_well() {
    let mut service = Service { service: "things".into(), ..Service::default() };
    service.title = "one ".repeat(60).trim().to_owned();
    let text = service.to_yaml().unwrap();
    assert_eq!(text.lines().count(), 3, "{text}");
    let text = full().to_yaml().unwrap();
    let lines: Vec<&str> = text.lines().skip_while(|line| *line != "  doc: |-").map(str::trim_end).take(5).collect();
    assert_eq!(lines, ["  doc: |-", "    First line.", "    Second line.", "", "    - item: one"]);
}

fn error(text: &str) -> (Code, u32, u32, String) {
    let error: Diagnostic = Service::from_yaml(&source(text)).unwrap_err();
    let place = error.place.expect("a place");
    let at = place.source.locate(place.span.start);
    (error.code, at.line, at.column, error.help.unwrap_or_default())
}

#[test]
fn unknown_keys_are_refused_where_they_stand() {
    let field = "service: a\noperations: []\ntypes:\n  T:\n    fields:\n    - name: x\n      type: string\n";
    for (text, line, column, help) in [
        ("service: a\noperatons: []\n".to_owned(), 2, 1, "did you mean `operations`?"),
        (format!("{field}      requierd: true\n"), 8, 7, "did you mean `required`?"),
        (format!("{field}      deprecatd: true\n"), 8, 7, "did you mean `deprecated`?"),
    ] {
        assert_eq!(error(&text), (Code::UnknownKey, line, column, help.to_owned()), "{text}");
    }
    let (code, line, ..) = error(&format!("{field}      in: query\n"));
    assert_eq!((code, line), (Code::UnreadableYaml, 6), "a field has no place");
}

#[test]
fn damage_is_an_error() {
    for (text, code, line) in [
        ("service: a\n<<<<<<< ours\noperations: []\n=======\n>>>>>>> theirs\n", Code::ConflictedFile, 2),
        ("service: a\noperations: [\n", Code::UnreadableYaml, 2),
        ("service: a\nservice: b\n", Code::UnreadableYaml, 2),
        ("service: a\ntypes:\n  T:\n    fields:\n    - name: x\n      type: list<\n", Code::UnreadableYaml, 6),
        ("- 1\n", Code::UnreadableYaml, 1),
    ] {
        let (found, at, ..) = error(text);
        assert_eq!((found, at), (code, line), "{text}");
    }
    assert!(Service::from_yaml(&source("")).is_err(), "an empty file is no service");
}

#[test]
fn alias_bombs_are_refused() {
    let mut bomb = "service: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(bomb, "k{level}: &a{level} [{aliases}]").unwrap();
    }
    assert!(Service::from_yaml(&source(&bomb)).is_err());
    let deep = format!("service: {}{}", "[".repeat(5_000), "]".repeat(5_000));
    assert!(Service::from_yaml(&source(&deep)).is_err());
}

#[test]
fn an_override_that_does_nothing_is_an_error_at_its_place() {
    let file = "overrides:\n- id: gone\n  match: {operation: list_stars}\n  reason: none\n  rename: list_suns\n\
                - id: same\n  match: {type: Thing, field: id}\n  reason: none\n  retype: string\n";
    let source = Arc::new(Source::new("service.yaml", file));
    let file = ServiceFile::from_yaml(&source).unwrap();
    let findings = file.apply(&mut full(), &Offers::default(), &source);
    let found: Vec<_> = findings
        .iter()
        .map(|finding| (finding.code, source.locate(finding.place.as_ref().unwrap().span.start).line))
        .collect();
    assert_eq!(found, [(Code::StaleOverride, 2), (Code::NeedlessOverride, 6)]);
}

#[test]
fn empty_lines_of_texts_are_empty() {
    for doc in ["One.\n\nTwo.", "One.\n  \nTwo.", "  One.\n    \n\nTwo.\n", "\n\nOne |\n\n  Two\n    \n.", "One\n \n"] {
        let service = Service { title: doc.into(), ..Service::default() };
        let text = service.to_yaml().unwrap();
        assert_eq!(Service::from_yaml(&source(&text)).unwrap().title, doc, "{text}");
    }
    let text = Service { title: "One.\n\nTwo.".into(), ..Service::default() }.to_yaml().unwrap();
    assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
}
