//! The vendor's signatures, byte for byte: with the headers that a vector signs, the same three texts must come out.

use crate::support::gateway;
use crate::support::server::Received;
use serde_json::Value;
use specwright_runtime::emitted::Service;
use specwright_runtime::signing::{Algorithm, Signature, ToSign, canonical_query, sign};
use specwright_runtime::transport::{HttpRequest, MemoryTransport};
use specwright_runtime::{Client, Config, Error, ErrorKind, Json, Keys, Operation};

/// What a call of ours comes to where the vendor's own clients are at odds; whether its signature is the vendor's.
type Judge = fn(Result<&HttpRequest, &Error>, bool) -> bool;

/// Vectors whose outcome we decide by ourselves: the decision, and what holds it.
const DECIDED: &[(&str, &str, Judge)] = &[
    ("path_dot_segments", "refused: transports take such pieces out after signing", |sent, _| {
        sent.is_err_and(|error| error.kind() == ErrorKind::Build)
    }),
    ("query_int_list", "lists are sorted as text, as a gateway sorts them", |sent, same| {
        sent.is_ok_and(|request| request.url.ends_with("?n=1&n=10&n=9")) && !same
    }),
    ("query_sort_before_encode", "as the vendor: sorted before encoding", |sent, same| {
        sent.is_ok_and(|request| request.url.ends_with("?_=2&a=3&%7B=1")) && same
    }),
    ("form_without_body", "the content header is what is signed, with and without a body", |sent, same| {
        sent.is_ok_and(|request| content_header(request) == Some("UNSIGNED-PAYLOAD")) && !same
    }),
    ("content_type_other_case", "media types have no case: this is JSON, and signed", |sent, same| {
        sent.is_ok_and(|request| content_header(request).is_none()) && !same
    }),
    ("content_type_name_lower_case", "header names have no case: this is XML, and not signed", |sent, same| {
        sent.is_ok_and(|request| content_header(request) == Some("UNSIGNED-PAYLOAD")) && !same
    }),
    ("basic_header_twice", "the caller's header stands, and is sent and signed once", |sent, same| {
        sent.is_ok_and(|request| {
            let mut ids = request.headers.get_all("X-Project-Id");
            ids.next() == Some("ffffffffffffffffffffffffffffffff") && ids.next().is_none()
        }) && !same
    }),
];

fn content_header(request: &HttpRequest) -> Option<&str> {
    request.headers.get("X-Sdk-Content-Sha256")
}

#[tokio::test]
async fn where_the_vendors_clients_are_at_odds_ours_decides() {
    let Some(document) = crate::support::vectors::load("vectors.json") else { return };
    let mut decided: Vec<&str> = Vec::new();
    for vector in document["vectors"].as_array().unwrap().iter().filter(|vector| vector["level"] == "quirk") {
        let name = text(&vector["name"]);
        let (name, decision, judge) =
            DECIDED.iter().find(|(known, ..)| *known == name).unwrap_or_else(|| panic!("{name}"));
        let sent = sent(vector).await;
        let same = sent
            .as_ref()
            .is_ok_and(|request| request.headers.get("Authorization") == vector["expected"]["authorization"].as_str());
        assert!(judge(sent.as_ref(), same), "{name}: {decision}: {sent:?}");
        if let Ok(request) = &sent {
            gateway::accepts(&received(request), text(&vector["sk"]))
                .unwrap_or_else(|problem| panic!("{name}: {problem}"));
        }
        decided.push(name);
    }
    assert_eq!(decided.len(), DECIDED.len());
}

