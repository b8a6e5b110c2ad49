//! Models: the table of names on the wire, and what reads, writes and shows a type by it.

/// Gives structs of optional fields their codec, and `Clone`, `Debug`, `Default` and `PartialEq`.
///
/// A line a type: its fields, each with its name on the wire where that is another one, and the names of what must not
/// be shown. `#[allow(deprecated)]` stands before a type that has deprecated fields.
///
/// ```
/// use specwright_runtime as runtime;
///
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
/// assert_eq!(login.clone(), login);
/// ```
///
/// The four traits are not derived: what a derive writes for each type took more than half of the memory that a crate of
/// thousands of types needs to be checked.
#[macro_export]
macro_rules! models {
    ($(
        $(#[$attribute:meta])* $name:ident { $($field:ident $(= $wire:literal)?),* $(,)? $(; secret $($secret:literal),+)? }
    )*) => {
        $(
            $(#[$attribute])*
            impl $crate::emitted::Model for $name {
                fn visit(&self, visitor: &mut dyn $crate::emitted::Visit) {
                    visitor.model(
                        stringify!($name: $($field $(= $wire)?),*; $($($secret),+)?),
                        &[$(&self.$field),*],
                        &self.extra,
                    );
                }

                fn visit_mut(&mut self, visitor: &mut dyn $crate::emitted::VisitMut) {
                    visitor.model(
                        stringify!($name: $($field $(= $wire)?),*; $($($secret),+)?),
                        &mut [$(&mut self.$field),*],
                        &mut self.extra,
                    );
                }
            }

            $(#[$attribute])*
            impl ::core::default::Default for $name {
                fn default() -> Self {
                    Self { $($field: $crate::emitted::Absent::ABSENT,)* extra: $crate::emitted::Absent::ABSENT }
                }
            }

            impl ::core::clone::Clone for $name {
                #[inline]
                fn clone(&self) -> Self {
                    $crate::emitted::copied(self)
                }
            }

            impl ::core::cmp::PartialEq for $name {
                #[inline]
                fn eq(&self, other: &Self) -> bool {
                    $crate::emitted::is_same(self, other)
                }
            }

            impl ::std::fmt::Debug for $name {
                #[inline]
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    $crate::emitted::debug(self, f)
                }
            }
        )*

        $crate::serde_by_codec!($($name),*);
    };
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

/// What the pages state of types: a static of rules for each, and what asks for those of types that are sent.
#[macro_export]
macro_rules! rules {
    ($($name:ident $(: $model:ty)? = [$($rule:expr),* $(,)?];)*) => {
        $(
            pub(super) static $name: $crate::emitted::Rules = {
                use $crate::emitted::Rule;
                $crate::emitted::Rules::new(&[$($rule),*])
            };

            $(
                impl $crate::Validate for $model {
                    fn rules() -> &'static $crate::emitted::Rules {
                        &$name
                    }
                }
            )?
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
