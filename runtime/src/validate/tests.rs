use super::*;

static ORDER: Rules = Rules::new(&[
    Rule::new("name").required().length("1..=3").pattern("^[a-z]*$"),
    Rule::new("count").range("1..=100"),
    Rule::new("ratio").range("..=0.5"),
    Rule::new("tags").items("..=2").length("..=2"),
    Rule::new("state").values(&["on", "off"]),
    Rule::new("labels").length("1.."),
    Rule::new("parts").object(&ORDER),
    Rule::new("named").map(&ORDER),
    Rule::new("odd").pattern("^(?!x)"),
]);

fn found(body: &str) -> Vec<String> {
    let mut violations = Violations::default();
    violations.check_body("body", body.as_bytes(), Inside::Object(&ORDER));
    violations.iter().map(ToString::to_string).collect()
}

#[test]
fn every_violation_has_its_place() {
    for (body, expected) in [
        (r#"{"name":"abc","count":100,"ratio":0.5,"tags":["a","b"],"state":"on","labels":{"k":"v"}}"#, &[][..]),
        (r#"{"name":null}"#, &[]),
        ("{}", &["body.name is missing"]),
        (
            r#"{"name":"","count":0,"ratio":0.75}"#,
            &["body.name has 0 characters, less than 1", "body.count is less than 1", "body.ratio is more than 0.5"],
        ),
        (r#"{"name":"中文字符"}"#, &["body.name has 4 characters, more than 3", "body.name does not fit ^[a-z]*$"]),
        (
            r#"{"name":"a","tags":["a","bcd","e"]}"#,
            &["body.tags has 3 items, more than 2", "body.tags[1] has 3 characters, more than 2"],
        ),
        (r#"{"name":"a","state":"unsure"}"#, &["body.state has a value that the page does not list"]),
        (r#"{"name":"a","labels":{"k":""}}"#, &["body.labels.k has 0 characters, less than 1"]),
        (
            r#"{"name":"a","parts":[{"name":"b"},{"count":101}]}"#,
            &["body.parts[1].name is missing", "body.parts[1].count is more than 100"],
        ),
        (r#"{"name":"a","named":{"x":{"name":"b"},"y":{}}}"#, &["body.named.y.name is missing"]),
        (r#"{"name":"a","odd":"x"}"#, &[]),
        ("no JSON", &[]),
    ] {
        assert_eq!(found(body), expected, "{body}");
    }
}

#[test]
fn texts_of_parameters_are_held_against_their_rule() {
    let rule = Rule::new("limit").range("1..=1000");
    let mut violations = Violations::default();
    violations.check_texts(&rule, &["0".to_owned()]);
    let rule = Rule::new("ids").items("..=1").length("..=1").values(&["a"]);
    violations.check_texts(&rule, &["a".to_owned(), "bc".to_owned()]);
    let shown: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "limit is less than 1",
            "ids has 2 items, more than 1",
            "ids[1] has 2 characters, more than 1",
            "ids[1] has a value that the page does not list",
        ]
    );
    assert_eq!(
        violations.refusing(Validation::All).iter().count(),
        3,
        "a value that no page lists may be newer than the page"
    );
}

#[test]
fn what_only_a_sentence_states_refuses_if_asked_for() {
    let rule = Rule::new("ids").items("..=1").length("..=1").by_sentence("length");
    let mut violations = Violations::default();
    violations.check_texts(&rule, &["a".to_owned(), "bc".to_owned()]);
    let refusing = |validation| violations.clone().refusing(validation).iter().count();
    assert_eq!([Validation::Labelled, Validation::All, Validation::None].map(refusing), [1, 2, 0]);
}
