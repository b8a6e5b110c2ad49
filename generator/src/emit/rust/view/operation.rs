//! What becomes of the operations: their names, arguments, setters, bodies and responses; or why one cannot be served.

use super::super::{
    docs::{Docs, code, inline},
    names::{self, Kind, Scope},
    types::RustType,
};
use super::{
    Constructor,
    enumeration::{Enumerations, Site},
    facts,
    headers::{self, HeadersView},
    media::{self, BodyKind, BodyView, FileView, ResponseView},
    paging::{self, Models, PagesView},
    rules::{self, CallRules, RulesView},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Field, FilledBy, Input, Location, Operation, Output, Service, Status, TypeRef, When, web_address},
};
use proc_macro2::Ident;
use std::{borrow::Cow, collections::BTreeMap};

/// An operation: a method of the client, and the struct of its calls in a module of its own.
#[derive(Debug)]
pub(crate) struct OperationView<'a> {
    pub(crate) ir: &'a Operation,
    pub(crate) method: Ident,
    pub(crate) name: Ident,
    pub(crate) module: Ident,
    pub(crate) docs: Docs,
    /// What the client does not fill, and what it fills unless told, in page order.
    pub(crate) inputs: Vec<InputView>,
    pub(crate) body: Option<BodyView>,
    /// Files that travel beside the fields of the body.
    pub(crate) files: Vec<FileView>,
    /// What a call is read as.
    pub(crate) response: ResponseView,
    /// Headers that come with it.
    pub(crate) headers: Option<HeadersView>,
    /// How it comes in pages.
    pub(crate) pages: Option<PagesView>,
    /// What the page states of inputs and body.
    pub(crate) rules: CallRules,
    /// What each status brings.
    pub(crate) responses: Vec<StatusView>,
    pub(crate) constructor: Constructor,
    /// The media type of a body of JSON, where it is one of its own.
    pub(crate) json_media: Option<String>,
    /// Of a response in XML, the root element where the type of the response has it as its member, and else nothing.
    pub(crate) xml_response: Option<String>,
    /// The header of a token, where it is not the usual one.
    pub(crate) token_header: Option<String>,
}

impl OperationView<'_> {
    /// The types that its code is written with.
    pub(crate) fn types(&self) -> impl Iterator<Item = &RustType> {
        let body = self.body.iter().filter_map(|body| match &body.kind {
            BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Xml(ty, _) | BodyKind::Parts(Some(ty)) => Some(ty),
            BodyKind::Parts(None) | BodyKind::Text(_) | BodyKind::Upload(_) => None,
        });
        let response = match &self.response {
            ResponseView::Json(ty) => Some(ty),
            ResponseView::Nothing | ResponseView::Download => None,
        };
        let item = self.pages.iter().map(|pages| &pages.item);
        self.inputs.iter().map(|input| &input.ty).chain(body).chain(response).chain(item)
    }

    /// Whether its code names a type of `model.rs`.
    pub(crate) fn names_model(&self) -> bool {
        self.types().any(RustType::names_model)
    }
}

/// A parameter of path, query or header.
#[derive(Clone, Debug)]
pub(crate) struct InputView {
    pub(crate) name: Ident,
    /// Name on the wire.
    pub(crate) wire: String,
    pub(crate) location: Location,
    pub(crate) ty: RustType,
    pub(crate) docs: Docs,
    pub(crate) giving: Giving,
    pub(crate) deprecated: bool,
    pub(crate) secret: bool,
}

/// Who gives an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Giving {
    /// The caller, in the signature.
    Required,
    /// The caller, by a setter.
    Optional,
    /// The client, unless a setter is called.
    Filled,
}

impl InputView {
    /// Whether it stands in the signature.
    pub(crate) fn is_required(&self) -> bool {
        self.giving == Giving::Required
    }
}

/// The body that comes with a status.
#[derive(Clone, Debug)]
pub(crate) struct StatusView {
    pub(crate) status: Status,
    pub(crate) ty: Option<RustType>,
}

