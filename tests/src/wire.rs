//! The five operations of the emitted client, called over a real connection: a local server plays the response of the
//! page's own example once, and what was sent is looked at.

use crate::{local_server::server, places::workspace};
use huaweicloud::{Config, Error, ErrorKind, Keys, Token, Validate, coc, dataartsstudio, dcs, koophone, roma};
use specwright::{
    ir::{Service, Status},
    page::Source,
};
use std::{fs, sync::Arc};

/// The response that the service's one page shows for a status.
fn example(service: &str, status: Status) -> String {
    let path = workspace().join("specs").join(service).join("ir.yaml");
    let service = Service::from_yaml(&Arc::new(Source::new("ir.yaml", fs::read_to_string(path).unwrap()))).unwrap();
    let examples = &service.operations[0].examples;
    examples
        .iter()
        .find(|example| example.status == Some(status))
        .and_then(|example| example.response.clone())
        .unwrap()
        .to_string()
}

fn config(url: &str) -> Config {
    Config::builder()
        .endpoint(url)
        .credentials(Keys::new("access", "secret"))
        .project_id("p-1")
        .domain_id("d-1")
        .build()
        .unwrap()
}

fn run<T>(call: impl IntoFuture<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(call.into_future())
}

#[test]
fn dcs_counts_instances_by_status() {
    let (url, server) = server([(200, example("dcs", Status::Code(200)))]);
    let client = dcs::Client::new(&config(&url));
    let response = run(client.list_number_of_instances_in_different_status().include_failure("true")).unwrap();
    assert_eq!(response.running_count, Some(7));
    assert_eq!(response.redis.unwrap().createfailed_count, Some(2));
    let [sent] = server.join().unwrap();
    assert_eq!(sent.line, "GET /v2/p-1/instances/status?include_failure=true HTTP/1.1");
    assert!(sent.header("authorization").unwrap().starts_with("SDK-HMAC-SHA256 Access=access, SignedHeaders="));
    assert_eq!(sent.header("x-project-id"), Some("p-1"));
}

#[test]
fn roma_reads_milliseconds_nulls_and_what_only_the_example_shows() {
    let (url, server) = server([(200, example("roma", Status::Code(200)))]);
    let client = roma::Client::new(&config(&url));
    let response = run(client.get_create_instance_process("i-1")).unwrap();
    assert_eq!(response.start_time, Some(1_767_323_045_001));
    let instance = response.instance.unwrap();
    assert_eq!((instance.connect_address, instance.created_at), (None, Some(1_767_323_045_001)));
    assert_eq!(response.item.iter().map(|item| item.name.clone().unwrap()).collect::<Vec<_>>(), ["apic", "mqs"]);
    let [sent] = server.join().unwrap();
    assert_eq!(sent.line, "GET /v2/p-1/instances/i-1/process HTTP/1.1");
}

#[test]
fn koophone_sends_a_token_and_an_id_of_its_own() {
    let (url, server) = server([(200, example("koophone", Status::Code(200)))]);
    let config = Config::builder().endpoint(&url).credentials(Token::new("t-1")).build().unwrap();
    let body = koophone::model::BatchQueryStatusBody::new(["k7p2wq9x", "m3zt84vb"]);
    let response = run(koophone::Client::new(&config).batch_query_status(&body)).unwrap();
    assert_eq!(response.data.unwrap().status_results[0].instance_id.as_deref(), Some("k7p2wq9x"));
    let [sent] = server.join().unwrap();
    assert_eq!(sent.line, "POST /v1/instances/batch-query-status HTTP/1.1");
    assert_eq!(sent.body, r#"{"instance_ids":["k7p2wq9x","m3zt84vb"]}"#);
    assert_eq!(sent.header("x-auth-token"), Some("t-1"));
    assert!(!sent.header("x-request-id").unwrap().is_empty());
}

#[test]
fn koophone_refuses_before_sending_what_its_page_forbids() {
    // Nobody listens: what is refused is not sent.
    let config = Config::builder().endpoint("http://127.0.0.1:9").credentials(Token::new("t-1"));
    let config = config.validate(huaweicloud::Validation::All).build().unwrap();
    let mut ids = vec!["k7p2wq9x".to_owned(); 101];
    ids[100] = "x".repeat(33);
    let body = koophone::model::BatchQueryStatusBody::new(ids);
    let query = koophone::Client::new(&config).batch_query_status(&body);
    let expected =
        ["body.instance_ids has 101 items, more than 100", "body.instance_ids[100] has 33 characters, more than 32"];
    let told: Vec<String> = query.call.validate().unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(told, expected);
    let error = run(query).unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Build, expected.join("; ").as_str()));
    assert_eq!(body.validate().unwrap_err().iter().next().unwrap().path, "instance_ids");
}

