//! Commands that this program was built without: they say how to have them.

use crate::project::Error;
use clap::Args;
use std::ffi::OsString;

/// Not included in this build; run it to see how to build it in
#[derive(Debug, Args)]
#[command(after_help = "Example:
  cargo run --all-features -- --help")]
pub(super) struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<OsString>,
}

pub(super) fn needed(feature: &str) -> Error {
    Error::Usage(format!(
        "this program was built without the feature `{feature}`; build it with\n  \
         cargo install --path generator --features fetch,mock"
    ))
}
