//! A mock behind a port of this machine, for as long as a test wants it.

use specwright::mock::{Mock, serve};
use std::sync::Arc;
use tokio::{net::TcpListener, runtime::Runtime};

/// A server in the background, and its URL.
pub(crate) fn served(mock: Mock) -> (Runtime, String) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    runtime.spawn(serve(listener, Arc::new(mock), |_| {}));
    (runtime, url)
}
