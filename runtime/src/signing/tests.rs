//! Signing rules that a reader should see without the vectors at hand.

use super::*;

#[test]
fn canonical_paths() {
    for (path, canonical) in [
        ("/v2/p1", "/v2/p1/"),
        ("/v2/p1/", "/v2/p1/"),
        ("/", "/"),
        ("", "/"),
        ("/v1//x", "/v1//x/"),
        ("/a%20b", "/a%20b/"),
        ("/a%2Fb", "/a/b/"),
        ("/a:b@c", "/a%3Ab%40c/"),
        ("/100%", "/100%25/"),
        ("/%E4%B8%AD", "/%E4%B8%AD/"),
    ] {
        assert_eq!(canonical_path(path), canonical, "{path}");
    }
}

#[test]
fn queries_are_sorted_before_they_are_encoded() {
    let pairs = [("b", "2"), ("a", "10"), ("a", "1"), ("中", "x y"), ("a", "")]
        .map(|(name, value)| (name.into(), value.into()));
    assert_eq!(canonical_query(&pairs), "a=&a=1&a=10&b=2&%E4%B8%AD=x%20y");
}

#[test]
fn payloads_left_unsigned() {
    for (content_type, unsigned) in [
        ("application/json", false),
        ("application/json;charset=UTF-8", false),
        ("Application/JSON", false),
        ("application/bson", false),
        ("application/octet-stream", true),
        ("multipart/form-data; boundary=b", true),
        ("", false),
    ] {
        assert_eq!(unsigned_payload(content_type).is_some(), unsigned, "{content_type}");
    }
}

#[test]
fn hashes_of_nothing_and_of_a_word() {
    let rows = [
        (Hash::Sha1, "", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (Hash::Sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (Hash::Sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        #[cfg(feature = "sm3")]
        (Hash::Sm3, "", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"),
    ];
    for (hash, word, digest) in rows {
        assert_eq!(
            (hex(&hash.digest(word.as_bytes())).as_str(), hash.text_of(word.as_bytes()).as_str()),
            (digest, digest)
        );
    }
}

#[test]
fn hmac_of_rfc_4231() {
    let key = [0xaa_u8; 131];
    let code = Hash::Sha256.hmac(&key, b"Test Using Larger Than Block-Size Key - Hash Key First");
    assert_eq!(hex(&code), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    let code = Hash::Sha512.hmac(b"Jefe", b"what do ya want for nothing?");
    assert!(hex(&code).starts_with("164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"));
}

#[test]
fn times_are_read_and_written() {
    for (text, basic) in [
        ("2025-01-02T03:04:05Z", "20250102T030405Z"),
        ("2025-01-02T03:04:05.000000Z", "20250102T030405Z"),
        ("2025-01-02 03:04:05", "20250102T030405Z"),
        ("2025-01-02T11:04:05+08:00", "20250102T030405Z"),
        ("20250102T030405Z", "20250102T030405Z"),
        ("Thu, 02 Jan 2025 03:04:05 GMT", "20250102T030405Z"),
        ("1735787045", "20250102T030405Z"),
        ("1735787045123", "20250102T030405Z"),
        ("2024-02-29T23:59:59Z", "20240229T235959Z"),
        ("2000-03-01T00:00:00Z", "20000301T000000Z"),
    ] {
        assert_eq!(Timestamp::parse(text).map(Timestamp::basic).as_deref(), Some(basic), "{text}");
    }
    for text in [
        "",
        "soon",
        "2025-13-02T03:04:05Z",
        "2025-02-31T03:04:05Z",
        "2025-02-29T03:04:05Z",
        "1900-02-29T03:04:05Z",
        "2025-04-31T03:04:05Z",
        "20250231T030405Z",
        "Mon, 31 Feb 2025 03:04:05 GMT",
        "2025-01-02",
        "T",
        "2025-01-02T03:04:05中",
        "Thu, 02 Foo 2025 03:04:05 GMT",
        "2026099999999999999",
        "20250102030405",
        "2025-01-02T03:04:05+00923456789012345678",
        "2025-01-02T03:04:05+-1",
    ] {
        assert_eq!(Timestamp::parse(text), None, "{text}");
    }
}
