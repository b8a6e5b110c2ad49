//! Values of path, query and header parameters as text.

use std::collections::BTreeMap;

/// A value that can stand in a path, a query or a header.
///
/// An emitted enumeration needs one line: `texts.push(self.as_str().to_owned())`.
pub trait Parameter {
    /// Adds its text: one for a single value, one an item for a list.
    fn texts(&self, texts: &mut Vec<String>);
}

macro_rules! displayed {
    ($($type:ty),*) => {$(
        impl Parameter for $type {
            fn texts(&self, texts: &mut Vec<String>) {
                texts.push(self.to_string());
            }
        }
    )*};
}
displayed!(String, str, i64, i32, u32, f64, bool);

impl<T: Parameter + ?Sized> Parameter for &T {
    fn texts(&self, texts: &mut Vec<String>) {
        (**self).texts(texts);
    }
}

impl<T: Parameter> Parameter for Option<T> {
    fn texts(&self, texts: &mut Vec<String>) {
        if let Some(value) = self {
            value.texts(texts);
        }
    }
}

impl<T: Parameter> Parameter for Vec<T> {
    fn texts(&self, texts: &mut Vec<String>) {
        for item in self {
            item.texts(texts);
        }
    }
}

impl<T: Parameter> Parameter for [T] {
    fn texts(&self, texts: &mut Vec<String>) {
        for item in self {
            item.texts(texts);
        }
    }
}

/// As the vendor's Python client sends a map: each member as `key=value`.
impl<T: Parameter> Parameter for BTreeMap<String, T> {
    fn texts(&self, texts: &mut Vec<String>) {
        for (key, value) in self {
            let mut inner = Vec::new();
            value.texts(&mut inner);
            texts.extend(inner.into_iter().map(|text| format!("{key}={text}")));
        }
    }
}
