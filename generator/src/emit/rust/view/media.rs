//! What bodies and responses are made of: JSON has types, forms have fields, all else is bytes on their way. What the
//! client has no means for is refused with a reason.

use super::super::{docs::Docs, types::RustType};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Body, Field, Location, Operation, Output, Service, Status, TypeRef, essence, is_json, is_xml, placeholders},
};
use proc_macro2::Ident;
use std::collections::{BTreeMap, BTreeSet};

/// The body of a request.
#[derive(Clone, Debug)]
pub(crate) struct BodyView {
    pub(crate) name: Ident,
    pub(crate) kind: BodyKind,
    pub(crate) docs: Docs,
    pub(crate) required: bool,
}

/// A file that is a part of a body.
#[derive(Clone, Debug)]
pub(crate) struct FileView {
    pub(crate) name: Ident,
    /// Name on the wire.
    pub(crate) wire: String,
    pub(crate) docs: Docs,
    pub(crate) required: bool,
}

/// What a body is made of.
#[derive(Clone, Debug)]
pub(crate) enum BodyKind {
    Json(RustType),
    /// Pairs of names and values.
    Form(RustType),
    /// A form in parts: the fields of this type, beside files; or whatever the caller puts together.
    Parts(Option<RustType>),
    /// Elements below this root; where it is empty, the only member of the type is the root.
    Xml(RustType, String),
    /// Text of this media type.
    Text(String),
    /// Bytes of this media type, which need not be in memory.
    Upload(String),
}

/// The response of a successful call.
#[derive(Clone, Debug)]
pub(crate) enum ResponseView {
    Nothing,
    Json(RustType),
    /// Bytes as they come.
    Download,
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data";
const BYTES: &str = "application/octet-stream";

/// Why an operation cannot be served, if so.
pub(super) fn refusal(service: &Service, ir: &Operation) -> Option<String> {
    if let Some(body) = &ir.body {
        let media = body.media.as_deref().unwrap_or(JSON);
        if kind(service, body, None).is_none() {
            let rootless = is_xml(media) && body.ty.named().is_some();
            let why = if rootless { ", and its page shows no root element" } else { "" };
            return Some(format!("its body is {media}{why}"));
        }
    }
    if let Some(output) = ir.success() {
        let media = output.media.as_deref().unwrap_or(JSON);
        let in_xml = is_xml(media) && output.ty.as_ref().is_none_or(|ty| ty.named().is_some());
        if !is_json(media) && !in_xml && !is_stream(media, output.ty.as_ref()) {
            return Some(format!("its response is {media}"));
        }
    }
    let is_path = |name: &str| ir.inputs.iter().any(|input| input.location == Location::Path && input.name == name);
    placeholders(&ir.path)
        .find(|name| !is_path(name))
        .map(|name| format!("its path has `{{{name}}}`, which is not an input"))
}

/// The body of an operation that is not refused.
pub(super) fn body(service: &Service, body: &Body, name: Ident, idents: &BTreeMap<&str, Ident>) -> BodyView {
    let kind = kind(service, body, Some(idents)).unwrap_or_else(|| BodyKind::Upload(BYTES.to_owned()));
    BodyView { name, kind, docs: Docs::or(&body.doc, "The body."), required: !body.optional }
}

fn kind(service: &Service, body: &Body, idents: Option<&BTreeMap<&str, Ident>>) -> Option<BodyKind> {
    let none = BTreeMap::new();
    let ty = || RustType::of(&body.ty, None, idents.unwrap_or(&none));
    let media = body.media.as_deref().unwrap_or(if body.ty == TypeRef::Binary { BYTES } else { JSON });
    let sendable = media.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    Some(match essence(media).as_str() {
        _ if !sendable => return None,
        PARTS => BodyKind::Parts(body.ty.named().map(|_| ty())),
        FORM if body.ty != TypeRef::String => BodyKind::Form(ty()),
        _ if body.ty == TypeRef::Binary => BodyKind::Upload(media.to_owned()),
        _ if is_json(media) => BodyKind::Json(ty()),
        _ if is_xml(media) && body.ty.named().is_some() => BodyKind::Xml(ty(), service.xml_root(body)?.to_owned()),
        _ if body.ty == TypeRef::String => BodyKind::Text(media.to_owned()),
        _ => return None,
    })
}

/// Of a response in XML, the root element where the type of the response has it as its member, and else nothing. The
/// client holds the name against the document's.
pub(super) fn xml_response(service: &Service, ir: &Operation) -> Option<String> {
    let output = ir.success().filter(|output| output.media.as_deref().is_some_and(is_xml))?;
    let first = service.types.get(output.ty.as_ref()?.named()?)?.fields.first();
    let root = first.filter(|first| first.ty.named().is_some()).map(|first| first.name.clone());
    Some(root.unwrap_or_default())
}

/// The media type of a body of JSON that is not plain JSON: a patch of one kind or another.
pub(super) fn json_of_its_own(ir: &Operation) -> Option<String> {
    let body = ir.body.as_ref()?;
    let media = body.media.as_deref().filter(|media| is_json(media) && essence(media) != JSON)?;
    (body.ty != TypeRef::Binary).then(|| media.to_owned())
}

/// The files among the parts of a body.
pub(super) fn files<'s>(service: &'s Service, ir: &Operation) -> Vec<&'s Field> {
    let name = ir.body.as_ref().and_then(|body| body.ty.named());
    let ty = name.filter(|name| types_in_parts(service).contains(name)).and_then(|name| service.types.get(name));
    ty.into_iter().flat_map(|ty| &ty.fields).filter(|field| field.ty == TypeRef::Binary).collect()
}

