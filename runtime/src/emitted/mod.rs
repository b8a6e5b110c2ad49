//! What emitted code is written in: facts about services, types and operations, and the macros that give them their
//! form.
//!
//! For generated code only, and not covered by the promise of `SemVer`: the generator and the runtime of one version
//! belong together. No behaviour is emitted that can stand here once.

mod enumerations;
mod mocks;
mod models;
mod operations;
mod setters;
mod vendors;

pub use crate::client::{FromResponse, PageFacts, Paging, Position};
pub use crate::credentials::authentication::Authentication;
pub use crate::facts::endpoints::Endpoints;
pub use crate::facts::operation::{Filled, FilledBy, Location, Operation};
pub use crate::facts::service::{CredentialKind, Service};
pub use crate::facts::vendor::{Metadata, Variable, Vendor};
pub use crate::json::{Absent, Field, Model, Reader, Visit, VisitMut, Writer, copied, debug, is_same};
#[cfg(feature = "serde")]
pub use crate::json::{deserialize, serialize};
pub use crate::signing::Hash;
pub use crate::signing::recipe::{Addition, Encoding, Part, Recipe, Signer};
pub use crate::validate::{Inside, Rule, Rules};
pub use crate::values::parameter::Parameter;
pub use crate::{
    integer_enum, mock, models, operation, round_trips, rules, samples, serde_by_codec, setters, text_enum, vendor,
};

/// What becomes of a call, when it is awaited.
pub type Outcome<T> = crate::transport::BoxFuture<'static, Result<T, crate::Error>>;

/// The version of this runtime. Emitted code names the one it was made for, and does not compile with another.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Stops the compiler where emitted code was made for a runtime of another version.
///
/// ```
/// const _: () = specwright_runtime::emitted::made_for(specwright_runtime::emitted::VERSION);
/// ```
///
/// ```compile_fail
/// const _: () = specwright_runtime::emitted::made_for("0.0.0");
/// ```
///
/// # Panics
///
/// Where the two differ, so that it is to be called in a constant.
pub const fn made_for(version: &str) {
    let (mut made, mut found) = (version.as_bytes(), VERSION.as_bytes());
    let mut is_same = made.len() == found.len();
    while let (Some((one, rest)), Some((other, others))) = (made.split_first(), found.split_first()) {
        is_same = is_same && *one == *other;
        (made, found) = (rest, others);
    }
    assert!(is_same, "this client was emitted for another version of specwright-runtime: emit it again");
}

#[cfg(feature = "serde")]
#[doc(hidden)]
pub use serde;
