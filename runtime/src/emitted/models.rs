//! Models: the table of names on the wire, and what reads, writes and shows a type by it.

/// Gives structs of optional fields their codec and their `Debug`.
///
/// A line a type: its fields, each with its name on the wire where that is another one, and the names of what must not
/// be shown.
///
/// ```
/// use specwright_runtime as runtime;
///
/// #[derive(Clone, Default, PartialEq)]
/// pub struct Login {
///     pub user: Option<String>,
///     pub pass_word: Option<String>,
///     pub extra: runtime::Extra,
/// }
///
/// runtime::models! {
///     Login { user, pass_word = "passWord"; secret "passWord" }
/// }
///
/// let login = Login { pass_word: Some("x".into()), ..Login::default() };
/// assert_eq!(runtime::json::encode(&login), r#"{"passWord":"x"}"#);
/// assert_eq!(format!("{login:?}"), "Login { passWord: <redacted>, .. }");
/// ```
#[macro_export]
macro_rules! models {
    ($(
        $name:ident { $($field:ident $(= $wire:literal)?),* $(,)? $(; secret $($secret:literal),+)? }
    )*) => {$(
        #[allow(deprecated, reason = "what a page deprecates is still read and written")]
        impl $crate::emitted::Model for $name {
            fn set(&mut self, key: &str, reader: &mut $crate::emitted::Reader<'_>) -> bool {
                match key {
                    $($crate::name_on_the_wire!($field $($wire)?) => reader.read(&mut self.$field),)*
                    _ => false,
                }
            }

            fn put(&self, fields: &mut $crate::emitted::Fields<'_>) {
                $(fields.field($crate::name_on_the_wire!($field $($wire)?), &self.$field);)*
            }

            fn extra(&self) -> &$crate::Extra {
                &self.extra
            }

            fn extra_mut(&mut self) -> &mut $crate::Extra {
                &mut self.extra
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::emitted::debug(self, stringify!($name), &[$($($secret),+)?], f)
            }
        }

        $crate::serde_by_codec!($name);
    )*};
}

/// The name of a field on the wire: its own, unless another one is stated.
#[doc(hidden)]
#[macro_export]
macro_rules! name_on_the_wire {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $wire:literal) => {
        $wire
    };
}

/// What the pages state of types that are sent: a static of rules for each, and what asks for them.
#[macro_export]
macro_rules! rules {
    ($($name:ident: $model:ty = [$($rule:expr),* $(,)?];)*) => {
        $(
            pub(super) static $name: $crate::emitted::Rules = {
                use $crate::emitted::Rule;
                $crate::emitted::Rules::new(&[$($rule),*])
            };

            impl $crate::Validate for $model {
                fn rules() -> &'static $crate::emitted::Rules {
                    &$name
                }
            }
        )*
    };
}

/// Gives types of the codec serde's two traits, when the runtime's feature `serde` is on; now, nothing.
#[cfg(not(feature = "serde"))]
#[macro_export]
macro_rules! serde_by_codec {
    ($($type:ty),* $(,)?) => {};
}

/// Gives types of the codec serde's two traits, when the runtime's feature `serde` is on; else nothing.
#[cfg(feature = "serde")]
#[macro_export]
macro_rules! serde_by_codec {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::emitted::serde::Serialize for $type {
            fn serialize<S: $crate::emitted::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::emitted::serialize(self, serializer)
            }
        }

        impl<'de> $crate::emitted::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::emitted::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::emitted::deserialize(deserializer)
            }
        }
    )*};
}
