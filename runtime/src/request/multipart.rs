//! Bodies of several parts: texts and files, as `multipart/form-data`.

use bytes::Bytes;

use super::form;
use crate::json::Value;
use crate::transport::RequestBody;
use crate::transport::upload::Upload;
use crate::values::parameter::Parameter;
use crate::values::random;
use crate::values::utf8;

/// The parts of a body, in the order in which they travel.
#[derive(Clone, Debug)]
#[must_use = "parts travel when they are given to a call"]
pub struct Multipart {
    // Nobody knows it beforehand, so no content can hold it.
    boundary: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    name: String,
    file: Option<FileHead>,
    content: Upload,
}

/// The file name and media type of a file.
#[derive(Clone, Debug)]
struct FileHead {
    name: String,
    content_type: String,
}

/// A file that travels as a part of a body.
#[derive(Clone, Debug)]
#[must_use = "a file travels when it is given to a call"]
pub struct FilePart {
    head: FileHead,
    content: Upload,
}

impl FilePart {
    /// A file with this file name, and the media type `application/octet-stream`.
    pub fn new(name: impl Into<String>, content: Upload) -> Self {
        let head = FileHead { name: name.into(), content_type: "application/octet-stream".to_owned() };
        Self { head, content }
    }

    /// Sets the media type.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.head.content_type = content_type.into();
        self
    }
}

impl Default for Multipart {
    fn default() -> Self {
        Self { boundary: random::id(), parts: Vec::new() }
    }
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

    /// Adds a file: its file name, media type and bytes.
    pub fn file(
        mut self,
        name: &str,
        file_name: impl Into<String>,
        content_type: impl Into<String>,
        content: Upload,
    ) -> Self {
        self.push_file(name, FilePart::new(file_name, content).content_type(content_type));
        self
    }

    /// With this file in place of those of the same name.
    pub(crate) fn with(mut self, name: &str, file: FilePart) -> Self {
        self.parts.retain(|part| part.name != name);
        self.push_file(name, file);
        self
    }

    /// With the files of `other`, too.
    pub(crate) fn with_files(mut self, other: Self) -> Self {
        self.parts.extend(other.parts.into_iter().filter(|part| part.file.is_some()));
        self
    }

    fn push_file(&mut self, name: &str, FilePart { head, content }: FilePart) {
        self.parts.push(Part { name: name.to_owned(), file: Some(head), content });
    }

    fn push_text(&mut self, name: String, text: String) {
        self.parts.push(Part { name, file: None, content: Upload::bytes(text) });
    }

    /// The parts that are texts.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, String)> {
        let texts = self.parts.iter().filter(|part| part.file.is_none());
        texts.filter_map(|part| Some((part.name.as_str(), utf8::text(&part.content.in_memory()?).into_owned())))
    }

    /// The media type, with the boundary.
    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    pub(crate) fn body(&self) -> RequestBody {
        let mut pieces = Vec::new();
        for part in &self.parts {
            pieces.push(Upload::bytes(part.head(&self.boundary)));
            pieces.push(part.content.clone());
            pieces.push(Upload::bytes(Bytes::from_static(b"\r\n")));
        }
        pieces.push(Upload::bytes(format!("--{}--\r\n", self.boundary)));
        let whole = Upload::parts(pieces);
        whole.in_memory().map_or_else(|| RequestBody::Upload(whole.clone()), RequestBody::Bytes)
    }
}

impl Part {
    fn head(&self, boundary: &str) -> String {
        let name = quoted(&self.name);
        let file = self.file.as_ref().map_or_else(String::new, |file| {
            let content_type: String = file.content_type.chars().filter(|character| !character.is_control()).collect();
            format!("; filename=\"{}\"\r\nContent-Type: {content_type}", quoted(&file.name))
        });
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
    }
}

/// As browsers write names: a quote or line break would end the header.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
