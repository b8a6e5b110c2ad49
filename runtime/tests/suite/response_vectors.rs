//! The recorded error and success responses: never less than the official client makes of them.

use serde_json::Value as Recorded;
use specwright_runtime::emitted::Service;
use specwright_runtime::transport::{HttpResponse, MemoryTransport};
use specwright_runtime::{Client, Config, Error, ErrorKind, Headers, Json, Keys, Operation, Value};

static SERVICE: Service = Service { id: "any", ..Service::BASE };
static GET: Operation = Operation::get("any", "get", "/v1/things");

model!(Counts { running_count: i64, redis: Group });
model!(Group { running_count: i64 });
model!(Job { data: JobData });
model!(JobData { total_instance: i64, execute_statistics: Vec<JobGroup> });
model!(JobGroup { instance_status: String, instance_count: i64, batch_indexes: Vec<i64> });

/// The response of a recorded case, through a whole call.
fn call<T: Value>(case: &Recorded) -> Result<T, Error> {
    let status = u16::try_from(case["status"].as_u64().unwrap()).unwrap();
    let headers: Headers = case["headers"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap()))
        .collect();
    let body = case["body"].as_str().unwrap().to_owned();
    let transport = MemoryTransport::new(move |_| Ok(HttpResponse::whole(status, headers.clone(), body.clone())));
    let config = Config::builder()
        .endpoint("http://127.0.0.1")
        .credentials(Keys::new("AK", "SK"))
        .transport(transport)
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(Client::new(&config, &SERVICE).call(&GET).send::<T>())
}

#[test]
fn errors_say_at_least_as_much_as_in_the_official_client() {
    let Some(document) = crate::support::vectors::load("errors_python.json") else { return };
    let cases = document["errors"].as_array().unwrap();
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let error = call::<Json>(case).unwrap_err();
        let official = &case["outcome"]["fields"];
        let status = case["status"].to_string();
        assert_eq!(error.kind(), ErrorKind::Service, "{name}");
        assert_eq!(error.status().map(|status| status.to_string()), Some(status.clone()), "{name}");
        assert_eq!(error.raw(), case["body"].as_str().map(str::as_bytes), "{name}");
        let plain = |value: &Recorded| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let everything = format!("{:?} {:?} {}", error.code(), error.details(), error.message());
        let code = plain(&official["error_code"]);
        assert!(code == status || everything.contains(&code), "{name}: {code} in {everything}");
        // Where the official client garbles the text or loses the response, ours has the service's own words.
        let message = plain(&official["error_msg"]);
        let better = message.is_empty() || ["gateway_throttle", "utf8_text_no_charset", "html", "xml"].contains(&name);
        let same = everything.contains(&message) || String::from_utf8_lossy(error.raw().unwrap()).contains(&message);
        assert!(better || same, "{name}: {message} in {everything}");
        if let Some(id) = official["request_id"].as_str().filter(|id| !id.is_empty()) {
            assert_eq!(error.request_id(), Some(id), "{name}");
        }
        assert_eq!(error.encoded_authorization_message(), official["encoded_auth_msg"].as_str(), "{name}");
    }
    let case = |name: &str| call::<Json>(cases.iter().find(|case| case["name"] == name).unwrap()).unwrap_err();
    assert_eq!(case("gateway_throttle").code(), Some("APIGW.0308"));
    assert!(case("gateway_throttle").is_throttled());
    assert_eq!(case("xml").code(), Some("NoSuchKey"));
    assert_eq!(case("utf8_text_no_charset").message(), "错误");
    assert_eq!(case("neutron_style").code(), Some("X"));
    assert_eq!(case("code_only").code(), Some("X.1"));
    assert_eq!(case("request_id_in_body_only").request_id(), Some("inbody"));
    assert_eq!(case("request_id_other_headers").request_id(), Some("trace"));
}

#[test]
fn no_odd_response_is_lost() {
    let Some(document) = crate::support::vectors::load("errors_python.json") else { return };
    for case in document["decode"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let body = case["body"].as_str().unwrap();
        let written = if name.starts_with("dcs") {
            call::<Counts>(case).map(|value| specwright_runtime::json::encode(&value))
        } else {
            call::<Job>(case).map(|value| specwright_runtime::json::encode(&value))
        };
        let nonsense = ["dcs_text", "dcs_empty_body", "dcs_not_json"].contains(&name);
        match written {
            Ok(_) if nonsense => panic!("{name}: {body:?} passed as success"),
            Ok(written) => kept(name, body, &written),
            Err(error) => {
                assert!(nonsense, "{name}: {error}");
                assert_eq!((error.kind(), error.raw()), (ErrorKind::Decode, Some(body.as_bytes())), "{name}");
            }
        }
    }
}

/// Every scalar of the response is in what was read of it, as itself or as its text.
fn kept(name: &str, body: &str, written: &str) {
    let Ok(sent) = serde_json::from_str::<Recorded>(body.trim_start_matches('\u{feff}')) else { return };
    let mut values = vec![&sent];
    while let Some(value) = values.pop() {
        match value {
            Recorded::Array(items) => values.extend(items),
            Recorded::Object(members) => values.extend(members.values()),
            Recorded::Null => {}
            scalar if name == "dcs_int_as_bool" => {
                assert_eq!((scalar, written), (&true.into(), r#"{"running_count":1}"#));
            }
            scalar if name == "dcs_duplicate_key" => assert!(*scalar == 2, "the last one counts"),
            Recorded::Number(number) if number.is_f64() => {
                let as_written =
                    ["16.7", "16", "1000", "1180591620717411303424"].iter().any(|text| written.contains(text));
                assert!(as_written, "{name}: {number} in {written}");
            }
            scalar => {
                let text = scalar.as_str().map_or_else(|| scalar.to_string(), str::to_owned);
                assert!(written.contains(&text), "{name}: {text} in {written}");
            }
        }
    }
}