/// Whether there is nothing beside the files in a body that has some.
pub(super) fn is_files_alone(service: &Service, ir: &Operation, files: usize) -> bool {
    let ty = ir.body.as_ref().and_then(|body| body.ty.named()).and_then(|name| service.types.get(name));
    files > 0 && ty.is_some_and(|ty| ty.fields.len() == files)
}

/// The response of an operation that is not refused.
pub(super) fn response(
    ir: &Operation,
    service: &str,
    idents: &BTreeMap<&str, Ident>,
    diagnostics: &mut Vec<Diagnostic>,
) -> ResponseView {
    let Some((output, ty)) = ir.success().and_then(|output| Some((output, output.ty.as_ref()?))) else {
        return ResponseView::Nothing;
    };
    if is_stream(output.media.as_deref().unwrap_or(JSON), Some(ty)) {
        return ResponseView::Download;
    }
    let others: Vec<String> = successes(ir)
        .filter_map(|output| Some((output.status, output.ty.as_ref()?)))
        .filter(|(_, other)| *other != ty)
        .map(|(status, other)| format!("{status} `{other}`"))
        .collect();
    if !others.is_empty() {
        diagnostics.push(Diagnostic::new(
            Code::SeveralAnswers,
            format!("{service}: operation `{}` responds with `{ty}`; also {}", ir.name, others.join(", ")),
        ));
    }
    ResponseView::Json(RustType::of(ty, None, idents))
}

/// Types that are the body of a form in parts and of nothing else.
pub(super) fn types_in_parts(service: &Service) -> BTreeSet<&str> {
    let bodies = || service.operations.iter().filter_map(|operation| operation.body.as_ref());
    let is_in_parts = |body: &&Body| body.media.as_deref().is_some_and(|media| essence(media) == PARTS);
    let mut types: BTreeSet<&str> = bodies().filter(is_in_parts).filter_map(|body| body.ty.named()).collect();
    for other in bodies().filter(|body| !is_in_parts(body)).filter_map(|body| body.ty.named()) {
        types.remove(other);
    }
    types
}

pub(super) fn successes(ir: &Operation) -> impl Iterator<Item = &Output> {
    ir.outputs.iter().filter(|output| matches!(output.status, Status::Code(200..=299)))
}

/// A response without inner form that the client knows: bytes, or text that is not JSON.
fn is_stream(media: &str, ty: Option<&TypeRef>) -> bool {
    match ty {
        Some(TypeRef::Binary) => true,
        Some(TypeRef::String) => !is_json(media),
        _ => false,
    }
}
