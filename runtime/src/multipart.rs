//! Bodies of several parts: texts and files, as `multipart/form-data`.

use bytes::Bytes;

use crate::form;
use crate::json::Value;
use crate::parameter::Parameter;
use crate::random;
use crate::transport::RequestBody;
use crate::upload::Upload;

/// The parts of a body, in the order in which they travel.
#[derive(Clone, Debug, Default)]
#[must_use = "parts travel when they are given to a call"]
pub struct Multipart {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    name: String,
    file: Option<(String, String)>,
    content: Upload,
}

impl Multipart {
    /// No parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text part for each member of `value`; lists become parts of the same name, objects their JSON.
    pub fn of(value: &dyn Value) -> Self {
        let mut parts = Self::new();
        for (name, text) in form::pairs(value) {
            parts.push_text(name, text);
        }
        parts
    }

    /// Adds a text part; a list becomes one part an item, an absent value none.
    pub fn text(mut self, name: &str, value: impl Parameter) -> Self {
        let mut texts = Vec::new();
        value.texts(&mut texts);
        for text in texts {
            self.push_text(name.to_owned(), text);
        }
        self
    }

    /// Adds a file: the name it is to have over there, its media type, and its bytes.
    pub fn file(
        mut self,
        name: &str,
        file_name: impl Into<String>,
        content_type: impl Into<String>,
        content: Upload,
    ) -> Self {
        self.parts.push(Part { name: name.to_owned(), file: Some((file_name.into(), content_type.into())), content });
        self
    }

    fn push_text(&mut self, name: String, text: String) {
        self.parts.push(Part { name, file: None, content: Upload::bytes(text) });
    }

    /// The body, and its media type with the boundary.
    pub(crate) fn into_body(self) -> (String, RequestBody) {
        // Nobody knows it beforehand, so no content can hold it.
        let boundary = random::id();
        let mut pieces = Vec::new();
        for part in self.parts {
            pieces.push(Upload::bytes(part.head(&boundary)));
            pieces.push(part.content);
            pieces.push(Upload::bytes(Bytes::from_static(b"\r\n")));
        }
        pieces.push(Upload::bytes(format!("--{boundary}--\r\n")));
        let content_type = format!("multipart/form-data; boundary={boundary}");
        let whole = Upload::parts(pieces);
        match whole.in_memory() {
            Some(bytes) => (content_type, RequestBody::Bytes(bytes)),
            None => (content_type, RequestBody::Upload(whole)),
        }
    }
}

impl Part {
    fn head(&self, boundary: &str) -> String {
        let name = quoted(&self.name);
        let file = self.file.as_ref().map_or_else(String::new, |(file_name, content_type)| {
            let content_type: String = content_type.chars().filter(|character| !character.is_control()).collect();
            format!("; filename=\"{}\"\r\nContent-Type: {content_type}", quoted(file_name))
        });
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
    }
}

/// As browsers write names: a quote or line break would end the header.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
