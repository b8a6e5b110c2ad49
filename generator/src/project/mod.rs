//! What a run is: configuration, which files, and write-or-check of every output, in one place.

mod config;
mod digest;
mod error;
mod fetched;
mod folders;
mod lock;
mod memo;
mod outputs;
mod pages;
mod revision;
mod services;
mod write;

pub use config::{CONFIG_FILE, Config, Project};
pub use error::Error;
#[cfg(feature = "fetch")]
pub(crate) use fetched::{FETCH_LOCK, FetchLock, FetchedPage};
pub use folders::{PageFolder, page_folders};
pub use lock::{Access, Lock};
pub use memo::{Finding, Memo, Said};
pub use outputs::{Change, Outputs, Written};
pub use pages::{FoundPages, PageFile, find_pages};
pub use services::{ServiceFiles, ServiceFolder, is_service_id};
pub use write::{between_writes, write_file};
