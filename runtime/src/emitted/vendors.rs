//! A vendor: the static that its services name.

/// What clients of a vendor find by themselves, each fact by the method of [`Vendor`](crate::emitted::Vendor) that states it.
///
/// ```
/// # use specwright_runtime as runtime;
/// runtime::vendor! {
///     /// What clients find by themselves.
///     pub static VENDOR = "greenfield"
///         .variables(&[(Region, "GREENFIELD_REGION"), (Token, "GREENFIELD_TOKEN")]);
/// }
/// assert_eq!(VENDOR.variable(runtime::emitted::Variable::Token), Some("GREENFIELD_TOKEN"));
/// ```
#[macro_export]
macro_rules! vendor {
    ($(#[$docs:meta])* $visibility:vis static $name:ident = $vendor:literal $(.$fact:ident($($value:tt)*))*;) => {
        $(#[$docs])*
        $visibility static $name: $crate::emitted::Vendor = {
            #[allow(unused_imports, clippy::enum_glob_use, reason = "each vendor states some of them")]
            use $crate::emitted::{Endpoints, Metadata, Variable::*};
            $crate::emitted::Vendor::new($vendor)$(.$fact($($value)*))*
        };
    };
}