/// Operations in the order of the IR. What cannot be served is reported and left out.
pub(super) fn operations<'s>(context: &Context<'s, '_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<OperationView<'s>> {
    let service = context.service;
    let mut views = Vec::new();
    for (at, (ir, names)) in service.operations.iter().zip(names_of(service)).enumerate() {
        match media::refusal(service, ir) {
            Some(reason) => diagnostics.push(Diagnostic::new(
                Code::OperationRefused,
                format!("{}: operation `{}` is left out of the client: {reason}", service.service, ir.name),
            )),
            None => views.push(context.operation(at, ir, names, diagnostics)),
        }
    }
    views
}

/// What an operation and the types beside it are called.
struct Names {
    method: Ident,
    module: Ident,
    name: Ident,
    required: Ident,
    headers: Ident,
}

fn names_of(service: &Service) -> Vec<Names> {
    let wishes = || service.operations.iter().map(|operation| operation.name.as_str());
    let methods = names::assign(Kind::Operation, wishes());
    let modules = names::assign(Kind::Module, wishes());
    let mut scope = Scope::new(Kind::Type);
    // What the file of an operation imports.
    for name in ["Client", "PageFacts", "Paging", "Position"] {
        scope.reserve(name);
    }
    let mut types = |suffix: &str| {
        // The words of a name that is written in snake case, so that the type is in camel case.
        let words: Vec<String> = wishes().map(|name| format!("{} {suffix}", name.replace('_', " "))).collect();
        scope.assign(words.iter().map(String::as_str))
    };
    let (plain, required, headers) = (types(""), types("required"), types("headers"));
    let companions = plain.into_iter().zip(required).zip(headers);
    let all = methods.into_iter().zip(modules).zip(companions);
    all.map(|((method, module), ((name, required), headers))| Names { method, module, name, required, headers })
        .collect()
}

/// What operations need to know of the rest of the service.
pub(super) struct Context<'s, 'a> {
    pub(super) service: &'s Service,
    pub(super) idents: &'a BTreeMap<&'a str, Ident>,
    pub(super) enumerations: &'a Enumerations,
    pub(super) models: Models<'a>,
    /// Rules by type.
    pub(super) rules: BTreeMap<&'a str, &'a RulesView>,
}