#[test]
fn koophone_tells_a_failure_that_comes_with_a_status_of_success() {
    let (url, server) = server([(200, r#"{"error_code":"KOOPHONE.API.1001","error_msg":"no permission"}"#.to_owned())]);
    let config = Config::builder().endpoint(&url).credentials(Token::new("t-1")).build().unwrap();
    let body = koophone::model::BatchQueryStatusBody::sample();
    let error = run(koophone::Client::new(&config).batch_query_status(&body)).unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("KOOPHONE.API.1001"), "no permission"));
    server.join().unwrap();
}

#[test]
fn a_mock_responses_as_the_page_shows_unless_told_otherwise() {
    struct Busy;
    impl dcs::mock::Mock for Busy {}
    let client = dcs::Client::mock(Busy).unwrap();
    let response = run(client.list_number_of_instances_in_different_status()).unwrap();
    assert_eq!(response, dcs::model::ListNumberOfInstancesInDifferentStatusOutput::sample());
    assert_eq!(response.running_count, Some(7));
}

#[test]
fn a_response_comes_with_its_status_headers_and_request_id() {
    let (url, server) = server([(200, example("dcs", Status::Code(200)))]);
    let call = dcs::Client::new(&config(&url)).list_number_of_instances_in_different_status();
    let response = run(call.send().with_response()).unwrap();
    assert_eq!((response.status, response.request_id(), response.value.running_count), (200, Some("r-1"), Some(7)));
    server.join().unwrap();
}

#[test]
fn coc_reads_the_object_whose_type_cell_is_lost() {
    let (url, server) = server([(200, example("coc", Status::Code(200)))]);
    let response = run(coc::Client::new(&config(&url)).show_script_order_statistics("o/1")).unwrap();
    let data = response.data.unwrap();
    assert_eq!(data.total_instance, Some(3));
    assert_eq!(data.execute_statistics[1].batch_indexes, [2]);
    let [sent] = server.join().unwrap();
    assert_eq!(sent.line, "GET /v1/job/script/orders/o%2F1/statistics HTTP/1.1");
}

#[test]
fn dataartsstudio_responses_and_fails_as_its_page_shows() {
    let (url, answering) = server([(200, example("dataartsstudio", Status::Code(200)))]);
    let response = run(dataartsstudio::Client::new(&config(&url)).count_task_instances_by_status()).unwrap();
    assert_eq!((response.success_count, response.total_count), (Some(4), Some(5)));
    let path = "/v2/p-1/factory/monitor/task-statistics-overview";
    let [sent] = answering.join().unwrap();
    assert_eq!(sent.line, format!("GET {path} HTTP/1.1"));

    let (url, failing) = server([(400, example("dataartsstudio", Status::Default))]);
    let error: Error = run(dataartsstudio::Client::new(&config(&url)).count_task_instances_by_status()).unwrap_err();
    assert_eq!((error.code(), error.request_id()), (Some("DLF.21113"), Some("r-1")));
    failing.join().unwrap();
}
