//! Calls: the struct that an operation's method makes, with what every call can do.

/// The struct of an operation's calls: what it is called, and what its answer is read as.
///
/// ```ignore
/// runtime::operation! {
///     /// A call of [`list_things`](super::super::Client::list_things).
///     pub struct ListThings -> model::ListThingsOutput;
/// }
/// ```
#[macro_export]
macro_rules! operation {
    ($(#[$docs:meta])* pub struct $name:ident -> download;) => {
        $crate::operation! { @ $(#[$docs])* $name, $crate::Download }
    };
    ($(#[$docs:meta])* pub struct $name:ident -> $answer:ty;) => {
        $crate::operation! { @ $(#[$docs])* $name, $answer }

        impl $name {
            /// Sends the call again and again until `judge` finds its answer done, and gives that answer.
            pub fn wait_until(
                self,
                waiting: $crate::Waiting,
                judge: impl FnMut(&$answer) -> $crate::Progress + ::core::marker::Send + 'static,
            ) -> $crate::emitted::Outcome<$answer> {
                ::std::boxed::Box::pin(self.call.wait_until(waiting, judge))
            }
        }
    };
    (@ $(#[$docs:meta])* $name:ident, $answer:ty) => {
        $(#[$docs])*
        #[must_use = "a call does nothing until it is awaited"]
        #[derive(Clone, Debug)]
        pub struct $name {
            /// What travels: to look at, and to change where no setter does.
            pub call: $crate::Call,
        }

        impl $name {
            /// The deadline of the call as a whole, with all attempts and the pauses between them.
            pub fn timeout(mut self, limit: ::core::time::Duration) -> Self {
                self.call.set_timeout(limit);
                self
            }

            /// How often the call is sent again at most, where that may help.
            pub fn retries(mut self, most: u32) -> Self {
                self.call.set_retries(most);
                self
            }

            /// A further header.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.call.header(name, value);
                self
            }

            /// Sends the call when the result is awaited, as awaiting the call itself does. `send().with_response()`
            /// gives status and headers beside the value.
            pub fn send(self) -> $crate::Sending<$answer> {
                $crate::emitted::Answered::answered(self.call)
            }
        }

        impl ::core::future::IntoFuture for $name {
            type Output = ::core::result::Result<$answer, $crate::Error>;
            type IntoFuture = $crate::Sending<$answer>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}