impl<'s> Context<'s, '_> {
    fn operation(
        &self,
        at: usize,
        ir: &'s Operation,
        names: Names,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> OperationView<'s> {
        let told: Vec<(usize, &Input)> = ir.inputs.iter().enumerate().filter(|(_, input)| !is_carried(input)).collect();
        let files = media::files(self.service, ir);
        let body = ir.body.as_ref().filter(|_| !media::is_files_alone(self.service, ir, files.len()));
        let wishes = told.iter().map(|(_, input)| input.name.as_str());
        let wishes = wishes.chain(files.iter().map(|file| file.name.as_str())).chain(body.map(|_| "body"));
        let mut idents = names::assign(Kind::Input, wishes);
        let body_name = body.and_then(|_| idents.pop());
        let file_names = idents.split_off(told.len());
        let files: Vec<FileView> =
            files.into_iter().zip(file_names).map(|(file, name)| file_view(file, name)).collect();
        let inputs: Vec<InputView> = told
            .into_iter()
            .zip(idents)
            .map(|((index, input), name)| self.input(Site::Input(at, index), input, name))
            .collect();
        let body = body.zip(body_name).map(|(body, name)| media::body(self.service, body, name, self.idents));
        let required = inputs.iter().filter(|input| input.is_required());
        let parts = required.count() + usize::from(body.as_ref().is_some_and(|body| body.required));
        let parts = parts + files.iter().filter(|file| file.required).count();
        let responses = ir.outputs.iter().map(|output| StatusView {
            status: output.status,
            ty: output.ty.as_ref().map(|ty| RustType::of(ty, None, self.idents)),
        });
        let response = media::response(ir, &self.service.service, self.idents, diagnostics);
        let mut view = OperationView {
            ir,
            docs: Docs::default(),
            pages: paging::pages(ir, &response, &self.models, &self.service.service, diagnostics),
            headers: headers::headers(ir, names.headers),
            rules: rules::of_call(ir, body.as_ref(), &self.rules),
            method: names.method,
            name: names.name,
            module: names.module,
            inputs,
            body,
            files,
            response,
            responses: responses.collect(),
            constructor: Constructor::of(parts, names.required),
            json_media: media::json_of_its_own(ir),
            xml_response: media::xml_response(self.service, ir),
            token_header: self.service.signing.token_header(ir).map(str::to_owned),
        };
        view.docs = self.docs(ir, view.names_model());
        view
    }

    fn input(&self, site: Site, input: &Input, name: Ident) -> InputView {
        let leaf = self.enumerations.at(site);
        let ty = match &input.ty {
            // Neither an object nor any JSON has a form outside JSON: the caller writes the text.
            TypeRef::Any | TypeRef::Named(_) => RustType::Text,
            ty => RustType::of(ty, leaf, self.idents),
        };
        let own = format!("The {} parameter {}.", location(input.location), code(&input.name));
        let form = if input.travels_in_members() {
            format!("Each of its entries is sent as {}.", code(&format!("{}[key]=value", input.name)))
        } else {
            String::new()
        };
        let filled = input.filled_by.map(facts::filled).unwrap_or_default();
        InputView {
            docs: facts::docs(&input.facts, &own, leaf.is_some()).paragraph(&form).paragraph(filled),
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

    /// `has_model` says whether the operation's file imports `model`, so that links may begin there.
    fn docs(&self, ir: &Operation, has_model: bool) -> Docs {
        let own = format!("{}.", sentence(&ir.name));
        let doc = Docs::of_page(&imperative(&ir.title, &ir.doc));
        // `Querying a Thing` says less than the sentence after it, and no more than the method's name.
        let is_said = !ir.doc.is_empty() && (same_words(&ir.title, &ir.doc) || is_gerund(&ir.title));
        let docs = if is_said { doc } else { Docs::of_page(&full_stop(&ir.title)).join(doc) };
        let when = match &ir.when {
            Some(When::Body(key)) => format!("The body has the field {}.", code(key)),
            Some(When::Header(pairs)) => constants("The header", pairs),
            Some(When::Members(pairs)) => constants("The field", pairs),
            Some(When::Query(_)) | None => String::new(),
        };
        let model = if has_model { "model" } else { "super::super::model" };
        let responses = ir.outputs.iter().flat_map(|output| self.response_lines(output, model));
        let address = ir.page_url.as_deref().and_then(web_address);
        let fetched = address.map(|address| format!(", fetched from <{address}>")).unwrap_or_default();
        docs.unless_empty(&own)
            .paragraph(&when)
            .paragraph(if ir.outputs.is_empty() { "" } else { "Responses:" })
            .list(responses)
            .paragraph(&format!("From {}{fetched}: {}.", code(&ir.page), code(&request_line(ir))))
    }

    /// The response of a status in a line, and a line for each header that comes with it.
    fn response_lines(&self, output: &Output, model: &str) -> Vec<String> {
        let status = match output.status {
            Status::Code(status) => status.to_string(),
            Status::Default => "any other status".to_owned(),
        };
        let ty = output.ty.as_ref().map_or_else(|| "no body".to_owned(), |ty| self.type_link(ty, model));
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

    fn type_link(&self, ty: &TypeRef, model: &str) -> String {
        match ty {
            TypeRef::Named(name) => match self.idents.get(name.as_str()) {
                Some(ident) => format!("[`{ident}`]({model}::{ident})"),
                None => code(name),
            },
            other => code(&other.to_string()),
        }
    }
}

/// What the client puts into each call: `The header X-Action is List.`
fn constants(what: &str, pairs: &BTreeMap<String, String>) -> String {
    let sentence = |(name, value): (&String, &String)| format!("{what} {} is {}.", code(name), code(value));
    pairs.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

fn file_view(file: &Field, name: Ident) -> FileView {
    let own = format!("The file {}.", code(&file.name));
    let docs = facts::docs_of_part(&file.facts, &own, false, file.required);
    FileView { name, wire: file.name.clone(), docs, required: file.required }
}

/// Whether an input comes with the credential or the body, so that nobody sets it.
fn is_carried(input: &Input) -> bool {
    matches!(input.filled_by, Some(FilledBy::Credential | FilledBy::Media))
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
        Some(when @ When::Query(_)) => when.suffix(),
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

/// Whether a title begins as `Querying a Thing` does.
fn is_gerund(title: &str) -> bool {
    title.split_whitespace().next().is_some_and(|word| word.is_ascii() && word.ends_with("ing"))
}

/// A text whose first sentence says in the imperative what a title says in its gerund opens with that: `This API is
/// used to bind a key.` below `Binding a Key` is `Bind a key.`
fn imperative<'t>(title: &str, text: &'t str) -> Cow<'t, str> {
    let gerund = title.split_whitespace().next().unwrap_or_default().to_lowercase();
    let Some(stem) = gerund.strip_suffix("ing").filter(|stem| stem.is_ascii() && !stem.is_empty()) else {
        return Cow::Borrowed(text);
    };
    let is_order = |word: &str| {
        let doubled = stem.strip_suffix(|last| word.ends_with(last));
        word == stem || word.strip_suffix('e') == Some(stem) || doubled == Some(word)
    };
    let sentence = text.find(['.', ',', ';', '\n']).and_then(|end| text.get(..end)).unwrap_or(text);
    let told = sentence.match_indices(" to ").find_map(|(at, to)| {
        let order = text.get(at + to.len()..)?;
        is_order(order.split_whitespace().next()?).then(|| order.to_owned())
    });
    // In the third person after what does it: `This API binds a key.`
    let done = || {
        let (opening, rest) = text.strip_prefix("This ")?.split_once(' ')?;
        let (verb, rest) = rest.split_once(' ').filter(|_| opening.chars().all(char::is_alphanumeric))?;
        let hisses = ["shes", "ches", "sses", "xes", "zes"].iter().any(|end| verb.ends_with(end));
        let order = verb.strip_suffix(if hisses { "es" } else { "s" })?;
        is_order(order).then(|| format!("{order} {rest}"))
    };
    let told = told.or_else(done);
    let Some((first, rest)) = told.as_deref().and_then(|order| order.split_at_checked(1)) else {
        return Cow::Borrowed(text);
    };
    Cow::Owned(format!("{}{rest}", first.to_uppercase()))
}

fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    words(one) == words(other)
}

#[cfg(test)]
mod tests {
    use super::imperative;

    #[test]
    fn a_summary_is_an_order_where_the_page_has_one() {
        for (title, text, expected) in [
            ("Binding a Key", "This API is used to bind a key. It is quick.", "Bind a key. It is quick."),
            ("Creating a Key", "You can use this to create a key.", "Create a key."),
            ("Setting a Key", "Allows you to set a key.", "Set a key."),
            ("Querying Keys", "This API is used to obtain keys.", "This API is used to obtain keys."),
            ("Creating a Key", "Creates a key. Used to create a lock.", "Creates a key. Used to create a lock."),
            ("Binding a Key", "This API binds a key. It is quick.", "Bind a key. It is quick."),
            ("Publishing a Key", "This call publishes a key.", "Publish a key."),
            ("Creating a Key", "This API creates a key.", "Create a key."),
            ("Creating a Key", "This is a key.", "This is a key."),
            ("Key", "This is used to bind a key.", "This is used to bind a key."),
            ("Ing", "Used to ing.", "Used to ing."),
        ] {
            assert_eq!(imperative(title, text), expected);
        }
    }
}
