//! The emitted client against `specwright mock`: every operation of the project, signatures checked, errors played.

use crate::{places::workspace, served};
use huaweicloud::{Config, Error, Keys, coc, dataartsstudio, dcs, koophone, roma};
use specwright::{
    ir::Service,
    mock::{Failing, Mock, Options},
    page::Source,
};
use std::{fs, sync::Arc, time::Duration};
use tokio::runtime::Runtime;

/// All services of the project.
fn services() -> Vec<Service> {
    ["coc", "dataartsstudio", "dcs", "koophone", "roma"]
        .map(|id| {
            let path = workspace().join("specs").join(id).join("ir.yaml");
            Service::from_yaml(&Arc::new(Source::new("ir.yaml", fs::read_to_string(path).unwrap()))).unwrap()
        })
        .into()
}

fn served(options: Options) -> (Runtime, String) {
    served::served(Mock::new(services(), options))
}

fn signed() -> Options {
    Options { keys: Some(("access".to_owned(), "secret".to_owned())), ..Options::default() }
}

fn config(url: &str, secret: &str) -> huaweicloud::Config {
    Config::builder()
        .endpoint(url)
        .credentials(Keys::new("access", secret))
        .project_id("p-1")
        .domain_id("d-1")
        .build()
        .unwrap()
}

#[test]
fn every_operation_of_the_project_is_answered_and_its_signature_taken() {
    let (runtime, url) = served(signed());
    let config = config(&url, "secret");
    runtime.block_on(async {
        let statuses = dcs::Client::new(&config).list_number_of_instances_in_different_status().include_failure("true");
        assert_eq!(statuses.await.unwrap().running_count, Some(7));
        let process = roma::Client::new(&config).get_create_instance_process("i-1").await.unwrap();
        assert_eq!(process.start_time, Some(1_767_323_045_001));
        let body = koophone::model::BatchQueryStatusBody::new(["k7p2wq9x"]);
        let phones = koophone::Client::new(&config).batch_query_status(&body).await.unwrap();
        assert_eq!(phones.error_code.as_deref(), Some("0"));
        let order = coc::Client::new(&config).show_script_order_statistics("o/1").await.unwrap();
        assert_eq!(order.data.unwrap().total_instance, Some(3));
        let counts = dataartsstudio::Client::new(&config).count_task_instances_by_status().await.unwrap();
        assert_eq!(counts.total_count, Some(5));
    });
}

#[test]
fn the_path_may_begin_with_the_service() {
    let (runtime, url) = served(signed());
    let config = config(&format!("{url}/dcs"), "secret");
    let call = dcs::Client::new(&config).list_number_of_instances_in_different_status();
    assert_eq!(runtime.block_on(call.into_future()).unwrap().running_count, Some(7));
}

#[test]
fn refusals_reach_the_caller_as_errors_of_the_service() {
    let (runtime, url) = served(signed());
    let call = |config: &Config| -> Error {
        let call = dcs::Client::new(config).list_number_of_instances_in_different_status();
        runtime.block_on(call.into_future()).unwrap_err()
    };
    let error = call(&config(&url, "wrong-secret-key"));
    assert_eq!((error.status(), error.code()), (Some(401), Some("MOCK.401")));
    assert!(error.to_string().contains("the secret key is wrong"), "{error}");

    let config = Config::builder()
        .endpoint(&url)
        .credentials(Keys::new("access", "secret"))
        .validate(huaweicloud::Validation::None)
        .build()
        .unwrap();
    let body = koophone::model::BatchQueryStatusBody::new(["x".repeat(40)]);
    let error = runtime.block_on(koophone::Client::new(&config).batch_query_status(&body).into_future()).unwrap_err();
    assert_eq!(error.status(), Some(400));
    assert_eq!(error.message(), "body.instance_ids[0]: has 40 characters, more than 32");
}

#[test]
fn a_client_outlives_errors_that_are_played() {
    let failing =
        Options { fail: Some(Failing { status: 503, every: 2 }), latency: Duration::from_millis(1), ..signed() };
    let (runtime, url) = served(failing);
    let config = config(&url, "secret");
    runtime.block_on(async {
        for _ in 0..3 {
            let call = dcs::Client::new(&config).list_number_of_instances_in_different_status();
            assert_eq!(call.await.unwrap().running_count, Some(7));
        }
    });
}
