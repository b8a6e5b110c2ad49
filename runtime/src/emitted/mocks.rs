//! What tests of an application are made of: examples as values, and a trait that mocks the service.

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

/// The trait `Mock` of a service, and `Client::mock`: a line an operation, with what it answers as and, where its page has
/// an example, the answer of one that is not implemented.
///
/// ```ignore
/// runtime::mock! {
///     list_things -> model::ListThingsOutput = samples::LIST_THINGS_200_ANSWER;
///     show_picture -> runtime::Bytes;
/// }
/// ```
#[macro_export]
macro_rules! mock {
    ($($method:ident $(($name:literal))? -> $answer:ty $(= $sample:expr)?;)*) => {
        /// Answers in place of the service. What is not given answers as its page shows, where the page has an example.
        pub trait Mock: ::core::marker::Send + ::core::marker::Sync + 'static {
            $(
                /// Answers the operation of this name.
                fn $method(
                    &self,
                    received: &$crate::testing::Received<'_>,
                ) -> ::core::result::Result<$answer, $crate::testing::Refusal> {
                    $crate::mock!(@ received $(, $sample)?)
                }
            )*
        }

        /// The method of a mock for each operation.
        const HANDLERS: &[$crate::testing::Handler<dyn Mock>] = &[$((
            $crate::name_on_the_wire!($method $($name)?),
            |mock, received| $crate::testing::MockAnswer::encoded(mock.$method(received)),
        )),*];

        impl super::Client {
            /// A client whose calls `mock` answers: built, checked and read as ever, they never leave the program.
            pub fn mock(mock: impl Mock) -> ::core::result::Result<Self, $crate::Error> {
                let client = $crate::testing::mock_client::<dyn Mock>(&super::SERVICE, ::std::boxed::Box::new(mock), HANDLERS);
                ::core::result::Result::Ok(Self { inner: client? })
            }
        }
    };
    (@ $received:ident) => {
        ::core::result::Result::Err($received.unanswered())
    };
    (@ $received:ident, $sample:expr) => {{
        let _ = $received;
        ::core::result::Result::Ok($crate::testing::sample($sample))
    }};
}
