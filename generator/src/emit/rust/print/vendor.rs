//! The vendor in the crate's root: a table of what its clients find by themselves. Where a service is, too, is printed
//! here, in the same form.

use super::{super::literal, tables::filled};
use crate::ir::{ClientFile, Endpoints, MetadataFile, Names};

/// No line is longer.
const WIDTH: usize = 100;

/// Before the facts of a vendor.
const INDENT: &str = "        ";

/// The static `name`, seen as `visibility` says.
pub(crate) fn table(visibility: &str, vendor: &str, client: &ClientFile) -> String {
    let name = quoted(vendor);
    let facts: String = facts(client).iter().flat_map(|fact| ["\n", INDENT, ".", fact]).collect();
    format!(
        "runtime::vendor! {{\n    /// Where clients look for credentials, region and endpoints: environment variables, files, and the\n    \
         /// services that issue keys.\n    {visibility}static VENDOR = {name}{facts};\n}}\n"
    )
}

fn facts(client: &ClientFile) -> Vec<String> {
    let ClientFile { variables, profile, iam, sts, metadata, own_domains } = client;
    let mut facts = Vec::new();
    if !variables.is_empty() {
        facts.push(format!("variables({})", names(variables)));
    }
    if let Some(profile) = profile {
        let sections = list(&profile.sections, INDENT);
        facts.push(format!("profile({}, {sections}, {})", quoted(&profile.folder), names(&profile.keys)));
    }
    for (fact, endpoints) in [("iam", iam), ("sts", sts)] {
        if *endpoints != Endpoints::default() {
            facts.push(format!("{fact}({})", self::endpoints(endpoints, INDENT)));
        }
    }
    if let Some(metadata) = metadata {
        facts.push(format!("metadata({})", self::metadata(metadata)));
    }
    if !own_domains.is_empty() {
        facts.push(format!("own_domains({})", list(own_domains, INDENT)));
    }
    facts
}

/// What each is called, by what it means: a line each.
fn names(names: &Names) -> String {
    let pairs = names.iter().flat_map(|(variable, names)| {
        names.as_slice().iter().map(move |name| format!("{INDENT}    ({variable:?}, {}),\n", quoted(name)))
    });
    format!("&[\n{}{INDENT}]", pairs.collect::<String>())
}

fn metadata(metadata: &MetadataFile) -> String {
    let some = |text: Option<String>| text.map_or_else(|| "None".to_owned(), |text| format!("Some({text})"));
    let token = metadata.token.as_ref();
    let token =
        token.map(|token| format!("[{}, {}, {}]", quoted(&token.path), quoted(&token.header), quoted(&token.life)));
    let fields = [
        ("url", quoted(&metadata.url)),
        ("keys", quoted(&metadata.keys)),
        ("token", some(token)),
        ("without_keys", some(metadata.without_keys.as_deref().map(quoted))),
    ];
    structure("Metadata", fields.map(|(name, value)| format!("{name}: {value}")).to_vec(), INDENT)
}

/// Where a service is, in a line that begins at `indent`.
pub(super) fn endpoints(endpoints: &Endpoints, indent: &str) -> String {
    let inner = format!("{indent}    ");
    let some = |url: &Option<String>| url.as_deref().map(|url| format!("Some({})", quoted(url)));
    let hosts: Vec<String> =
        endpoints.hosts.iter().map(|(region, host)| format!("({}, {})", quoted(region), quoted(host))).collect();
    let fields = [
        ("pattern", some(&endpoints.pattern)),
        ("regions", (!endpoints.regions.is_empty()).then(|| list(&endpoints.regions, &inner))),
        ("hosts", (!hosts.is_empty()).then(|| items(&hosts, &inner))),
        ("global", some(&endpoints.global)),
    ];
    let mut fields: Vec<String> =
        fields.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect();
    if fields.len() < 4 {
        fields.push("..Endpoints::BASE".to_owned());
    }
    structure("Endpoints", fields, indent)
}

/// A struct with a field a line.
fn structure(name: &str, fields: Vec<String>, indent: &str) -> String {
    let fields: String =
        fields
            .into_iter()
            .map(|field| {
                if field.starts_with("..") {
                    format!("{indent}    {field}\n")
                } else {
                    format!("{indent}    {field},\n")
                }
            })
            .collect();
    format!("{name} {{\n{fields}{indent}}}")
}

/// A list of texts.
pub(super) fn list(texts: &[String], indent: &str) -> String {
    items(&texts.iter().map(|text| quoted(text)).collect::<Vec<_>>(), indent)
}

/// A list in one line, or as many of its items to a line as it takes.
fn items(items: &[String], indent: &str) -> String {
    let line = format!("&[{}]", items.join(", "));
    if indent.len() + line.chars().count() <= WIDTH / 2 {
        return line;
    }
    format!("&[\n{}{indent}]", filled(items, &format!("{indent}    ")))
}

fn quoted(text: &str) -> String {
    literal::text(text).to_string()
}
