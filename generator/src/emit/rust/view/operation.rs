//! What becomes of the operations: their names, arguments, setters, bodies and answers; or why one cannot be served.

use super::super::{
    docs::{Docs, code, inline},
    names::{self, Kind, Scope},
    types::RustType,
};
use super::{
    Constructor,
    enumeration::{Enumerations, Site},
    facts,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Body, FilledBy, Input, Location, Operation, Output, Service, Status, TypeRef, When, placeholders},
};
use proc_macro2::Ident;
use std::collections::BTreeMap;

/// An operation: a method of the client, and the struct of its calls in a module of its own.
#[derive(Debug)]
pub(in super::super) struct OperationView<'a> {
    pub(in super::super) ir: &'a Operation,
    pub(in super::super) method: Ident,
    pub(in super::super) name: Ident,
    pub(in super::super) module: Ident,
    pub(in super::super) docs: Docs,
    /// What the client does not fill, and what it fills unless told, in page order.
    pub(in super::super) inputs: Vec<InputView>,
    pub(in super::super) body: Option<BodyView>,
    /// What a call is read as.
    pub(in super::super) answer: AnswerView,
    /// What each status brings.
    pub(in super::super) answers: Vec<StatusView>,
    pub(in super::super) constructor: Constructor,
}

/// A parameter of path, query or header.
#[derive(Clone, Debug)]
pub(in super::super) struct InputView {
    pub(in super::super) name: Ident,
    /// Name on the wire.
    pub(in super::super) wire: String,
    pub(in super::super) location: Location,
    pub(in super::super) ty: RustType,
    pub(in super::super) docs: Docs,
    pub(in super::super) giving: Giving,
    pub(in super::super) deprecated: bool,
    pub(in super::super) secret: bool,
}

/// Who gives an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Giving {
    /// The caller, in the signature.
    Required,
    /// The caller, by a setter.
    Optional,
    /// The client, unless a setter is called.
    Filled,
}

impl InputView {
    /// Whether it stands in the signature.
    pub(in super::super) fn is_required(&self) -> bool {
        self.giving == Giving::Required
    }
}

/// The body of a request.
#[derive(Clone, Debug)]
pub(in super::super) struct BodyView {
    pub(in super::super) name: Ident,
    pub(in super::super) kind: BodyKind,
    pub(in super::super) docs: Docs,
    pub(in super::super) required: bool,
}

/// What a body is made of.
#[derive(Clone, Debug)]
pub(in super::super) enum BodyKind {
    Json(RustType),
    /// Bytes or text of this media type, as the caller has them.
    Raw(String),
}

/// What a successful call answers.
#[derive(Clone, Debug)]
pub(in super::super) enum AnswerView {
    Nothing,
    Json(RustType),
}

/// The body that comes with a status.
#[derive(Clone, Debug)]
pub(in super::super) struct StatusView {
    pub(in super::super) status: Status,
    pub(in super::super) ty: Option<RustType>,
}

/// Operations in the order of the IR. What cannot be served is reported and left out.
pub(super) fn operations<'a>(
    service: &'a Service,
    idents: &BTreeMap<&str, Ident>,
    enumerations: &Enumerations,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<OperationView<'a>> {
    let wishes = || service.operations.iter().map(|operation| operation.name.as_str());
    let methods = names::assign(Kind::Operation, wishes());
    let modules = names::assign(Kind::Module, wishes());
    // The words of a name that is written in snake case, so that the type is in camel case.
    let types = Scope::new(Kind::Type)
        .assign(wishes().map(|name| name.replace('_', " ")).collect::<Vec<_>>().iter().map(String::as_str));
    let mut views = Vec::new();
    for (at, (((ir, method), module), name)) in
        service.operations.iter().zip(methods).zip(modules).zip(types).enumerate()
    {
        let context = Context { at, service: &service.service, idents, enumerations };
        match Context::refusal(ir) {
            Some(reason) => diagnostics.push(Diagnostic::new(
                Code::OperationRefused,
                format!("{}: operation `{}` is left out of the client: {reason}", service.service, ir.name),
            )),
            None => views.push(context.operation(ir, method, module, name, diagnostics)),
        }
    }
    views
}

struct Context<'a> {
    at: usize,
    service: &'a str,
    idents: &'a BTreeMap<&'a str, Ident>,
    enumerations: &'a Enumerations,
}

