//! The shapes of errors as a table: body; code, message, request id.

use super::*;

const SHAPES: &[(&str, Option<&str>, &str, Option<&str>)] = &[
    (r#"{"error_code":"A.1","error_msg":"bad"}"#, Some("A.1"), "bad", None),
    (r#"{"errorCode":"A.1","errorMsg":"bad"}"#, Some("A.1"), "bad", None),
    (r#"{"errCode":"A.1","errMsg":"bad"}"#, Some("A.1"), "bad", None),
    (r#"{"code":"A.1","message":"bad"}"#, Some("A.1"), "bad", None),
    (r#"{"error_code":"A.1","message":"bad"}"#, Some("A.1"), "bad", None),
    (r#"{"error_code":400,"error_msg":"bad"}"#, Some("400"), "bad", None),
    (r#"{"error":{"code":"A.1","message":"bad"}}"#, Some("A.1"), "bad", None),
    (r#"{"a":{"b":{"code":"A.1","message":"bad"}}}"#, Some("A.1"), "bad", None),
    (r#"{"error_code":"A.1","error_msg":"bad","error":{"code":"B","message":"b"}}"#, Some("A.1"), "bad", None),
    (r#"{"errors":[{"error_code":"A.1","error_msg":"bad"}]}"#, Some("A.1"), "bad", None),
    (r#"[{"error_code":"A.1","error_msg":"bad"}]"#, Some("A.1"), "bad", None),
    (r#"{"error":"invalid_grant","error_description":"bad"}"#, Some("invalid_grant"), "bad", None),
    (r#"{"NeutronError":{"type":"NotThere","message":"bad","detail":""}}"#, Some("NotThere"), "bad", None),
    (r#"{"badRequest":{"message":"bad","code":400}}"#, Some("400"), "bad", None),
    (r#"{"error_code":"A.1"}"#, Some("A.1"), r#"{"error_code":"A.1"}"#, None),
    (r#"{"error_code":"A.1","error":{"reason":"bad"}}"#, Some("A.1"), "bad", None),
    (r#"{"message":"bad","request_id":"r"}"#, None, "bad", Some("r")),
    (r#"{"error_code":"","error_msg":""}"#, None, r#"{"error_code":"","error_msg":""}"#, None),
    (r#""bad""#, None, "bad", None),
    ("42", None, "42", None),
    ("null", None, "null", None),
    ("", None, "HTTP status 400 without a body", None),
    ("upstream connect error", None, "upstream connect error", None),
    (r#"{"error_code":"A.1","err"#, Some("A.1"), r#"{"error_code":"A.1","err"#, None),
    (r#"{"error":{"code":"A.1","message":"a, \"b","details":[1,"#, Some("A.1"), "a, \"b", None),
    (
        "<Error><Code>NoSuchKey</Code><Message>a &amp; b</Message><RequestId>r</RequestId></Error>",
        Some("NoSuchKey"),
        "a & b",
        Some("r"),
    ),
    (
        r#"<?xml version="1.0"?><e:Error xmlns:e="urn:e"><Code t="s">A.1</Code><Message><![CDATA[a <b>]]></Message></e:Error>"#,
        Some("A.1"),
        "a <b>",
        None,
    ),
    ("<Error><Code>A.1</Code><Message>bad</Message><Resource>/b", Some("A.1"), "bad", None),
    ("<html><head><title>502</title></head><body>Bad\n Gateway</body></html>", None, "502 Bad Gateway", None),
    ("错误", None, "错误", None),
];

#[test]
fn every_shape_is_understood() {
    for (body, code, message, request_id) in SHAPES {
        let error = Error::from_response(400, Headers::new(), body.as_bytes().to_vec());
        assert_eq!((error.code(), error.message(), error.request_id()), (*code, *message, *request_id), "{body}");
        assert_eq!((error.status(), error.raw()), (Some(400), Some(body.as_bytes())));
    }
}

#[test]
fn further_codes_are_details() {
    let body = br#"{"error_code":"A.1","error_msg":"bad","details":[{"error_code":"D.1","error_msg":"d1"}]}"#;
    let error = Error::from_response(400, Headers::new(), body.to_vec());
    let detail = ErrorDetail { code: Some("D.1".into()), message: Some("d1".into()) };
    assert_eq!((error.code(), error.details()), (Some("A.1"), &[detail][..]));
}

#[test]
fn a_message_cannot_move_the_cursor() {
    let error =
        Error::from_response(400, Headers::new(), br#"{"error_code":"A","error_msg":"a\u001b[2J\nb"}"#.to_vec());
    let shown = error.in_operation("dcs", "list").to_string();
    assert_eq!(shown, "dcs.list: the service refused (400 A): a [2J b");
}

#[test]
fn a_body_is_read_as_the_type_that_its_page_states() {
    struct Refusal {
        code: Option<String>,
        retry_after: Option<i64>,
        extra: crate::Extra,
    }
    crate::models! { Refusal { code = "Code", retry_after = "RetryAfter" } }
    let body = |text: &str| Error::from_response(409, Headers::new(), text.into()).body::<Refusal>();
    let refusal = body(r#"{"Code":"E.1","RetryAfter":"7","more":1}"#).unwrap();
    assert_eq!((refusal.code.as_deref(), refusal.retry_after), (Some("E.1"), Some(7)));
    assert!(refusal.extra.get("more").is_some());
    #[cfg(feature = "xml")]
    assert_eq!(body("<Error><Code>E.1</Code></Error>").and_then(|refusal| refusal.code).as_deref(), Some("E.1"));
    for other in ["", "torn {", "[]", "<html><p>Bad gateway"] {
        assert!(body(other).is_none_or(|refusal| refusal.code.is_none()), "{other}");
    }
    assert!(Error::new(ErrorKind::Connect, "nobody there").body::<Refusal>().is_none());
}

#[test]
fn debug_prints_what_people_read_and_the_causes() {
    let cause = Error::new(ErrorKind::Connect, "no route").caused_by(std::io::Error::other("the cable\nis out"));
    let error = Error::new(ErrorKind::Credential, "no token").in_operation("dcs", "list").caused_by(cause);
    let shown =
        "dcs.list: no credential: no token\n  caused by: no connection: no route\n  caused by: the cable is out";
    assert_eq!(format!("{error:?}"), shown);
}
