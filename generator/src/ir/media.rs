//! What a media type says of a body: whether it is JSON or XML, and what is the root element of a document.

use super::{Body, Service, TypeRef};

/// The header that says in what a body is written.
pub(crate) const CONTENT_TYPE: &str = "Content-Type";

/// A media type without its parameters, in lower case.
#[must_use]
pub fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a media type is JSON: `application/json; charset=utf-8`, `application/problem+json`.
#[must_use]
pub fn is_json(media: &str) -> bool {
    let essence = essence(media);
    essence == "application/json" || essence.ends_with("+json")
}

/// Whether a media type is XML: `application/xml; charset=utf-8`, `application/problem+xml`.
#[must_use]
pub fn is_xml(media: &str) -> bool {
    let essence = essence(media);
    matches!(essence.as_str(), "application/xml" | "text/xml") || essence.ends_with("+xml")
}

impl Service {
    /// The element around the members of a body in XML; empty where the body has it as its only member, `None` where no
    /// page shows it.
    #[must_use]
    pub fn xml_root<'a>(&'a self, body: &'a Body) -> Option<&'a str> {
        let member = self.only_object(&body.ty);
        match &body.root {
            Some(root) if member != Some(root) => Some(root),
            _ => member.map(|_| ""),
        }
    }

    /// The name of the only member of a type, where that is an object.
    fn only_object(&self, ty: &TypeRef) -> Option<&str> {
        match &*self.types.get(ty.named()?)?.fields {
            [only] if only.ty.named().is_some() => Some(&only.name),
            _ => None,
        }
    }
}
