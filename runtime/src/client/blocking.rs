//! Calls from code that is not asynchronous.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle};

use super::ResponseFuture;
use crate::error::{Error, ErrorKind};

impl<T> ResponseFuture<T> {
    /// Sends the call and waits for its end on this thread.
    ///
    /// An error inside an async runtime, whose thread must not wait: await the call there.
    pub fn wait(self) -> Result<T, Error> {
        run(self)?
    }
}

/// Waits for the end of `future` on this thread; for a configuration, or a stream of pages.
///
/// An error inside an async runtime, whose thread must not wait.
pub fn run<F: Future>(future: F) -> Result<F::Output, Error> {
    if Handle::try_current().is_ok() {
        return Err(Error::new(ErrorKind::Build, "this thread belongs to an async runtime: await the call instead"));
    }
    Ok(handle()?.block_on(future))
}

/// The runtime that all waiting threads share, which keeps connections open between calls.
fn handle() -> Result<&'static Handle, Error> {
    static HANDLE: OnceLock<Result<Handle, String>> = OnceLock::new();
    let handle = HANDLE.get_or_init(|| {
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
        let handle = runtime.handle().clone();
        let drive = move || runtime.block_on(std::future::pending::<()>());
        std::thread::Builder::new().name("specwright".to_owned()).spawn(drive).map_err(|error| error.to_string())?;
        Ok(handle)
    });
    handle.as_ref().map_err(|problem| Error::new(ErrorKind::Config, format!("no runtime could be started: {problem}")))
}
