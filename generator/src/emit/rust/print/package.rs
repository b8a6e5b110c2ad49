//! What makes services a crate, all of them or one: the manifest, the root, and what keeps formatters away.

use super::{
    super::{Member, Options, docs, format, names, view::ServiceView},
    client::Head,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::fmt::Write as _;

/// `Cargo.toml`: of the crate of all `members`, or without them of one service.
pub(crate) fn manifest(
    package: &str,
    members: Option<&[(&Member, String)]>,
    options: &Options,
    source: &str,
) -> String {
    let needed = env!("CARGO_PKG_VERSION");
    let runtime = match &options.runtime {
        None => format!("{{ version = \"{needed}\", default-features = false, features = [\"xml\"] }}"),
        Some(folder) => {
            let path = toml_text(folder);
            format!("{{ version = \"{needed}\", path = {path}, default-features = false, features = [\"xml\"] }}")
        }
    };
    let description =
        options.package.get("description").map_or("A typed client, made from API reference pages", |text| text);
    let mut more = String::new();
    for (key, text) in options.package.iter().filter(|(key, _)| *key != "description") {
        // Writing to a String cannot fail.
        let _ = writeln!(more, "{key} = {}", toml_text(text));
    }
    let (package, version, description) = (toml_text(package), toml_text(&options.version), toml_text(description));
    format!(
        r#"{header}

[package]
name = {package}
description = {description}
version = {version}
edition = "2024"
rust-version = "1.90"
{more}
{about}[features]
default = ["network"]
# Calls over the network. Without it, a program provides its own transport.
network = ["specwright-runtime/default"]
{switches}
# The examples of the pages as values, and mocks of the services.
samples = []
mock = ["samples"]
# `ResponseFuture::wait`, for code that is not asynchronous.
blocking = ["specwright-runtime/blocking"]
# `Serialize` and `Deserialize` of all types.
serde = ["specwright-runtime/serde"]

[dependencies]
specwright-runtime = {runtime}

[package.metadata.docs.rs]
all-features = true

[lints.rust]
unsafe_code = "forbid"
missing_docs = "warn"

[lints.clippy]
pedantic = {{ level = "warn", priority = -1 }}
missing_errors_doc = "allow"
module_name_repetitions = "allow"
"#,
        header = format::header("#", source),
        about = if members.is_some() {
            "# One feature per service. None is on by default, so that a program compiles only what it calls.\n"
        } else {
            ""
        },
        switches = members.map(switches).unwrap_or_default(),
    )
}

/// The cargo features of services, and the one that has all of them.
fn switches(members: &[(&Member, String)]) -> String {
    let mut full = String::new();
    let mut switches = String::new();
    for (Member { feature, .. }, _) in members {
        let _ = writeln!(full, "    \"{feature}\",");
        let _ = writeln!(switches, "{feature} = []");
    }
    let full = if full.is_empty() { full } else { format!("\n{full}") };
    format!("full = [{full}]\n{switches}")
}

/// A text as a value of TOML, which quotes as JSON does.
fn toml_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// `rustfmt.toml`: the files are formatted by the generator.
pub(crate) fn formatter_settings(source: &str) -> String {
    format!(
        "{}\n\n# The generator formats what it writes.\ndisable_all_formatting = true\n",
        format::header("#", source)
    )
}

/// `src/lib.rs` of the crate of all services.
pub(crate) fn root(members: &[(&Member, String)], package: &Ident) -> TokenStream {
    let lines = members.iter().map(|(member, title)| format!("{}: {title}", docs::code(&member.feature)));
    let client = members.first().map(|(Member { feature, module, .. }, _)| {
        let path = format!("{package}::{}", names::identifier(module));
        (Some(feature.as_str()), path)
    });
    let example = client.iter().flat_map(|(feature, path)| first_client(*feature, path, package));
    let docs = docs::Docs::own("A typed client, made from API reference pages.")
        .lines(example)
        .paragraph(SETTINGS)
        .paragraph("Each service is a module behind a cargo feature of its name; `full` has all of them.")
        .list(lines)
        .paragraph(&features("a trait per service that tests can implement"))
        .paragraph("The runtime that all of them use is re-exported as [`runtime`].")
        .inner();
    let runtime = runtime();
    let modules = members.iter().map(|(Member { feature, module, .. }, _)| {
        let module = names::identifier(module);
        quote!(#[cfg(feature = #feature)] pub mod #module;)
    });
    let made_for = made_for();
    quote! {
        #docs

        #runtime

        #(#modules)*

        #made_for
    }
}

/// How `src/lib.rs` of the crate of one service begins.
pub(crate) fn service_head(service: &ServiceView<'_>, package: &Ident) -> Head {
    let about = format!("A typed client of {}, made from API reference pages.", service.title);
    let docs = docs::Docs::own(&about)
        .lines(first_client(None, &package.to_string(), package))
        .paragraph(SETTINGS)
        .paragraph(&features("a trait of the service that tests can implement"))
        .paragraph("The runtime that it uses is re-exported as [`runtime`].")
        .inner();
    Head { docs, runtime: runtime(), made_for: Some(made_for()) }
}

/// How clients are configured, as the docs of a crate say it.
const SETTINGS: &str = "`Config::from_env` reads keys, region and project from the environment variables that [`VENDOR`] lists; \
     [`Config::builder`] sets them in the program. Each operation is a method of the client, with an example of its own.";

/// What the cargo features of a crate are for; `mock` is what the feature of this name adds.
fn features(mock: &str) -> String {
    format!(
        "The feature `samples` adds the examples of the pages as values, and `mock` {mock}. With `blocking`, calls can be \
         waited for without `async`."
    )
}

/// The runtime, and what of it callers are given.
fn runtime() -> TokenStream {
    quote! {
        pub use specwright_runtime as runtime;
        pub use specwright_runtime::{
            Bytes, Config, ConfigBuilder, Credentials, DriftRecorder, Error, ErrorKind, Extra, FilePart, Headers, Json,
            Keys, Nullable, Progress, Response, ResponseFuture, RetryPolicy, Timeouts, Token, Upload, Validate, Validation,
            WaitPolicy,
        };
        #[cfg(feature = "network")]
        pub use specwright_runtime::{NetworkSettings, transport::Proxy};
    }
}

/// A crate does not compile with a runtime that it was not made for.
fn made_for() -> TokenStream {
    let needed = env!("CARGO_PKG_VERSION");
    quote!(const _: () = runtime::emitted::made_for(#needed);)
}

/// How the client at `path` is made, as a block of documentation. It is compiled where its service is.
fn first_client(feature: Option<&str>, path: &str, package: &Ident) -> Vec<String> {
    let switch = feature.map(|feature| format!("# #[cfg(feature = \"{feature}\")]"));
    let lines = [
        format!("# async fn example() -> Result<(), {package}::Error> {{"),
        format!("let config = {package}::Config::from_env().await?;"),
        format!("let client = {path}::Client::new(&config);"),
        "# Ok(())".to_owned(),
        "# }".to_owned(),
        "```".to_owned(),
    ];
    ["```no_run".to_owned()].into_iter().chain(switch).chain(lines).collect()
}

/// The cargo feature of a service: what cargo takes of its id.
pub(crate) fn feature(id: &str) -> String {
    let feature: String =
        id.chars()
            .map(|char| {
                if char.is_ascii_alphanumeric() || char == '_' || char == '-' { char.to_ascii_lowercase() } else { '-' }
            })
            .collect();
    let feature = feature.trim_matches('-');
    match feature {
        "" if names::words(id).is_empty() => "service".to_owned(),
        "" => names::words(id).join("-"),
        "blocking" | "default" | "full" | "mock" | "network" | "samples" | "serde" => format!("{feature}-service"),
        feature => feature.to_owned(),
    }
}
