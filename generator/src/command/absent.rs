//! Commands that this program was built without: they say how to have them.

use crate::project::Error;
use clap::Args;
use std::ffi::OsString;

/// Not in this program, which was built without it; run it to learn how to have it
#[derive(Debug, Args)]
#[command(after_help = "Example:
  cargo run --all-features -- --help")]
pub(super) struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<OsString>,
}

pub(super) fn needed(feature: &str) -> Error {
    Error::Usage(format!(
        "this program was built without `{feature}`, which needs the network's crates; run it as\n  \
         cargo run --features {feature} -- {feature}"
    ))
}
