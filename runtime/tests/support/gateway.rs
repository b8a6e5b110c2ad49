//! The gateway's side of a signature: takes a request as it arrived apart and signs it again, by its own code.

use sha2::{Digest, Sha256};

use super::server::Received;

/// Whether the request is signed with `secret_key`, over its date, host and body.
pub(crate) fn accepts(request: &Received, secret_key: &str) -> Result<(), String> {
    let authorization = request.header("Authorization").ok_or("no Authorization")?;
    let rest = authorization.strip_prefix("SDK-HMAC-SHA256 ").ok_or("another algorithm")?;
    let field = |name: &str| {
        let fields = rest.split(", ").filter_map(|field| field.split_once('='));
        fields.filter(|(known, _)| *known == name).map(|(_, value)| value).next().ok_or(format!("no {name}"))
    };
    let names: Vec<&str> = field("SignedHeaders")?.split(';').collect();
    for due in ["x-sdk-date", "host"] {
        if !names.contains(&due) {
            return Err(format!("{due} is not signed"));
        }
    }
    let mut headers = String::new();
    for name in &names {
        let mut values = request.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let (_, value) = values.next().ok_or(format!("{name} is signed and absent"))?;
        if values.next().is_some() {
            return Err(format!("{name} is there twice"));
        }
        headers.extend([name, ":", value.trim(), "\n"]);
    }
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let mut pieces: Vec<String> =
        String::from_utf8(decode(path)).unwrap().split('/').map(|piece| encode(piece.as_bytes())).collect();
    if pieces.last().is_some_and(|last| !last.is_empty()) {
        pieces.push(String::new());
    }
    let mut pairs: Vec<(Vec<u8>, Vec<u8>)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    pairs.sort();
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    let payload = match request.header("X-Sdk-Content-Sha256") {
        Some(value) => value.to_owned(),
        None => hex(&Sha256::digest(&request.body)),
    };
    let canonical = format!(
        "{}\n{}\n{}\n{headers}\n{}\n{payload}",
        request.method,
        pieces.join("/"),
        pairs.join("&"),
        names.join(";")
    );
    let date = request.header("X-Sdk-Date").unwrap();
    let to_sign = format!("SDK-HMAC-SHA256\n{date}\n{}", hex(&Sha256::digest(canonical.as_bytes())));
    let wanted = hex(&hmac(secret_key.as_bytes(), to_sign.as_bytes()));
    if field("Signature")? == wanted { Ok(()) } else { Err(format!("the signature is wrong for\n{canonical}")) }
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = key.to_vec();
    if block.len() > 64 {
        block = Sha256::digest(key).to_vec();
    }
    block.resize(64, 0);
    let padded = |pad: u8| block.iter().map(|byte| byte ^ pad).collect::<Vec<_>>();
    let inner = Sha256::digest([padded(0x36).as_slice(), message].concat());
    Sha256::digest([padded(0x5c).as_slice(), &inner].concat()).to_vec()
}

fn decode(text: &str) -> Vec<u8> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' {
            let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
            u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
        } else {
            byte
        });
    }
    decoded
}

fn encode(bytes: &[u8]) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    bytes.iter().map(|&byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}