impl Context<'_> {
    /// Why the operation cannot be served, if so.
    fn refusal(ir: &Operation) -> Option<String> {
        if let Some(body) = &ir.body {
            let media = body.media.as_deref().unwrap_or(JSON);
            if !is_json(media) && !is_raw(media, &body.ty) {
                return Some(format!("its body is {media}"));
            }
        }
        if let Some(output) = success(ir) {
            let media = output.media.as_deref().unwrap_or(JSON);
            if !is_json(media) {
                return Some(format!("its answer is {media}"));
            }
            if output.ty == Some(TypeRef::Binary) {
                return Some("its answer is bytes".to_owned());
            }
        }
        let is_path = |name: &str| ir.inputs.iter().any(|input| input.location == Location::Path && input.name == name);
        placeholders(&ir.path)
            .find(|name| !is_path(name))
            .map(|name| format!("its path holds `{{{name}}}`, which is no input"))
    }

    fn operation<'s>(
        &self,
        ir: &'s Operation,
        method: Ident,
        module: Ident,
        name: Ident,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> OperationView<'s> {
        let told = ir.inputs.iter().enumerate().filter(|(_, input)| !is_carried(input));
        let told: Vec<(usize, &Input)> = told.collect();
        let wishes = told.iter().map(|(_, input)| input.name.as_str()).chain(ir.body.as_ref().map(|_| "body"));
        let mut idents = names::assign(Kind::Member, wishes);
        let body_name = ir.body.as_ref().and_then(|_| idents.pop());
        let inputs: Vec<InputView> =
            told.into_iter().zip(idents).map(|((index, input), name)| self.input(index, input, name)).collect();
        let body = ir.body.as_ref().zip(body_name).map(|(body, name)| self.body(body, name));
        let required = inputs.iter().filter(|input| input.is_required());
        let parts = required.count() + usize::from(body.as_ref().is_some_and(|body| body.required));
        let constructor = Constructor::of(parts, &name);
        let docs = self.docs(ir);
        let answers = ir.outputs.iter().map(|output| StatusView {
            status: output.status,
            ty: output.ty.as_ref().map(|ty| RustType::of(ty, None, self.idents)),
        });
        OperationView {
            ir,
            method,
            name,
            module,
            docs,
            inputs,
            body,
            answer: self.answer(ir, diagnostics),
            answers: answers.collect(),
            constructor,
        }
    }

    fn input(&self, index: usize, input: &Input, name: Ident) -> InputView {
        let leaf = self.enumerations.at(Site::Input(self.at, index));
        let ty = match &input.ty {
            // Neither an object nor any JSON has a form outside JSON: the caller writes the text.
            TypeRef::Any | TypeRef::Named(_) => RustType::Text,
            ty => RustType::of(ty, leaf, self.idents),
        };
        let own = format!("The {} parameter {}.", location(input.location), code(&input.name));
        let filled = input.filled_by.map(facts::filled).unwrap_or_default();
        InputView {
            docs: facts::docs(&input.facts, &own, leaf.is_some()).paragraph(filled),
            name,
            wire: input.name.clone(),
            location: input.location,
            ty,
            giving: match input.filled_by {
                Some(_) => Giving::Filled,
                None if input.required || input.location == Location::Path => Giving::Required,
                None => Giving::Optional,
            },
            deprecated: input.facts.deprecated,
            secret: input.facts.secret,
        }
    }

    fn body(&self, body: &Body, name: Ident) -> BodyView {
        let media = body.media.as_deref().unwrap_or(JSON);
        let kind = match &body.ty {
            TypeRef::Binary if body.media.is_none() => BodyKind::Raw(BYTES.to_owned()),
            ty if is_raw(media, ty) => BodyKind::Raw(media.to_owned()),
            ty => BodyKind::Json(RustType::of(ty, None, self.idents)),
        };
        BodyView { name, kind, docs: Docs::or(&body.doc, "The body."), required: !body.optional }
    }

    fn answer(&self, ir: &Operation, diagnostics: &mut Vec<Diagnostic>) -> AnswerView {
        let Some(ty) = success(ir).and_then(|output| output.ty.as_ref()) else { return AnswerView::Nothing };
        let others: Vec<String> = successes(ir)
            .filter_map(|output| Some((output.status, output.ty.as_ref()?)))
            .filter(|(_, other)| *other != ty)
            .map(|(status, other)| format!("{status} `{other}`"))
            .collect();
        if !others.is_empty() {
            diagnostics.push(Diagnostic::new(
                Code::SeveralAnswers,
                format!("{}: operation `{}` answers `{ty}`; also {}", self.service, ir.name, others.join(", ")),
            ));
        }
        AnswerView::Json(RustType::of(ty, None, self.idents))
    }

    fn docs(&self, ir: &Operation) -> Docs {
        let own = format!("{}.", sentence(&ir.name));
        let title = Docs::of_page(&full_stop(&ir.title));
        let docs =
            if same_words(&ir.title, &ir.doc) { Docs::of_page(&ir.doc) } else { title.join(Docs::of_page(&ir.doc)) };
        let when = match &ir.when {
            Some(When::Body(key)) => format!("The body has the member {}.", code(key)),
            _ => String::new(),
        };
        let answers = ir.outputs.iter().flat_map(|output| self.answer_lines(output));
        docs.unless_empty(&own)
            .paragraph(&when)
            .paragraph(if ir.outputs.is_empty() { "" } else { "Answers:" })
            .list(answers)
            .paragraph(&format!("From {}: {}.", code(&ir.page), code(&request_line(ir))))
    }

    /// The answer of a status in a line, and a line for each header that comes with it.
    fn answer_lines(&self, output: &Output) -> Vec<String> {
        let status = match output.status {
            Status::Code(status) => status.to_string(),
            Status::Default => "any other status".to_owned(),
        };
        let ty = output.ty.as_ref().map_or_else(|| "no body".to_owned(), |ty| self.type_link(ty));
        let words = inline(&output.doc);
        let mut lines =
            vec![if words.is_empty() { format!("{status}: {ty}") } else { format!("{status}: {ty}. {words}") }];
        lines.extend(output.headers.iter().map(|header| {
            let words = inline(&header.facts.doc);
            let separator = if words.is_empty() { "" } else { ": " };
            format!("{status}: header {}{separator}{words}", code(&header.name))
        }));
        lines
    }

    fn type_link(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Named(name) => match self.idents.get(name.as_str()) {
                Some(ident) => format!("[`{ident}`](model::{ident})"),
                None => code(name),
            },
            other => code(&other.to_string()),
        }
    }
}

