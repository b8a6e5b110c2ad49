//! Recipes of vendors that publish what comes of them, and the other side of each.

use super::*;

/// Signature version 4 of the vendor that is best known for it; the values are those of its published test suite.
const SIGV4: Recipe<'static> = Recipe {
    key: &["AWS4{secret}", "{day}", "{region}", "{service}", "aws4_request"],
    signed_headers: &["host", "content-type", "x-amz-*", "my-header*"],
    before: &[
        Addition { part: Part::Header, name: "X-Amz-Date", value: "{time.basic}" },
        Addition { part: Part::Header, name: "X-Amz-Security-Token", value: "{token}" },
    ],
    texts: &[
        ("scope", "{day}/{region}/{service}/aws4_request"),
        ("canonical", "{method}\n{path.encoded}\n{query}\n{headers.folded}\n{names}\n{payload}"),
        ("to_sign", "AWS4-HMAC-SHA256\n{time.basic}\n{scope}\n{canonical|hash}"),
    ],
    after: &[Addition {
        part: Part::Header,
        name: "Authorization",
        value: "AWS4-HMAC-SHA256 Credential={key_id}/{day}/{region}/{service}/aws4_request, SignedHeaders={names}, Signature={signature}",
    }],
    ..Recipe::BASE
};

/// Sorted parameters, one after another, with the secret after them; the values are those of the vendor's manual.
const SORTED_SHA1: Recipe<'static> = Recipe {
    hash: Hash::Sha1,
    signer: Signer::Hash,
    before: &[Addition { part: Part::Query, name: "PublicKey", value: "{key_id}" }],
    texts: &[("to_sign", "{parameters.joined}{secret}")],
    after: &[Addition { part: Part::Query, name: "Signature", value: "{signature}" }],
    ..Recipe::BASE
};

/// HMAC-SHA1 in Base64 over the encoded parameters, with a nonce, as clouds with RPC have it.
const ENCODED_SHA1: Recipe<'static> = Recipe {
    hash: Hash::Sha1,
    key: &["{secret}&"],
    encoding: Encoding::Base64,
    before: &[
        Addition { part: Part::Query, name: "AccessKeyId", value: "{key_id}" },
        Addition { part: Part::Query, name: "Timestamp", value: "{time.iso}" },
        Addition { part: Part::Query, name: "SignatureNonce", value: "{nonce}" },
    ],
    texts: &[("to_sign", "{method}&%2F&{parameters|encoded}")],
    after: &[Addition { part: Part::Query, name: "Signature", value: "{signature}" }],
    ..Recipe::BASE
};

const EXAMPLE: Caller<'static> = Caller {
    key_id: "AKIDEXAMPLE",
    secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    token: None,
    region: "us-east-1",
    service: "service",
    nonce: "n-1",
};

type Pairs = &'static [(&'static str, &'static str)];

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The signature of a request at the time of the published suite, and that its other side takes it.
fn proved(recipe: &Recipe<'_>, caller: &Caller<'_>, request: &ToSign<'_>) -> Proof {
    let proof = prove(recipe, request, caller, Timestamp::parse("20150830T123600Z").unwrap()).unwrap();
    let mut query = request.query.to_vec();
    let mut headers = request.headers.to_vec();
    for (part, name, value) in &proof.additions {
        match part {
            Part::Header => headers.push((name, value)),
            Part::Query => query.push((name.clone(), value.clone())),
        }
    }
    let arrived = ToSign { query: &query, headers: &headers, ..*request };
    let knows = |key_id: &str| (key_id == caller.key_id).then(|| caller.secret.to_owned());
    let verified = verify(recipe, &arrived, knows).unwrap();
    assert_eq!(verified.key_id, caller.key_id);
    assert!(verify(recipe, &arrived, |_| Some("another".to_owned())).unwrap_err().contains("does not match"));
    assert!(verify(recipe, &arrived, |_| None).unwrap_err().contains("is unknown"));
    assert!(
        verify(recipe, &ToSign { method: "PUT", path: "/other", body: b"x", ..arrived }, knows).is_err()
            || recipe.signer == Signer::Hash
    );
    assert!(verify(recipe, request, knows).unwrap_err().contains("is not signed"));
    proof
}

fn added<'p>(proof: &'p Proof, name: &str) -> &'p str {
    proof.additions.iter().find(|(_, known, _)| known == name).map_or("", |(_, _, value)| value)
}

