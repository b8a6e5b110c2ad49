//! What makes the services one crate: its manifest, its root, and what keeps formatters away from it.

use super::super::{Member, Options, docs, format, names};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// `Cargo.toml`.
pub(crate) fn manifest(options: &Options, members: &[(&Member, String)], source: &str) -> String {
    let features: Vec<&str> = members.iter().map(|(member, _)| member.feature.as_str()).collect();
    let full: Vec<String> = features.iter().map(|feature| format!("    \"{feature}\",\n")).collect();
    let full = if full.is_empty() { String::new() } else { format!("\n{}", full.concat()) };
    let switches: Vec<String> = features.iter().map(|feature| format!("{feature} = []\n")).collect();
    let needed = env!("CARGO_PKG_VERSION");
    let runtime = match &options.runtime {
        None => format!("{{ version = \"{needed}\", default-features = false, features = [\"xml\"] }}"),
        Some(folder) => {
            let path = toml_text(folder);
            format!("{{ version = \"{needed}\", path = {path}, default-features = false, features = [\"xml\"] }}")
        }
    };
    let (package, version) = (toml_text(&options.crate_name), toml_text(&options.version));
    format!(
        r#"{header}

[package]
name = {package}
description = "A typed client, made from API reference pages"
version = {version}
edition = "2024"
rust-version = "1.90"

# A feature a service. None is on by default: a program compiles what it calls.
[features]
default = ["network"]
# Calls over the network. Without it, a program brings a transport of its own.
network = ["specwright-runtime/default"]
full = [{full}]
{switches}
# The examples of the pages as values, and services that tests play.
samples = []
mock = ["samples"]
# `Sending::wait`, for code that is not asynchronous.
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
        switches = switches.concat(),
    )
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

/// `src/lib.rs`.
pub(crate) fn root(members: &[(&Member, String)], package: &Ident) -> TokenStream {
    let lines = members.iter().map(|(member, title)| format!("{}: {title}", docs::code(&member.feature)));
    let docs = docs::Docs::own("A typed client, made from API reference pages.")
        .lines(members.first().iter().flat_map(|(member, _)| first_client(member, package)))
        .paragraph(
            "Keys, region and project come from the environment, as [`VENDOR`] says; [`Config::builder`] takes them from \
             the program. Each operation is a method of the client, with an example of its own.",
        )
        .paragraph("Each service is a module behind a cargo feature of its name; `full` has all of them.")
        .list(lines)
        .paragraph(
            "The feature `samples` adds the examples of the pages as values, and `mock` a trait a service, so that tests \
             can play it. With `blocking`, calls can be waited for without `async`.",
        )
        .paragraph("What all of them stand on is re-exported as [`runtime`].")
        .inner();
    let needed = env!("CARGO_PKG_VERSION");
    let modules = members.iter().map(|(Member { feature, module, .. }, _)| {
        let module = names::identifier(module);
        quote!(#[cfg(feature = #feature)] pub mod #module;)
    });
    quote! {
        #docs

        pub use specwright_runtime as runtime;
        pub use specwright_runtime::{
            Bytes, Config, ConfigBuilder, Credentials, DriftRecorder, Error, ErrorKind, Extra, FilePart, Headers, Json,
            Keys, Nullable, Progress, Response, RetryPolicy, Sending, Timeouts, Token, Upload, Validate, Validation,
            Waiting,
        };
        #[cfg(feature = "network")]
        pub use specwright_runtime::{NetworkSettings, transport::Proxy};

        #(#modules)*

        const _: () = runtime::emitted::made_for(#needed);
    }
}

/// How a client is made, as a block of documentation. It is compiled where its service is.
fn first_client(member: &Member, package: &Ident) -> Vec<String> {
    let Member { feature, module, .. } = member;
    [
        "```no_run",
        &format!("# #[cfg(feature = \"{feature}\")]"),
        &format!("# async fn example() -> Result<(), {package}::Error> {{"),
        &format!("let config = {package}::Config::from_env().await?;"),
        &format!("let client = {package}::{}::Client::new(&config);", names::identifier(module)),
        "# Ok(())",
        "# }",
        "```",
    ]
    .map(str::to_owned)
    .to_vec()
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
