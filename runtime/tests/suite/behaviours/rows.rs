//! What the server does in each row, and what the vendor's Python SDK (3.1.219, retries as it ships) was measured to
//! make of it.

use std::io::Write as _;
use std::time::{Duration, SystemTime};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use specwright_runtime::Timeouts;
use specwright_runtime::signing::Timestamp;

use super::{Row, Verdict, Verdict::*, http_date};
use crate::support::server::{Received, Reply, with_headers};

const JSON: (&str, &str) = ("Content-Type", "application/json");
const ID: (&str, &str) = ("X-Request-Id", "r-1");
const HTML: (&str, &str) = ("Content-Type", "text/html");
const GOOD: &str = r#"{"redis":{"running_count":16},"running_count":16}"#;
const THROTTLED: &str = r#"{"error_code":"APIGW.0308","error_msg":"policy user over ratelimit,limit:5,time:1 second"}"#;
const BUSY: &str = r#"{"error_code":"DCS.5030","error_msg":"busy"}"#;
const GONE: &str = r#"{"error_code":"DCS.4004","error_msg":"no such instance"}"#;

/// A section of the page: its title and its rows.
pub(crate) type Section = (&'static str, Vec<Row>);

pub(crate) fn sections() -> Vec<Section> {
    vec![
        ("Values of another type than the page states", values()),
        ("Bodies", bodies()),
        ("Errors", errors()),
        ("Successful responses without the expected body", no_responses()),
        ("Connections", connections()),
        ("Throttling and overload", busy()),
        ("Signatures and secrets", signatures()),
    ]
}

/// A body with status 200.
fn ok(server: &'static str, body: &str, sdk: &'static str, verdict: Verdict) -> Row {
    status(server, 200, body, sdk, verdict)
}

fn status(server: &'static str, status: u16, body: &str, sdk: &'static str, verdict: Verdict) -> Row {
    always(server, with_headers(status, &[JSON, ID], body), sdk, verdict)
}

fn always(server: &'static str, reply: Reply, sdk: &'static str, verdict: Verdict) -> Row {
    let patience = patience(&reply);
    Row { patience, ..plays(server, move |_, _| reply.clone(), sdk, verdict) }
}

/// `first` once, and then a good response.
fn once(server: &'static str, first: Reply, sdk: &'static str, verdict: Verdict) -> Row {
    let patience = patience(&first);
    Row { patience, ..plays(server, move |number, _| if number == 0 { first.clone() } else { good() }, sdk, verdict) }
}

fn plays(
    server: &'static str,
    script: impl Fn(usize, &Received) -> Reply + Send + Sync + 'static,
    sdk: &'static str,
    verdict: Verdict,
) -> Row {
    Row { server, script: Box::new(script), patience: Timeouts::default(), sdk, verdict }
}

/// How long a client waits that is to see the reply.
fn patience(reply: &Reply) -> Timeouts {
    match reply {
        // The request has to be there before.
        Reply::Late(..) => Timeouts::default().first_byte(Duration::from_secs(2)),
        Reply::Stall(..) => Timeouts::default().stall(Duration::from_millis(500)),
        _ => Timeouts::default(),
    }
}

fn good() -> Reply {
    with_headers(200, &[JSON, ID], GOOD)
}

fn encoded(coding: &str, body: Vec<u8>, status: u16) -> Reply {
    let headers = [JSON, ID, ("Content-Encoding", coding)];
    Reply::Full(status, headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(), body)
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

/// A head that promises `length` bytes, and `body`.
fn cut(status: u16, length: usize, body: &str) -> Vec<u8> {
    let head = "Content-Type: application/json\r\nX-Request-Id: r-1";
    format!("HTTP/1.1 {status} Status\r\n{head}\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}

fn values() -> Vec<Row> {
    let count = |value: &str| format!(r#"{{"running_count":{value}}}"#);
    vec![
        ok("A correct response", GOOD, "16", Alike),
        ok("A number as a string", &count("\"16\""), "16", Ours),
        ok("An integer with a decimal point, `16.0`", &count("16.0"), "16", Ours),
        ok("An integer with an exponent, `1.6e1`", &count("1.6e1"), "16", Ours),
        ok("A fraction instead of an integer, `16.7`", &count("16.7"), "16: the rest is cut off", Ours),
        ok("A word instead of a number", &count("\"many\""), "`ValueError`; the response is lost", Ours),
        ok("An empty string instead of a number", &count("\"\""), "`ValueError`; the response is lost", Ours),
        ok("A number of 70 bits", &count("1180591620717411303424"), "the number", Theirs),
        ok("`NaN`", &count("NaN"), "nothing, as if it were absent", Ours),
        ok("`true` instead of a number", &count("true"), "1", Ours),
        ok("`null`", r#"{"running_count":null,"redis":null}"#, "nothing", Alike),
        ok("No field at all", "{}", "nothing", Alike),
        ok(
            "A field that no page states",
            r#"{"running_count":16,"brand_new":{"a":1}}"#,
            "16; the member is dropped",
            Ours,
        ),
        ok("A list instead of an object", r#"{"running_count":16,"redis":[1]}"#, "16; an empty object", Ours),
        ok("A string instead of an object", r#"{"running_count":16,"redis":"n/a"}"#, "16; an empty object", Ours),
        ok("A field twice", r#"{"running_count":1,"running_count":2}"#, "2", Alike),
    ]
}

fn bodies() -> Vec<Row> {
    let not_utf8 = [br#"{"running_count":16,"redis":{"running_count":""#.as_slice(), b"\xff\xfe\"}}"].concat();
    let deep = format!(r#"{{"running_count":16,"d":{}{}}}"#, "[".repeat(5000), "]".repeat(5000));
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
    zlib.write_all(GOOD.as_bytes()).unwrap();
    let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
    raw.write_all(GOOD.as_bytes()).unwrap();
    let mut shortened = gzip(GOOD.as_bytes());
    shortened.truncate(shortened.len() - 12);
    let chunks: String = GOOD.as_bytes().chunks(9).fold(String::new(), |chunks, piece| {
        chunks + &format!("{:x}\r\n{}\r\n", piece.len(), String::from_utf8_lossy(piece))
    });
    let chunked = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");
    vec![
        ok("A byte order mark", &format!("\u{feff}{GOOD}"), "16", Alike),
        always("Bytes that are not UTF-8", encoded("identity", not_utf8, 200), "16, without a report", Ours),
        ok("Text after the JSON", &format!("{GOOD}\n<!-- x -->"), "success with nothing in it", Ours),
        ok("5,000 nested lists", &deep, "`RecursionError`", Ours),
        always("gzip", encoded("gzip", gzip(GOOD.as_bytes()), 200), "16", Alike),
        always("Truncated gzip", encoded("gzip", shortened, 200), "success with nothing in it", Ours),
        always(
            "A body declared as gzip that is not",
            encoded("gzip", GOOD.into(), 200),
            "an error of another library",
            Ours,
        ),
        always("deflate with the zlib header", encoded("deflate", zlib.finish().unwrap(), 200), "16", Alike),
        always("deflate without the zlib header", encoded("deflate", raw.finish().unwrap(), 200), "16", Alike),
        always(
            "32 MB of blanks in a few kilobytes of gzip, with `max_response_size` set to 16 MB",
            encoded("gzip", gzip(&vec![b' '; 32 << 20]), 200),
            "all is unpacked into memory; there is no limit",
            Ours,
        ),
        always("Chunks", Reply::Raw(chunked.into_bytes()), "16", Alike),
        always("HTTP/1.0", Reply::Raw(format!("HTTP/1.0 200 OK\r\n\r\n{GOOD}").into_bytes()), "16", Alike),
    ]
}

fn errors() -> Vec<Row> {
    let s = status;
    vec![
        s("`error_code`, `error_msg`", 400, r#"{"error_code":"DCS.4001","error_msg":"参数错误"}"#, "the same", Alike),
        s("`error.code`", 404, r#"{"error":{"code":"DCS.4004","message":"not found"}}"#, "the same", Alike),
        s(
            "A reason that only an administrator can decode",
            403,
            r#"{"error_code":"PAP5.0008","error_msg":"not authorized","encoded_authorization_message":"XYZ"}"#,
            "the same",
            Alike,
        ),
        s(
            "`NeutronError`",
            409,
            r#"{"NeutronError":{"type":"Conflict","message":"in use"}}"#,
            "code `409`, the JSON as message",
            Ours,
        ),
        s(
            "A list of errors",
            400,
            r#"{"errors":[{"code":"A.1","message":"first"},{"code":"A.2","message":"second"}]}"#,
            "code `400`, the JSON as message",
            Ours,
        ),
        s("A number as error code", 400, r#"{"code":4001,"message":"by number"}"#, "4001, as a number", Ours),
        always(
            "XML",
            with_headers(
                403,
                &[("Content-Type", "application/xml")],
                "<Error><Code>AccessDenied</Code><Message>no</Message><RequestId>x-1</RequestId></Error>",
            ),
            "code `403`, the XML as message",
            Ours,
        ),
        always(
            "Text in UTF-8 without a charset",
            with_headers(400, &[("Content-Type", "text/plain")], "纯文本错误"),
            "the text read as Latin-1",
            Ours,
        ),
        s("No body", 500, "", "code `500`; sent once", Ours),
        always(
            "The request id in another header",
            with_headers(401, &[JSON, ("X-IAM-Trace-Id", "iam-7")], r#"{"error":{"code":"IAM.1","message":"x"}}"#),
            "no request id",
            Ours,
        ),
        s("501", 501, r#"{"error_code":"DCS.5010","error_msg":"not there"}"#, "the same", Alike),
        always(
            "An HTML page of a gateway, with 502",
            with_headers(502, &[HTML], "<html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1></html>"),
            "the HTML as message; sent once",
            Ours,
        ),
        once("An HTML page of a gateway, with 502, once", with_headers(502, &[HTML], "<html/>"), "502", Ours),
        always("A truncated 404", Reply::Raw(cut(404, 500, GONE)), "an error of another library without status", Ours),
        always("A truncated 500", Reply::Raw(cut(500, 500, GONE)), "an error of another library without status", Ours),
        always(
            "A 401 whose body never arrives",
            Reply::Stall(cut(401, 500, "{"), Duration::from_secs(4)),
            "a connection error without status",
            Ours,
        ),
        always(
            "A 400 declared as gzip that is not",
            encoded("gzip", GONE.into(), 400),
            "an error of another library without status",
            Ours,
        ),
        s(
            "A 400 of 4 MB",
            400,
            &format!(r#"{{"error_code":"DCS.4001","error_msg":"{}"}}"#, "x".repeat(4 << 20)),
            "4 MB of message",
            Ours,
        ),
    ]
}

fn no_responses() -> Vec<Row> {
    let text = |body: &str| with_headers(200, &[("Content-Type", "text/plain"), ID], body);
    vec![
        always("204 without a body", with_headers(204, &[ID], ""), "nothing", Alike),
        ok("200 without a body", "", "success with nothing in it", Ours),
        ok("`null` instead of an object", "null", "success with nothing in it", Ours),
        ok("`[]` instead of an object", "[]", "success with nothing in it", Ours),
        always("Text with 200", text("OK"), "success with nothing in it", Ours),
        always(
            "An HTML login page, with 200",
            with_headers(200, &[HTML], "<html><title>Login</title>Please log in</html>"),
            "success with nothing in it",
            Ours,
        ),
        ok(
            "An error with 200, where `service.yaml` states the envelope",
            r#"{"error_code":"DCS.9999","error_msg":"failed after all"}"#,
            "success with nothing in it",
            Ours,
        ),
        always(
            "A redirect",
            with_headers(302, &[("Location", "http://127.0.0.1:1/"), ID], ""),
            "success with nothing in it",
            Ours,
        ),
        always(
            "103 before the response",
            Reply::Raw(
                [b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".as_slice(), &cut(200, GOOD.len(), GOOD)].concat(),
            ),
            "success with nothing in it",
            Ours,
        ),
    ]
}

fn connections() -> Vec<Row> {
    let cut_short = || Reply::Raw(cut(200, 500, GOOD));
    let half_a_chunk = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{GOOD}");
    let many: Vec<(String, String)> = (0..150).map(|number| (format!("X-H-{number}"), "v".repeat(50))).collect();
    vec![
        always("A truncated response", cut_short(), "an error of another library", Ours),
        once("A truncated response, once", cut_short(), "an error of another library", Ours),
        always("A truncated chunk", Reply::Raw(half_a_chunk.into_bytes()), "an error of another library", Ours),
        always("The connection closed", Reply::Close, "a connection error; sent once", Ours),
        once("The connection closed, once", Reply::Close, "a connection error", Ours),
        always("Bytes that are not HTTP", Reply::Raw(b"SSH-2.0-x\r\n".to_vec()), "a connection error; sent once", Ours),
        always(
            "A `Content-Length` that is not a number",
            Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n{}".to_vec()),
            "success with nothing in it",
            Ours,
        ),
        always(
            "A body that stops half-way",
            Reply::Stall(cut(200, 500, "{"), Duration::from_secs(4)),
            "a connection error",
            Ours,
        ),
        always(
            "A response that comes late",
            Reply::Late(Duration::from_secs(4), Box::new(good())),
            "a connection error",
            Ours,
        ),
        once(
            "A response that comes late, once",
            Reply::Late(Duration::from_secs(4), Box::new(good())),
            "a connection error",
            Ours,
        ),
        always("150 headers", Reply::Full(200, many, GOOD.into()), "a connection error", Ours),
    ]
}

fn busy() -> Vec<Row> {
    let throttled = |wait: &str| with_headers(429, &[JSON, ID, ("Retry-After", wait)], THROTTLED);
    let lost = "code `429`, no request id, a text about connection pools; sent once";
    vec![
        once("429, once, with `Retry-After: 1`", throttled("1"), lost, Ours),
        plays(
            "429, once, with a date in `Retry-After`",
            |number, _| match number {
                0 => {
                    let date = http_date(Timestamp::from(SystemTime::now()).plus(2));
                    with_headers(429, &[JSON, ID, ("Retry-After", &date)], THROTTLED)
                }
                _ => good(),
            },
            lost,
            Ours,
        ),
        once("429, once, with the pause in the message", with_headers(429, &[JSON, ID], THROTTLED), lost, Ours),
        always("429 always", throttled("0"), lost, Ours),
        always("429 with `Retry-After: 3600`", throttled("3600"), lost, Ours),
        once("503, once", with_headers(503, &[JSON, ID, ("Retry-After", "1")], BUSY), "the error; sent once", Ours),
        always("503 always", with_headers(503, &[JSON, ID], BUSY), "the error; sent once", Ours),
    ]
}

/// Refuses what is dated by another clock than one that is this far from ours.
fn skewed(offset: i64) -> impl Fn(usize, &Received) -> Reply + Send + Sync {
    move |_, request| {
        let now = Timestamp::from(SystemTime::now()).plus(offset);
        let dated = request.header("X-Sdk-Date").and_then(Timestamp::parse).unwrap();
        let date = http_date(now);
        if dated.unix().abs_diff(now.unix()) < 900 {
            return with_headers(200, &[JSON, ("Date", &date)], GOOD);
        }
        with_headers(
            401,
            &[JSON, ID, ("Date", &date)],
            r#"{"error_code":"APIGW.0301","error_msg":"x-sdk-date expired"}"#,
        )
    }
}

fn signatures() -> Vec<Row> {
    let everything = |request: &Received| {
        let headers: Vec<String> = request.headers.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{} {}", headers.join(" "), request.target)
    };
    let refused = r#"{"error_code":"APIGW.0301","error_msg":"verify aksk signature fail, canonicalRequest:GET|/v2/p-1/instances/status/|a=b|host:other|x-sdk-date:1||host;x-sdk-date|e3b0"}"#;
    let shown = "the message has the caller's token";
    vec![
        plays("A clock two hours ahead", skewed(7200), "401", Ours),
        plays("A clock two hours behind", skewed(-7200), "401", Ours),
        status(
            "A signature refused, with the canonical request of the gateway",
            401,
            refused,
            "the message as it came",
            Ours,
        ),
        status(
            "A signature refused",
            401,
            r#"{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information"}"#,
            "the same",
            Alike,
        ),
        plays(
            "The request quoted in the message",
            move |_, request| {
                with_headers(
                    400,
                    &[JSON, ID],
                    &format!(r#"{{"error_code":"E.1","error_msg":"{}"}}"#, everything(request)),
                )
            },
            shown,
            Ours,
        ),
        plays(
            "The request quoted as the code",
            move |_, request| {
                with_headers(
                    400,
                    &[JSON, ID],
                    &format!(r#"{{"error_code":"{}","error_msg":"m"}}"#, everything(request)),
                )
            },
            "the code has the caller's token",
            Ours,
        ),
        plays(
            "The request quoted in an HTML page",
            move |_, request| {
                with_headers(400, &[HTML, ID], &format!("<html><pre>{}</pre></html>", everything(request)))
            },
            shown,
            Ours,
        ),
        always(
            "A request id that holds the token",
            with_headers(400, &[JSON, ("X-Request-Id", "r-PLANTED")], r#"{"error_code":"E.3","error_msg":"x"}"#),
            "the request id has the caller's token",
            Ours,
        ),
    ]
}
