//! Setters of structs that callers make.

/// Gives structs a setter for each field that `new` does not take.
///
/// A field has the type of its value; after `as` stands what the setter takes instead: `into` what converts into it,
/// `each` what can be gone through, `boxed` and `nullable` the value of a field that holds it so.
///
/// ```
/// use specwright_runtime as runtime;
///
/// pub struct Parcel {
///     pub name: Option<String>,
///     pub tags: Option<Vec<String>>,
///     pub extra: runtime::Extra,
/// }
///
/// runtime::models! {
///     Parcel { name, tags }
/// }
/// runtime::setters! {
///     Parcel { name: String as into, tags: String as each_into }
/// }
///
/// assert_eq!(Parcel::default().name("n").tags(["a"]).tags, Some(vec!["a".to_owned()]));
/// ```
#[macro_export]
macro_rules! setters {
    ($($name:ident { $($(#[$attribute:meta])* $field:ident: $ty:ty $(as $kind:ident)?),+ $(,)? })*) => {$(
        impl $name {
            $($crate::setter! { [$(#[$attribute])*] $field: $ty $(, $kind)? })+
        }
    )*};
}

/// One of them.
#[doc(hidden)]
#[macro_export]
macro_rules! setter {
    ($attributes:tt $field:ident: $ty:ty) => {
        $crate::setter! { @ $attributes $field, $field: $ty, $field }
    };
    ($attributes:tt $field:ident: $ty:ty, into) => {
        $crate::setter! { @ $attributes $field, $field: impl ::core::convert::Into<$ty>, $field.into() }
    };
    ($attributes:tt $field:ident: $ty:ty, each) => {
        $crate::setter! {
            @ $attributes $field, $field: impl ::core::iter::IntoIterator<Item = $ty>, $field.into_iter().collect()
        }
    };
    ($attributes:tt $field:ident: $ty:ty, each_into) => {
        $crate::setter! {
            @ $attributes $field,
            $field: impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$ty>>,
            $field.into_iter().map(::core::convert::Into::into).collect()
        }
    };
    ($attributes:tt $field:ident: $ty:ty, boxed) => {
        $crate::setter! { @ $attributes $field, $field: $ty, ::std::boxed::Box::new($field) }
    };
    ($attributes:tt $field:ident: $ty:ty, nullable) => {
        $crate::setter! { @ $attributes $field, $field: $ty, $crate::Nullable::Value($field) }
    };
    ($attributes:tt $field:ident: $ty:ty, nullable_into) => {
        $crate::setter! {
            @ $attributes $field, $field: impl ::core::convert::Into<$ty>, $crate::Nullable::Value($field.into())
        }
    };
    ($attributes:tt $field:ident: $ty:ty, nullable_each) => {
        $crate::setter! {
            @ $attributes $field,
            $field: impl ::core::iter::IntoIterator<Item = $ty>,
            $crate::Nullable::Value($field.into_iter().collect())
        }
    };
    ($attributes:tt $field:ident: $ty:ty, nullable_each_into) => {
        $crate::setter! {
            @ $attributes $field,
            $field: impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$ty>>,
            $crate::Nullable::Value($field.into_iter().map(::core::convert::Into::into).collect())
        }
    };
    ($attributes:tt $field:ident: $ty:ty, nullable_boxed) => {
        $crate::setter! {
            @ $attributes $field, $field: $ty, $crate::Nullable::Value(::std::boxed::Box::new($field))
        }
    };
    (@ [$(#[$attribute:meta])*] $field:ident, $argument:ident: $taken:ty, $value:expr) => {
        /// Sets the field of this name.
        $(#[$attribute])*
        #[allow(deprecated, reason = "what a page deprecates can still be sent")]
        #[must_use]
        pub fn $field(mut self, $argument: $taken) -> Self {
            self.$field = ::core::option::Option::Some($value);
            self
        }
    };
}
