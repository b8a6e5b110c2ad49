//! Models as emitted code has them: fields, and a line in a table.

/// Defines a type whose fields are all optional.
macro_rules! model {
    ($name:ident { $($field:ident: $type:ty),* $(,)? }) => {
        pub(crate) struct $name {
            $($field: Option<$type>,)*
            extra: specwright_runtime::Extra,
        }

        specwright_runtime::models! { $name { $($field),* } }
    };
}
