//! IR to Rust: one crate with a module and a cargo feature for each service, or a crate for each; model apart from
//! operations, tests of every example.
//!
//! Services enter, the files of the crate leave. `view` decides, `print` prints, `format` formats. What text of a
//! page becomes an identifier passes `names`, a literal `literal`, a doc comment `docs`, and nothing else prints it.

mod docs;
mod example;
mod facts_only;
mod format;
mod layout;
mod literal;
mod names;
mod print;
mod types;
mod view;

pub(crate) use docs::without_blanks;

use super::Files;
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{ClientFile, Service},
};
use example::Expressions;
use format::Piece;
use layout::Layout;
use names::Kind;
use rayon::prelude::*;
use std::{collections::BTreeMap, iter, sync::LazyLock};
use view::ServiceView;

/// What the crate is called, whose services it has, and where its sources are, as headers of files say it.
#[derive(Clone, Debug)]
pub struct Options {
    /// The vendor whose services name no other.
    pub vendor: String,
    /// What the clients of each vendor find by themselves; of one that is not here, nothing.
    pub clients: BTreeMap<String, ClientFile>,
    /// The package.
    pub crate_name: String,
    /// The folder of services.
    pub specs: String,
    /// Its version.
    pub version: String,
    /// What else its manifest says of the package, by key: a license, a repository.
    pub package: BTreeMap<String, String>,
    /// The folder of the runtime, as seen from the crate; without one, a registry has it.
    pub runtime: Option<String>,
    /// Whether the pages' sentences are left out, and names, types, constraints and links alone are documented.
    pub facts_only: bool,
    /// Whether each service is a crate of its own, in a folder of its module's name. The crate's name is their prefix.
    pub crate_per_service: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            vendor: "client".to_owned(),
            clients: BTreeMap::new(),
            crate_name: "client".to_owned(),
            specs: "specs".to_owned(),
            version: "0.1.0".to_owned(),
            package: BTreeMap::new(),
            runtime: None,
            facts_only: false,
            crate_per_service: false,
        }
    }
}

/// A service as the crate knows it: what its files and the crate's root are called by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Its id.
    pub service: String,
    /// Its module, which is a folder of the crate too.
    pub module: String,
    /// Its cargo feature.
    pub feature: String,
}

/// The services of a crate by id, each under names that no other has.
#[must_use]
pub fn members<'a>(services: impl IntoIterator<Item = &'a str>) -> Vec<Member> {
    let mut services: Vec<&str> = services.into_iter().collect();
    services.sort_unstable();
    let modules = names::assign(Kind::Module, services.iter().copied());
    let mut members: Vec<Member> = Vec::new();
    for (service, module) in services.into_iter().zip(modules) {
        let mut feature = print::package::feature(service);
        while members.iter().any(|member| member.feature == feature) {
            feature.push_str("-2");
        }
        members.push(Member { service: service.to_owned(), module: names::plain(&module), feature });
    }
    members
}

/// Every file of the crate, whatever the order of the services, and what could not be served.
#[must_use]
pub fn emit(services: &[Service], options: &Options) -> (Files, Vec<Diagnostic>) {
    let mut services: Vec<&Service> = services.iter().collect();
    services.sort_by(|a, b| a.service.cmp(&b.service));
    let members = members(services.iter().map(|service| service.service.as_str()));
    let all = |ir: &&Service, member: &Member| service(ir, member, options);
    let each: Vec<_> = services.par_iter().zip(&members).map(|(ir, member)| all(ir, member)).collect();
    let titled: Vec<(&Member, String)> = members.iter().zip(services.iter().map(|service| title(service))).collect();
    let (mut files, own) = package(&titled, options);
    let mut diagnostics = Vec::new();
    for (more, found) in each {
        files.extend(more);
        diagnostics.extend(found);
    }
    diagnostics.extend(own);
    (files, diagnostics)
}

/// The files of one service, which depend on no other, and what of it could not be served.
#[must_use]
pub fn service(service: &Service, member: &Member, options: &Options) -> (Files, Vec<Diagnostic>) {
    let mut output = Output { options, files: Files::new(), diagnostics: Vec::new() };
    let stripped;
    let service = if options.facts_only {
        stripped = facts_only::without_sentences(service);
        &stripped
    } else {
        service
    };
    let view = ServiceView::decide(service, &mut output.diagnostics);
    output.service(&view, member);
    (output.files, output.diagnostics)
}

/// The files that make the services one crate, each with its title. There are none where each has a crate of its own.
#[must_use]
pub fn package(members: &[(&Member, String)], options: &Options) -> (Files, Vec<Diagnostic>) {
    let mut output = Output { options, files: Files::new(), diagnostics: Vec::new() };
    if !options.crate_per_service {
        output.package(members);
    }
    (output.files, output.diagnostics)
}

