//! What a run is: configuration, which files, and write-or-check of every output, in one place.

mod error;
mod pages;
mod write;

pub use error::Error;
pub use pages::{FoundPages, find_pages};
pub use write::write_file;
