//! Calls: the struct that an operation's method makes, with what every call can do.

/// An operation: the struct of its calls, what its response is read as, and the facts of it, each by the method of
/// [`Operation`](crate::Operation) that states it. In parentheses stand the placeholders that the client fills and a
/// caller may set.
///
/// ```ignore
/// runtime::operation! {
///     /// A call of [`list_things`](super::super::Client::list_things).
///     pub struct ListThings(project_id) -> model::ListThingsOutput;
///     get "gallery" "list_things" "/v2/{project_id}/things"
///         .filled(&[Filled::path("project_id", FilledBy::Project)]);
/// }
/// ```
#[macro_export]
macro_rules! operation {
    ($(#[$docs:meta])* pub struct $name:ident $(($($in_path:ident $(= $wire:literal)?),+))? -> download; $($facts:tt)*) => {
        $crate::operation! { @ $(#[$docs])* $name $(($($in_path $(= $wire)?),+))?, $crate::Download }
        $crate::operation! { @ $($facts)* }
    };
    ($(#[$docs:meta])* pub struct $name:ident $(($($in_path:ident $(= $wire:literal)?),+))? -> $response:ty; $($facts:tt)*) => {
        $crate::operation! { @ $(#[$docs])* $name $(($($in_path $(= $wire)?),+))?, $response }
        $crate::operation! { @ $($facts)* }

        impl $name {
            /// Sends the call repeatedly until `judge` returns [`Progress::Done`](specwright_runtime::Progress::Done),
            /// and returns that response.
            pub fn wait_until(
                self,
                waiting: $crate::WaitPolicy,
                judge: impl FnMut(&$response) -> $crate::Progress + ::core::marker::Send + 'static,
            ) -> $crate::emitted::Outcome<$response> {
                self.call.wait_until(waiting, judge)
            }
        }
    };
    (@ $method:ident $service:literal $operation:literal $path:literal $(.$fact:ident($($value:tt)*))*;) => {
        static OPERATION: $crate::emitted::Operation = {
            #[allow(unused_imports, reason = "each operation states some of them")]
            use $crate::emitted::{Filled, FilledBy, Inside, Location, Rule};
            $crate::emitted::Operation::$method($service, $operation, $path)$(.$fact($($value)*))*
        };
    };
    (@ $(#[$docs:meta])* $name:ident $(($($in_path:ident $(= $wire:literal)?),+))?, $response:ty) => {
        $(#[$docs])*
        #[must_use = "a call does nothing until it is awaited"]
        #[derive(Clone, Debug)]
        pub struct $name {
            /// The request: to inspect it, and to set what has no setter.
            pub call: $crate::Call,
        }

        impl $name {
            $($(
                /// Sets the id in the path, instead of that of the configuration.
                pub fn $in_path(mut self, $in_path: impl ::core::convert::Into<::std::string::String>) -> Self {
                    self.call.path($crate::name_on_the_wire!($in_path $($wire)?), $in_path.into());
                    self
                }
            )+)?

            /// Sets the deadline of the whole call, with all attempts and the pauses between them.
            pub fn timeout(mut self, limit: ::core::time::Duration) -> Self {
                self.call.set_timeout(limit);
                self
            }

            /// Sets how often the call is retried at most.
            pub fn retries(mut self, most: u32) -> Self {
                self.call.set_retries(most);
                self
            }

            /// Adds a header.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.call.header(name, value);
                self
            }

            /// Sends the call when the result is awaited, as awaiting the call itself does. `send().with_response()`
            /// returns status and headers with the value.
            pub fn send(self) -> $crate::ResponseFuture<$response> {
                $crate::emitted::FromResponse::send(self.call)
            }
        }

        impl ::core::future::IntoFuture for $name {
            type Output = ::core::result::Result<$response, $crate::Error>;
            type IntoFuture = $crate::ResponseFuture<$response>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}
