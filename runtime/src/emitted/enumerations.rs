//! Types for enumerated values. They are open: a value that the page does not list is kept.

/// An enumeration of texts: its variants and their texts on the wire.
///
/// ```
/// use specwright_runtime as runtime;
///
/// runtime::text_enum! {
///     /// Values of `status`.
///     pub enum Status {
///         /// At work.
///         Running = "RUNNING",
///     }
/// }
///
/// assert_eq!(Status::from("RUNNING"), Status::Running);
/// assert_eq!(Status::from("NEW").as_str(), "NEW");
/// ```
#[macro_export]
macro_rules! text_enum {
    ($(#[$docs:meta])* pub enum $name:ident { $($(#[$variant_docs:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$docs])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_docs])* $variant,)*
            /// A value that the page does not list, as received.
            Unlisted(::std::string::String),
        }

        impl $name {
            /// The text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unlisted(text) => text,
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::Unlisted(text.to_owned()),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::Value for $name {
            fn read(reader: &mut $crate::emitted::Reader<'_>) -> ::core::option::Option<Self> {
                let value = Self::from(reader.text()?);
                if let Self::Unlisted(text) = &value {
                    reader.unknown_value(text);
                }
                ::core::option::Option::Some(value)
            }

            fn write(&self, writer: &mut $crate::emitted::Writer) {
                writer.text(self.as_str());
            }
        }

        impl $crate::emitted::Parameter for $name {
            fn texts(&self, texts: &mut ::std::vec::Vec<::std::string::String>) {
                texts.push(self.to_string());
            }
        }

        $crate::serde_by_codec!($name);
    };
}

/// An enumeration of integers: a number with a constant for each value that the page lists.
///
/// ```
/// use specwright_runtime as runtime;
///
/// runtime::integer_enum! {
///     /// Values of `status`.
///     pub enum Status {
///         /// At work.
///         RUNNING = 1,
///     }
/// }
///
/// assert_eq!(Status::from(1), Status::RUNNING);
/// assert_eq!(Status::from(7).to_string(), "7");
/// ```
#[macro_export]
macro_rules! integer_enum {
    ($(#[$docs:meta])* pub enum $name:ident { $($(#[$value_docs:meta])* $value:ident = $number:expr),* $(,)? }) => {
        $(#[$docs])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(
            /// The number on the wire, whether the page lists it or not.
            pub i64,
        );

        impl $name {
            $($(#[$value_docs])* pub const $value: Self = Self($number);)*
        }

        impl ::core::convert::From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl $crate::Value for $name {
            fn read(reader: &mut $crate::emitted::Reader<'_>) -> ::core::option::Option<Self> {
                let value = Self(reader.integer()?);
                if ![$($number),*].contains(&value.0) {
                    reader.unknown_value(&value.to_string());
                }
                ::core::option::Option::Some(value)
            }

            fn write(&self, writer: &mut $crate::emitted::Writer) {
                writer.integer(self.0);
            }
        }

        impl $crate::emitted::Parameter for $name {
            fn texts(&self, texts: &mut ::std::vec::Vec<::std::string::String>) {
                texts.push(self.to_string());
            }
        }

        $crate::serde_by_codec!($name);
    };
}
