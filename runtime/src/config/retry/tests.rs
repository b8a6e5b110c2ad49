use super::*;
use crate::values::headers::Headers;

const NOW: Timestamp = Timestamp::from_unix(1_735_787_045);

fn response(status: u16, retry_after: Option<&str>, body: &str) -> Error {
    let headers = retry_after.map(|value| ("Retry-After", value)).into_iter().collect::<Headers>();
    Error::from_response(status, headers, body.as_bytes().to_vec())
}

/// Status, `Retry-After`, body; whether a GET and a POST are repeated; the shortest and longest first pause in seconds.
type Case = (u16, Option<&'static str>, &'static str, bool, bool, u64, u64);

const CASES: &[Case] = &[
    (503, None, "", true, false, 0, 1),
    (500, None, "", true, false, 0, 1),
    (429, None, "", true, true, 0, 1),
    (429, Some("7"), "", true, true, 7, 8),
    (503, Some("Thu, 02 Jan 2025 03:04:15 GMT"), "", true, false, 10, 11),
    (503, Some("Thu, 02 Jan 2025 03:00:00 GMT"), "", true, false, 0, 1),
    (503, Some("3600"), "", false, false, 0, 0),
    (503, Some("soon"), "", true, false, 0, 1),
    (
        429,
        None,
        r#"{"error_msg":"policy user over ratelimit,limit:50,time:2 minute","error_code":"APIGW.0308"}"#,
        false,
        false,
        0,
        0,
    ),
    (
        429,
        None,
        r#"{"error_msg":"policy user over ratelimit,limit:50,time:3 second","error_code":"APIGW.0308"}"#,
        true,
        true,
        3,
        4,
    ),
    (400, None, "", false, false, 0, 0),
    (401, None, "", false, false, 0, 0),
    (501, None, "", false, false, 0, 0),
];

#[test]
fn what_is_repeated_and_when() {
    let policy = RetryPolicy::default();
    for (status, retry_after, body, get, post, shortest, longest) in CASES {
        let error = response(*status, *retry_after, body);
        for (repeatable, due) in [(true, *get), (false, *post)] {
            let pause = policy.pause(1, repeatable, &error, NOW);
            assert_eq!(pause.is_some(), due, "{status} {retry_after:?} {body}");
            if let Some(pause) = pause {
                let within = Duration::from_secs(*shortest)..=Duration::from_secs(*longest);
                assert!(within.contains(&pause), "{status} {retry_after:?}: {pause:?}");
            }
        }
    }
}

#[test]
fn attempts_end_and_pauses_are_capped() {
    let policy = RetryPolicy { attempts: 40, ..RetryPolicy::default() };
    let error = response(503, None, "");
    assert!((1..40).all(|attempt| policy.pause(attempt, true, &error, NOW).unwrap() <= policy.cap));
    assert_eq!(policy.pause(40, true, &error, NOW), None);
    assert_eq!(RetryPolicy::none().pause(1, true, &error, NOW), None);
}

#[test]
fn the_budget_runs_out_and_fills_again() {
    let budget = Budget::default();
    assert_eq!((0..1000).filter(|_| budget.take()).count(), 100);
    (0..5).for_each(|_| budget.succeed());
    assert!(budget.take());
    assert!(!budget.take());
}