#[test]
fn signature_version_4_of_published_requests() {
    const HOST: (&str, &str) = ("Host", "example.amazonaws.com");
    const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
    let rows: &[(&str, &str, Pairs, Pairs, &str, &str)] = &[
        ("GET", "/", &[], &[HOST], "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        (
            "GET",
            "/",
            &[("Param2", "value2"), ("Param1", "value1")],
            &[HOST],
            "",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        ),
        ("POST", "/", &[], &[HOST], "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        (
            "POST",
            "/",
            &[],
            &[HOST, FORM],
            "Param1=value1",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        ),
        (
            "GET",
            "/",
            &[],
            &[HOST, ("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
            "",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        ),
    ];
    for (method, path, query, headers, body, signature) in rows {
        let request = ToSign { method, path, query: &pairs(query), headers, body: body.as_bytes() };
        let proof = proved(&SIGV4, &EXAMPLE, &request);
        assert!(added(&proof, "Authorization").ends_with(signature), "{proof:#?}");
    }
}

#[test]
fn temporary_keys_are_shown_with_their_token() {
    let headers = [("Host", "example.amazonaws.com")];
    let request = ToSign { method: "GET", path: "/", query: &[], headers: &headers, body: b"" };
    let proof = proved(&SIGV4, &Caller { token: Some("t"), ..EXAMPLE }, &request);
    assert_eq!(added(&proof, "X-Amz-Security-Token"), "t");
    assert!(added(&proof, "Authorization").contains("x-amz-security-token"));
}

#[test]
fn sorted_parameters_with_the_secret_behind_them() {
    let caller = Caller {
        key_id: "ucloudsomeone@example.com1296235120854146120",
        secret: "46f09bb9fab4f12dfc160dae12273d5332b5debe",
        ..EXAMPLE
    };
    let query = pairs(&[
        ("Action", "CreateUHostInstance"),
        ("CPU", "2"),
        ("ChargeType", "Month"),
        ("DiskSpace", "10"),
        ("ImageId", "f43736e1-65a5-4bea-ad2e-8a46e18883c2"),
        ("LoginMode", "Password"),
        ("Memory", "2048"),
        ("Name", "Host01"),
        ("Password", "VUNsb3VkLmNu"),
        ("Quantity", "1"),
        ("Region", "cn-bj2"),
        ("Zone", "cn-bj2-04"),
    ]);
    let request = ToSign { method: "GET", path: "/", query: &query, headers: &[("Host", "api.example.cn")], body: b"" };
    let proof = proved(&SORTED_SHA1, &caller, &request);
    assert_eq!(added(&proof, "Signature"), "4f9ef5df2abab2c6fccd1e9515cb7e2df8c6bb65");
}

#[test]
fn the_parameters_of_a_form_are_signed_too() {
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    let request =
        ToSign { method: "POST", path: "/", query: &pairs(&[("b", "2")]), headers: &headers, body: b"a=1&c=x%20y" };
    let proof = proved(&SORTED_SHA1, &EXAMPLE, &request);
    assert_eq!(proof.texts[0].1, format!("PublicKeyAKIDEXAMPLEa1b2cx y{}", EXAMPLE.secret));
}

#[test]
fn encoded_parameters_with_a_nonce() {
    let caller =
        Caller { key_id: "testid", secret: "testsecret", nonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf", ..EXAMPLE };
    let query = pairs(&[
        ("Format", "XML"),
        ("Version", "2014-05-26"),
        ("SignatureMethod", "HMAC-SHA1"),
        ("SignatureVersion", "1.0"),
        ("Action", "DescribeRegions"),
        ("Timestamp", "2016-02-23T12:46:24Z"),
    ]);
    let request = ToSign { method: "GET", path: "/", query: &query, headers: &[], body: b"" };
    let proof = proved(&ENCODED_SHA1, &caller, &request);
    assert_eq!(added(&proof, "Signature"), "OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
}

#[test]
fn every_name_and_filter_is_there() {
    let request = ToSign { method: "GET", path: "/a", query: &[], headers: &[("Host", "h")], body: b"" };
    for name in NAMES {
        for filter in FILTERS {
            let text = format!("{{{name}|{filter}}}");
            let texts: &[(&str, &str)] = &[("to_sign", &text)];
            let recipe = Recipe { texts, ..Recipe::BASE };
            prove(&recipe, &request, &EXAMPLE, Timestamp::from_unix(0)).unwrap();
        }
    }
    let recipe = Recipe { texts: &[("to_sign", "{moon}")], ..Recipe::BASE };
    let refused = prove(&recipe, &request, &EXAMPLE, Timestamp::from_unix(0)).unwrap_err();
    assert_eq!(refused.to_string(), "the recipe of the signature needs `moon`, which is not set");
}
