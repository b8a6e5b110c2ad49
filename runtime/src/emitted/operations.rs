//! Calls: the struct that an operation's method makes, with what every call can do.

/// An operation: the struct of its calls, what its answer is read as, and the facts of it, each by the method of
/// [`Operation`](crate::Operation) that states it. In parentheses stand the placeholders that the client fills and a caller
/// may set.
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
    ($(#[$docs:meta])* pub struct $name:ident $(($($in_path:ident $(= $wire:literal)?),+))? -> $answer:ty; $($facts:tt)*) => {
        $crate::operation! { @ $(#[$docs])* $name $(($($in_path $(= $wire)?),+))?, $answer }
        $crate::operation! { @ $($facts)* }

        impl $name {
            /// Sends the call again and again until `judge` finds its answer done, and gives that answer.
            pub fn wait_until(
                self,
                waiting: $crate::WaitPolicy,
                judge: impl FnMut(&$answer) -> $crate::Progress + ::core::marker::Send + 'static,
            ) -> $crate::emitted::Outcome<$answer> {
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
    (@ $(#[$docs:meta])* $name:ident $(($($in_path:ident $(= $wire:literal)?),+))?, $answer:ty) => {
        $(#[$docs])*
        #[must_use = "a call does nothing until it is awaited"]
        #[derive(Clone, Debug)]
        pub struct $name {
            /// What travels: to look at, and to change where no setter does.
            pub call: $crate::Call,
        }

        impl $name {
            $($(
                /// The id in the path, in place of the configuration's.
                pub fn $in_path(mut self, $in_path: impl ::core::convert::Into<::std::string::String>) -> Self {
                    self.call.path($crate::name_on_the_wire!($in_path $($wire)?), $in_path.into());
                    self
                }
            )+)?

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