/// Whether an input comes with the credential or the body, so that nobody sets it.
fn is_carried(input: &Input) -> bool {
    matches!(input.filled_by, Some(FilledBy::Credential | FilledBy::Media))
}

const JSON: &str = "application/json";

fn is_json(media: &str) -> bool {
    let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media == JSON || media.ends_with("+json")
}

const BYTES: &str = "application/octet-stream";

/// A body that has no inner form, which the caller brings as it is to be sent.
fn is_raw(media: &str, ty: &TypeRef) -> bool {
    let sendable = media.bytes().all(|byte| (0x20..0x7f).contains(&byte)) && !media.starts_with("multipart/");
    sendable && (*ty == TypeRef::Binary || (*ty == TypeRef::String && !is_json(media)))
}

fn successes(ir: &Operation) -> impl Iterator<Item = &Output> {
    ir.outputs.iter().filter(|output| matches!(output.status, Status::Code(200..=299)))
}

/// The answer that a call is read as: the lowest success that has a body.
fn success(ir: &Operation) -> Option<&Output> {
    successes(ir).filter(|output| output.ty.is_some()).min_by_key(|output| output.status)
}

fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
    }
}

fn request_line(ir: &Operation) -> String {
    let query = match &ir.when {
        Some(When::Query(pairs)) => {
            let pair = |(name, value): (&String, &String)| {
                if value.is_empty() { name.clone() } else { format!("{name}={value}") }
            };
            format!("?{}", pairs.iter().map(pair).collect::<Vec<_>>().join("&"))
        }
        _ => String::new(),
    };
    format!("{} {}{query}", ir.method.as_str(), ir.path)
}

/// A name as words: `Put note`.
fn sentence(name: &str) -> String {
    let words = inline(&names::words(name).join(" "));
    let mut rest = words.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// A title as a sentence.
fn full_stop(title: &str) -> String {
    let title = title.trim();
    let open = title.ends_with(char::is_alphanumeric) || title.ends_with(')');
    if open && title.is_ascii() { format!("{title}.") } else { title.to_owned() }
}

fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    words(one) == words(other)
}