/// The request of a vector as a call of ours sends it.
async fn sent(vector: &Value) -> Result<HttpRequest, Error> {
    static SERVICE: Service = Service { id: "any", ..Service::BASE };
    let transport = MemoryTransport::replies([(200, "{}")]);
    let mut config = Config::builder()
        .endpoint(format!("https://{}", text(&vector["host"])))
        .credentials(Keys::new(text(&vector["ak"]), text(&vector["sk"])))
        .transport(transport.clone());
    if let Some(project) = vector["project_id"].as_str() {
        config = config.project_id(project);
    }
    let by_method = if vector["method"] == "POST" { Operation::post } else { Operation::get };
    let operation = by_method("", "", text(&vector["path"]).to_owned().leak());
    let mut call = Client::new(&config.build()?, &SERVICE).call(Box::leak(Box::new(operation)));
    let body = body(vector);
    if !body.is_empty() {
        call.raw_body("", body);
    }
    for (name, value) in strings(&vector["headers"]) {
        call.header(&name, value);
    }
    let pairs = pairs(&vector["query"]);
    for (name, _) in &pairs {
        let values = pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone());
        call.query(name, values.collect::<Vec<String>>());
    }
    call.send::<Json>().await?;
    Ok(transport.requests().remove(0))
}

/// The request as a gateway has it before it.
fn received(request: &HttpRequest) -> Received {
    let place = request.url.split_once("://").unwrap().1;
    Received {
        method: request.method.to_string(),
        target: place.split_at(place.find('/').unwrap()).1.to_owned(),
        headers: request.headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        body: request.body.bytes().map(|bytes| bytes.to_vec()).unwrap_or_default(),
    }
}

#[test]
fn must_and_accept_vectors() {
    let Some(document) = crate::support::vectors::load("vectors.json") else { return };
    let mut held = 0;
    for vector in document["vectors"].as_array().unwrap() {
        let name = text(&vector["name"]);
        let Some(algorithm) = algorithm(vector) else { continue };
        let expected = &vector["expected"];
        // The caller's own proof is held where whole calls are.
        if vector["level"] == "quirk" || name == "authorization_given" {
            continue;
        }
        let signature = signature(vector, &algorithm, expected);
        assert_eq!(signature.canonical_request, text(&expected["canonical_request"]), "{name}");
        assert_eq!(signature.string_to_sign, text(&expected["string_to_sign"]), "{name}");
        if vector["deterministic"] == true {
            assert_eq!(signature.authorization, text(&expected["authorization"]), "{name}");
        } else {
            verify(&algorithm, expected, &signature).unwrap_or_else(|| panic!("{name}: the signature does not hold"));
        }
        let query = canonical_query(&pairs(&vector["query"]));
        let sent = text(&vector["url"]);
        assert_eq!(sent.split_once('?').map_or("", |(_, query)| query), query, "{name}");
        held += 1;
    }
    let sm3 = if cfg!(feature = "sm3") { 3 } else { 0 };
    let pairs = usize::from(cfg!(feature = "ecdsa")) * 2 + usize::from(cfg!(feature = "sm2"));
    assert_eq!(held, 55 + 5 + sm3 + pairs, "must and accept, less the call that brings its own Authorization");
}

#[test]
fn go_answers() {
    let Some(document) = crate::support::vectors::load("vectors.json") else { return };
    for response in document["go_known_answers"].as_array().unwrap() {
        for (name, wanted) in response["expected"].as_object().unwrap() {
            let mut vector = response.clone();
            vector["algorithm"] = name.as_str().into();
            let Some(algorithm) = algorithm(&vector) else { continue };
            let headers = strings(&response["signed_headers"]);
            let date = &headers.iter().find(|(name, _)| name == "x-sdk-date").unwrap().1;
            let signature = sign_with(&vector, &algorithm, &headers, date);
            assert!(signature.authorization.ends_with(text(wanted)), "{} {name}", response["name"]);
        }
    }
}

fn algorithm(vector: &Value) -> Option<Algorithm> {
    match text(&vector["algorithm"]) {
        "SDK-HMAC-SHA256" => Some(Algorithm::HmacSha256),
        "V11-HMAC-SHA256" => Some(Algorithm::DerivedHmacSha256 {
            region: text(&vector["region"]).to_owned(),
            service: text(&vector["service"]).to_owned(),
        }),
        #[cfg(feature = "sm3")]
        "SDK-HMAC-SM3" => Some(Algorithm::HmacSm3),
        #[cfg(feature = "ecdsa")]
        "SDK-ECDSA-P256-SHA256" => Some(Algorithm::EcdsaP256Sha256),
        #[cfg(feature = "sm2")]
        "SDK-SM2-SM3" => Some(Algorithm::Sm2Sm3),
        _ => None,
    }
}