/// A service's name for people, safe as running text.
#[must_use]
pub fn title(service: &Service) -> String {
    if service.title.is_empty() { docs::code(&service.service) } else { docs::inline(&service.title) }
}

/// Files as they are made.
struct Output<'a> {
    options: &'a Options,
    files: Files,
    diagnostics: Vec<Diagnostic>,
}

impl Output<'_> {
    fn service(&mut self, view: &ServiceView<'_>, member: &Member) {
        let layout = Layout::of(member, self.options);
        let source = format!("{}/{}/ir.yaml", self.options.specs, view.id);
        let expressions = Expressions::new(view, &layout);
        if self.options.crate_per_service {
            self.crate_of(view, member, &layout, &source);
        } else {
            let vendor = view.vendor.filter(|name| *name != self.options.vendor);
            let vendor = vendor.map(|name| print::vendor::table("", name, self.client(name)));
            let facts = print::client::facts(view, if vendor.is_some() { "VENDOR" } else { "super::VENDOR" });
            let tables = iter::once(facts).chain(vendor).map(Piece::Table);
            let client = print::client::file(view, print::client::module_head(view));
            self.rust(layout.root.clone(), &source, iter::once(client.into()).chain(tables));
        }
        let sources = &layout.sources;
        self.rust(format!("{sources}/model.rs"), &source, print::model::pieces(view));
        self.rust(format!("{sources}/operations/mod.rs"), &source, iter::once(print::operation::index(view)));
        for operation in &view.operations {
            let path = format!("{sources}/operations/{}.rs", names::plain(&operation.module));
            let page = format!("{}/{}/{}", self.options.specs, view.id, operation.ir.page);
            let example = print::example::lines(operation, &expressions);
            self.rust(path, &page, print::operation::pieces(view, operation, &example));
        }
        if !view.rules.is_empty() {
            self.rust(format!("{sources}/rules.rs"), &source, print::rules::pieces(view));
        }
        if !view.errors.is_empty() {
            self.rust(format!("{sources}/errors.rs"), &source, iter::once(print::errors::file(view)));
        }
        if let Some(samples) = print::samples::pieces(view) {
            self.rust(format!("{sources}/samples.rs"), &source, samples);
        }
        if let Some(mock) = print::mock::pieces(view) {
            self.rust(format!("{sources}/mock.rs"), &source, mock);
        }
        if let Some(tests) = print::tests::pieces(view, layout.feature.as_deref(), &expressions) {
            self.rust(layout.tests.clone(), &source, tests);
        }
    }

    /// What makes one service a crate of its own.
    fn crate_of(&mut self, view: &ServiceView<'_>, member: &Member, layout: &Layout, source: &str) {
        let head = print::package::service_head(view, &layout.package);
        let vendor = view.vendor.unwrap_or(&self.options.vendor);
        let vendor = print::vendor::table("pub ", vendor, self.client(vendor));
        let root = [
            print::client::file(view, head).into(),
            Piece::Table(print::client::facts(view, "VENDOR")),
            Piece::Table(vendor),
        ];
        self.rust(layout.root.clone(), source, root);
        self.settings(&format!("{}/", member.module), &layout::package(member, self.options), None, source);
    }

    fn package(&mut self, members: &[(&Member, String)]) {
        let source = format!("{}/*/ir.yaml", self.options.specs);
        let root = print::package::root(members, &layout::ident(&self.options.crate_name));
        let vendor = &self.options.vendor;
        let vendor = print::vendor::table("pub ", vendor, self.client(vendor));
        self.rust("src/lib.rs".to_owned(), &source, [root.into(), Piece::Table(vendor)]);
        self.settings("", &self.options.crate_name, Some(members), &source);
    }

    /// The files of a crate that are not Rust.
    fn settings(&mut self, folder: &str, package: &str, members: Option<&[(&Member, String)]>, source: &str) {
        let manifest = print::package::manifest(package, members, self.options, source);
        self.files.insert(format!("{folder}Cargo.toml"), manifest);
        self.files.insert(format!("{folder}rustfmt.toml"), print::package::formatter_settings(source));
    }

    /// What the clients of a vendor find by themselves.
    fn client(&self, vendor: &str) -> &ClientFile {
        static NOTHING: LazyLock<ClientFile> = LazyLock::new(ClientFile::default);
        self.options.clients.get(vendor).unwrap_or(&NOTHING)
    }

    fn rust(&mut self, path: String, source: &str, pieces: impl IntoIterator<Item = impl Into<Piece>>) {
        match format::file(source, pieces.into_iter().map(Into::into)) {
            Ok(text) => {
                self.files.insert(path, text);
            }
            Err(error) => self.diagnostics.push(Diagnostic::new(Code::EmittedCode, format!("{path}: {error}"))),
        }
    }
}

#[cfg(test)]
mod tests;
