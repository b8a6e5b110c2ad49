//! What a run is: configuration, which files, and write-or-check of every output, in one place.

mod config;
mod digest;
mod error;
mod fetched;
mod folders;
mod inventory;
mod lock;
mod memo;
mod outputs;
mod pages;
mod path;
mod revision;
mod services;
mod staged;
mod vendor;
mod write;

pub use config::{CONFIG_FILE, CONFIG_SCHEMA, Config, Crates, Docs, OpenApi, Project};
pub use digest::Digest;
pub use error::Error;
#[cfg(feature = "fetch")]
pub(crate) use fetched::{FETCH_LOCK, FetchLock, FetchedPage};
pub use folders::{PageFolder, page_folders};
pub use inventory::{Group, Inventory, digest_of_files};
pub use lock::{Access, Lock};
pub use memo::{Counts, Finding, Memo, Reading, Remembered};
pub use outputs::{Change, Compared, Outputs, Written};
pub use pages::{FoundPages, PageFile, find_pages};
pub use services::{ServiceFiles, ServiceFolder, is_service_id};
pub use staged::Staged;
pub use vendor::{VENDORS, Vendor};
pub use write::{between_writes, write_file};