/// Whether the vendor's public key vouches for our signature, which is another one each time.
fn verify(algorithm: &Algorithm, expected: &Value, signature: &Signature) -> Option<()> {
    let (head, ours) = signature.authorization.split_once("Signature=")?;
    assert!(text(&expected["authorization"]).starts_with(head));
    let (public, numbers) = (unhex(text(&expected["public_key"])), from_der(&unhex(ours))?);
    let message = signature.string_to_sign.as_bytes();
    let _ = (&public, &numbers, message);
    match algorithm {
        #[cfg(feature = "ecdsa")]
        Algorithm::EcdsaP256Sha256 => {
            use p256::ecdsa::signature::Verifier as _;
            let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(&public).ok()?;
            key.verify(message, &p256::ecdsa::Signature::from_slice(&numbers).ok()?).ok()
        }
        #[cfg(feature = "sm2")]
        Algorithm::Sm2Sm3 => {
            use sm2::dsa::signature::Verifier as _;
            let key = sm2::dsa::VerifyingKey::from_sec1_bytes("1234567812345678", &public).ok()?;
            key.verify(message, &sm2::dsa::Signature::from_slice(&numbers).ok()?).ok()
        }
        _ => None,
    }
}

/// The two numbers of a signature, 32 bytes each.
fn from_der(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut rest, mut numbers) = (bytes.get(2..)?, Vec::new());
    while let [2, length, tail @ ..] = rest {
        let (number, after) = tail.split_at_checked(usize::from(*length))?;
        let digits: Vec<u8> = number.iter().copied().skip_while(|byte| *byte == 0).collect();
        numbers.resize(numbers.len() + 32 - digits.len(), 0);
        numbers.extend(digits);
        rest = after;
    }
    (rest.is_empty() && usize::from(bytes[1]) == bytes.len() - 2).then_some(numbers)
}

fn unhex(text: &str) -> Vec<u8> {
    text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// Signs with exactly the headers that the vendor's signature names.
fn signature(vector: &Value, algorithm: &Algorithm, expected: &Value) -> Signature {
    let named = text(&expected["authorization"]).split_once("SignedHeaders=").unwrap().1.split_once(',').unwrap().0;
    let sent = strings(&expected["headers"]);
    let headers: Vec<(String, String)> = named
        .split(';')
        .map(|name| sent.iter().find(|(sent, _)| sent.eq_ignore_ascii_case(name)).unwrap().clone())
        .collect();
    sign_with(vector, algorithm, &headers, text(&vector["date"]))
}

fn sign_with(vector: &Value, algorithm: &Algorithm, headers: &[(String, String)], date: &str) -> Signature {
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let body = body(vector);
    let query = pairs(&vector["query"]);
    let request = ToSign {
        method: text(&vector["method"]),
        path: text(&vector["path"]),
        query: &query,
        headers: &headers,
        body: &body,
    };
    sign(algorithm, text(&vector["ak"]), text(&vector["sk"]), date, &request)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn strings(pairs: &Value) -> Vec<(String, String)> {
    pairs.as_array().unwrap().iter().map(|pair| (text(&pair[0]).to_owned(), text(&pair[1]).to_owned())).collect()
}

/// The pairs of a query; a list is repeated pairs.
fn pairs(query: &Value) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for pair in query.as_array().unwrap() {
        let values = pair[1].as_array().cloned().unwrap_or_else(|| vec![pair[1].clone()]);
        for value in values {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            pairs.push((text(&pair[0]).to_owned(), value));
        }
    }
    pairs
}

fn body(vector: &Value) -> Vec<u8> {
    let body = &vector["body"];
    if let Some(text) = body["text"].as_str() {
        text.as_bytes().to_vec()
    } else if let Some(part) = body["repeat"].as_str() {
        part.repeat(usize::try_from(body["times"].as_u64().unwrap()).unwrap()).into_bytes()
    } else if let Some(text) = body["base64"].as_str() {
        base64(text)
    } else {
        Vec::new()
    }
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| *byte != b'=') {
        let value = ALPHABET.iter().position(|letter| *letter == byte).unwrap();
        bits = bits << 6 | u32::try_from(value).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    bytes
}
