//! What tests are made of: examples as values, tests of those examples, and a trait that mocks the service.

/// Gives types a function `sample` for the value of an example.
#[macro_export]
macro_rules! samples {
    ($($ty:ty = $text:expr;)*) => {$(
        impl $ty {
            /// The value that the page shows.
            #[must_use]
            pub fn sample() -> Self {
                $crate::testing::sample($text)
            }
        }
    )*};
}

/// A test for each example of a response: read as its type and written again, it loses nothing.
///
/// ```ignore
/// specwright_runtime::round_trips! {
///     /// All went well.
///     list_things_200: model::ListThingsOutput = samples::LIST_THINGS_200_RESPONSE;
/// }
/// ```
#[macro_export]
macro_rules! round_trips {
    ($($(#[$docs:meta])* $name:ident: $ty:ty = $text:expr;)*) => {$(
        $(#[$docs])*
        #[test]
        fn $name() -> $crate::testing::Verdict {
            $crate::testing::keeps::<$ty>($text)
        }
    )*};
}

/// The trait `Mock` of a service, and `Client::mock`: a line an operation, with the type of its response and, where its
/// page has an example, the response of one that is not implemented.
///
/// ```ignore
/// runtime::mock! {
///     list_things -> model::ListThingsOutput = samples::LIST_THINGS_200_RESPONSE;
///     show_picture -> runtime::Bytes;
/// }
/// ```
#[macro_export]
macro_rules! mock {
    ($($method:ident $(($name:literal))? -> $response:ty $(= $sample:expr)?;)*) => {
        /// Responds in place of the service. What is not implemented responds with the example of its page, if there is
        /// one.
        pub trait Mock: ::core::marker::Send + ::core::marker::Sync + 'static {
            $(
                /// Responds to the operation of this name.
                fn $method(
                    &self,
                    received: &$crate::testing::Received<'_>,
                ) -> ::core::result::Result<$response, $crate::testing::Refusal> {
                    $crate::mock!(@ received $(, $sample)?)
                }
            )*
        }

        /// The method of a mock for each operation.
        const HANDLERS: &[$crate::testing::Handler<dyn Mock>] = &[$((
            $crate::name_on_the_wire!($method $($name)?),
            |mock, received| $crate::testing::MockResponse::encoded(mock.$method(received)),
        )),*];

        impl super::Client {
            /// A client whose calls go to `mock`: they are built, checked and read as usual, but never leave the
            /// program.
            pub fn mock(mock: impl Mock) -> ::core::result::Result<Self, $crate::Error> {
                let client = $crate::testing::mock_client::<dyn Mock>(&super::SERVICE, ::std::boxed::Box::new(mock), HANDLERS);
                ::core::result::Result::Ok(Self { inner: client? })
            }
        }
    };
    (@ $received:ident) => {
        ::core::result::Result::Err($received.not_implemented())
    };
    (@ $received:ident, $sample:expr) => {{
        let _ = $received;
        ::core::result::Result::Ok($crate::testing::sample($sample))
    }};
}
