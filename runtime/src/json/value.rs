//! How types meet the codec: [`Value`], which each [`Model`] is, too.

use std::collections::BTreeMap;
use std::fmt;

use super::{Json, Model, Reader, Writer};

/// Anything that can be read from and written as JSON.
///
/// A text enumeration needs two lines: `reader.text().map(Self::from)` and `writer.text(self.as_str())`;
/// an integer enumeration `reader.integer().map(Self)` and `writer.integer(self.0)`.
pub trait Value: fmt::Debug {
    /// Reads the next value. `None` when it does not fit; the reader then has noted so.
    fn read(reader: &mut Reader<'_>) -> Option<Self>
    where
        Self: Sized;

    /// Writes the value.
    fn write(&self, writer: &mut Writer);

    /// Whether a member with this value is left out.
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether a response's body matters at all.
    #[must_use]
    fn reads_body() -> bool
    where
        Self: Sized,
    {
        true
    }

    /// Whether a member that is `null` leaves a field of this type as it is: a list, of which absent and empty mean the
    /// same.
    #[must_use]
    fn passes_over_null() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// What `null` stands for, where it is more than absence.
    #[must_use]
    fn from_null() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }
}

impl<M: Model + Default + fmt::Debug> Value for M {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut model = Self::default();
        reader.object(&mut model).then_some(model)
    }

    fn write(&self, writer: &mut Writer) {
        writer.object(self);
    }
}

impl Value for String {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.text()
    }

    fn write(&self, writer: &mut Writer) {
        writer.text(self);
    }
}

impl Value for i64 {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.integer()
    }

    fn write(&self, writer: &mut Writer) {
        writer.integer(*self);
    }
}

impl Value for f64 {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.float()
    }

    fn write(&self, writer: &mut Writer) {
        writer.float(*self);
    }
}

impl Value for bool {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.boolean()
    }

    fn write(&self, writer: &mut Writer) {
        writer.boolean(*self);
    }
}

/// Reads nothing: the operation has no response to decode.
impl Value for () {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.skip();
        Some(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.null();
    }

    fn is_absent(&self) -> bool {
        true
    }

    fn reads_body() -> bool {
        false
    }

    fn from_null() -> Option<Self> {
        Some(())
    }
}

impl Value for Json {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        Some(reader.any())
    }

    fn write(&self, writer: &mut Writer) {
        writer.any(self);
    }

    fn from_null() -> Option<Self> {
        Some(Self::Null)
    }
}

impl<T: Value> Value for Option<T> {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        if reader.take_absent() {
            return Some(T::from_null());
        }
        T::read(reader).map(Some)
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write(writer),
            None => writer.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn from_null() -> Option<Self> {
        Some(T::from_null())
    }
}

impl<T: Value> Value for Vec<T> {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut items = Self::new();
        let mut lost = false;
        let is_list = reader.list(&mut |reader| {
            let Some(item) = T::read(reader) else {
                lost = true;
                return false;
            };
            items.push(item);
            true
        });
        // Nothing of it fits: an empty list would say something that the service did not.
        let nothing_fits = lost && items.is_empty();
        (is_list && !nothing_fits).then_some(items)
    }

    fn write(&self, writer: &mut Writer) {
        let mut items = self.iter();
        writer.list(&mut || items.next().map(|item| item as &dyn Value));
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn passes_over_null() -> bool {
        true
    }
}

impl<T: Value> Value for BTreeMap<String, T> {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut members = Self::new();
        reader
            .map(&mut |key, reader| match T::read(reader) {
                Some(value) => {
                    members.insert(key.to_owned(), value);
                    true
                }
                None => false,
            })
            .then_some(members)
    }

    fn write(&self, writer: &mut Writer) {
        let mut members = self.iter();
        writer.map(&mut || members.next().map(|(key, value)| (key.as_str(), value as &dyn Value)));
    }
}

/// A field whose page allows `null` as a value: `None` leaves the member out, `Some(Nullable::Null)` writes `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nullable<T> {
    /// The member is there and is `null`.
    #[default]
    Null,
    /// The member has this value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, unless it is null.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Value> Value for Nullable<T> {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        if reader.take_null() {
            return Some(Self::Null);
        }
        T::read(reader).map(Self::Value)
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.null(),
            Self::Value(value) => value.write(writer),
        }
    }

    fn from_null() -> Option<Self> {
        Some(Self::Null)
    }
}
