//! Models as emitted code has them: fields, and the two functions of the codec.

/// Defines a type whose fields are all optional.
macro_rules! model {
    ($name:ident { $($field:ident: $type:ty),* $(,)? }) => {
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct $name {
            $($field: Option<$type>,)*
            extra: specwright_runtime::Extra,
        }

        impl specwright_runtime::Model for $name {
            fn set(&mut self, key: &str, reader: &mut specwright_runtime::Reader<'_>) -> bool {
                match key {
                    $(stringify!($field) => reader.read(&mut self.$field),)*
                    _ => false,
                }
            }
            fn put(&self, fields: &mut specwright_runtime::Fields<'_>) {
                $(fields.field(stringify!($field), &self.$field);)*
            }
            fn extra(&self) -> &specwright_runtime::Extra {
                &self.extra
            }
            fn extra_mut(&mut self) -> &mut specwright_runtime::Extra {
                &mut self.extra
            }
        }
    };
}
