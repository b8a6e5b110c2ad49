//! The rules of the house, held by reading its source.

use crate::{
    emitted_crate,
    places::{files_below, workspace},
};
use specwright::emit::rust;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Lines of a file that does one thing.
const LONGEST_FILE: usize = 450;

#[test]
fn a_room_calls_only_on_the_rooms_that_the_architecture_allows() {
    let mut breaches = BTreeSet::new();
    for source in ["generator/src", "runtime/src"] {
        let allowed = allowed(source);
        for (room, may_use) in &allowed {
            let folder = workspace().join(source).join(room);
            assert!(folder.is_dir(), "ARCHITECTURE.md names the module `{room}` of {source}, which does not exist");
            for file in files_below(&folder, "rs").into_iter().filter(|file| !is_test(file)) {
                for used in rooms_used(&code(&file)) {
                    if allowed.contains_key(&used) && used != *room && !may_use.contains(&used) {
                        breaches.insert(format!("{} uses `{used}`", shown(&file)));
                    }
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{}", lines(breaches));
}

#[test]
fn every_room_of_the_runtime_is_in_the_table() {
    let rooms = fs::read_dir(workspace().join("runtime/src")).unwrap().map(|entry| entry.unwrap());
    let rooms = rooms.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().into_string().unwrap());
    assert_eq!(rooms.collect::<BTreeSet<_>>(), allowed("runtime/src").into_keys().collect());
}

/// A table of modules in ARCHITECTURE.md: its first and its last column. `all above` are the rows before, `all` are all.
fn allowed(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(workspace().join("ARCHITECTURE.md")).unwrap();
    let table = text.split_once(&format!("Modules of `{source}`")).expect("a table of modules").1;
    let mut allowed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut above = BTreeSet::new();
    let rows = table.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    for line in rows {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let Some(room) = cells[0].strip_prefix('`').and_then(|room| room.strip_suffix("/`")) else { continue };
        let last = *cells.last().unwrap();
        if last == "all" {
            continue;
        }
        let may_use: BTreeSet<String> = match last {
            "all above" => above.clone(),
            rooms => rooms.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect(),
        };
        above.insert(room.to_owned());
        allowed.insert(room.to_owned(), may_use);
    }
    assert!(allowed.len() > 5, "no table of modules of {source} in ARCHITECTURE.md");
    allowed
}

/// The first names after each `crate::`, also in braces.
fn rooms_used(code: &str) -> BTreeSet<String> {
    code.split("crate::").skip(1).flat_map(first_names).collect()
}

/// `page::Span` has one, `{ir::{Facts, Field}, link}` has two.
fn first_names(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else { return first_name(path).into_iter().collect() };
    let mut outer = String::new();
    let mut depth = 0;
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            c if depth == 0 => outer.push(c),
            _ => {}
        }
    }
    outer.split(',').filter_map(|item| first_name(item.trim_start())).collect()
}

fn first_name(text: &str) -> Option<String> {
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

#[test]
fn the_vendor_that_is_built_in_is_named_in_its_folder_alone() {
    let folders = ["generator/src", "runtime/src"];
    let files = folders.iter().flat_map(|folder| files_below(&workspace().join(folder), "rs"));
    let named = files.filter(|file| !is_test(file)).filter(|file| {
        let code = code(file).to_lowercase();
        // What a test in the file says is no matter.
        code.split("#[cfg(test)]").next().unwrap().contains("huawei")
    });
    let named: Vec<String> = named.map(|file| shown(&file)).collect();
    assert_eq!(named, ["generator/src/vendors.rs"]);
}

/// What the runtime can state of an operation and no page brings about would be dead; `tests/emitted/wire.rs` looks at
/// each on the wire.
#[test]
fn every_fact_of_an_operation_comes_from_a_page() {
    let facts = fs::read_to_string(workspace().join("runtime/src/facts/operation.rs")).unwrap();
    let facts = facts.split_once("/// An input that the client fills.").unwrap().0;
    let methods = facts.split("pub const fn ").skip(1).filter_map(|method| method.split_once("(mut self"));
    let methods: BTreeSet<&str> = methods.map(|(name, _)| name).collect();
    let (files, _) = rust::emit(&emitted_crate::services_of_pages(), &emitted_crate::options());
    let emitted: String = files.into_values().collect();
    let dead: Vec<_> = methods.iter().filter(|name| !emitted.contains(&format!("        .{name}("))).collect();
    assert!(methods.len() > 8 && dead.is_empty(), "no page brings them about: {dead:?}");
}

/// The emitter prints variants of the one enumeration, which the runtime reads as those of the other.
#[test]
fn a_vendor_s_variables_mean_the_same_to_generator_and_runtime() {
    let variants = |file: &str| {
        let source = syn::parse_file(&fs::read_to_string(workspace().join(file)).unwrap()).unwrap();
        let found = source.items.into_iter().find_map(|item| match item {
            syn::Item::Enum(item) if item.ident == "Variable" => Some(item.variants),
            _ => None,
        });
        found.unwrap().into_iter().map(|variant| variant.ident.to_string()).collect::<Vec<_>>()
    };
    let known = variants("runtime/src/facts/vendor.rs");
    assert!(known.len() > 20);
    assert_eq!(variants("generator/src/ir/client_file.rs"), known);
}

#[test]
fn the_yaml_crate_is_used_in_one_file() {
    let files = files_below(&workspace().join("generator"), "rs");
    let users: Vec<String> =
        files.iter().filter(|file| code(file).contains("serde_yaml")).map(|file| shown(file)).collect();
    assert_eq!(users, ["generator/src/yaml.rs"]);
}

#[test]
fn the_core_knows_neither_network_nor_clock() {
    let forbidden = ["std::net", "SystemTime", "Instant::now", "reqwest", "chrono::", "env::var"];
    // Cargo tells a build script by its environment where to write.
    let outside = ["generator/src/builder.rs", "generator/src/command/", "generator/src/mock/", "generator/src/fetch/"];
    let mut breaches = BTreeSet::new();
    for file in files_below(&workspace().join("generator/src"), "rs") {
        let name = shown(&file);
        if is_test(&file) || outside.iter().any(|folder| name.starts_with(folder)) {
            continue;
        }
        let code = code(&file);
        breaches.extend(forbidden.iter().filter(|word| code.contains(**word)).map(|word| format!("{name}: {word}")));
    }
    assert!(breaches.is_empty(), "{}", lines(breaches));
}

#[test]
fn the_runtime_writes_no_file_that_nobody_asked_for() {
    let writes = ["fs::write", "File::create", "OpenOptions", "create_dir", "fs::remove", "fs::rename"];
    // Drift and exchanges are written where a program gives the path.
    let asked = ["runtime/src/config/drift_recorder.rs", "runtime/src/transport/recording.rs"];
    let files = files_below(&workspace().join("runtime/src"), "rs");
    let found: Vec<String> = files
        .iter()
        .filter(|file| !is_test(file) && writes.iter().any(|word| code(file).contains(word)))
        .map(|file| shown(file))
        .collect();
    assert_eq!(found, asked);
}

/// What a program names in its own code is at the root; what emitted code alone needs has its one place.
#[test]
fn what_emitted_code_alone_needs_is_not_at_the_root_of_the_runtime() {
    let names = |file: &str| -> BTreeSet<String> {
        let code = code(&workspace().join("runtime/src").join(file));
        let exports = code.split("pub use ").skip(1).filter_map(|rest| rest.split_once(';'));
        let names =
            exports.flat_map(|(path, _)| path.split(|c: char| !(c.is_alphanumeric() || c == '_')).map(str::to_owned));
        names.filter(|name| name.starts_with(char::is_uppercase)).collect()
    };
    let (root, emitted) = (names("lib.rs"), names("emitted/mod.rs"));
    assert!(root.contains("Client") && emitted.contains("Service"));
    // Middleware and drift hooks are given operations, and a parameter can be of a program's own type.
    assert_eq!(root.intersection(&emitted).collect::<Vec<_>>(), ["Operation", "Parameter"]);
}

/// What is assigned through the wrapper leaves the former bytes in memory: a new wrapper wipes the old one.
#[test]
fn a_secret_is_not_assigned_through_its_wrapper() {
    let mut breaches = BTreeSet::new();
    for file in files_below(&workspace().join("runtime/src"), "rs") {
        let code = code(&file);
        let wrapped = code.lines().filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("let mut ")?.split_once(" = ")?;
            value.contains("Zeroizing::new").then_some(name)
        });
        let assigned = wrapped.filter(|name| code.contains(&format!(" *{name} = ")));
        breaches.extend(assigned.map(|name| format!("{}: *{name}", shown(&file))));
    }
    assert!(breaches.is_empty(), "{}", lines(breaches));
}

#[test]
fn every_dependency_is_named_with_its_reason() {
    let text = fs::read_to_string(workspace().join("ARCHITECTURE.md")).unwrap();
    let reasons = text.split("## Dependencies").nth(1).expect("a section on dependencies");
    let named: BTreeSet<&str> = reasons.split(|c: char| !(c.is_alphanumeric() || "_-".contains(c))).collect();
    let mut unnamed = BTreeSet::new();
    for package in ["generator", "runtime", "generated"] {
        let manifest = fs::read_to_string(workspace().join(package).join("Cargo.toml")).unwrap();
        let dependencies = manifest.split("[dependencies]\n").nth(1).expect("dependencies");
        let lines = dependencies.lines().take_while(|line| !line.starts_with('['));
        let foreign = lines.filter_map(first_word).filter(|name| !name.starts_with("specwright"));
        unnamed.extend(foreign.filter(|name| !named.contains(name)).map(|name| format!("{package}: {name}")));
    }
    assert!(unnamed.is_empty(), "ARCHITECTURE.md does not say why:\n{}", lines(unnamed));
}

#[test]
fn the_book_has_the_limits_of_the_source() {
    use specwright::limits as l;
    let chapter = fs::read_to_string(workspace().join("docs/src/reliability.md")).unwrap();
    let table = chapter.split("| limit | value |").nth(1).expect("a table of limits");
    let values: Vec<usize> = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let value = line.split('|').nth(2).unwrap().trim();
            let unit = if value.ends_with("MiB") { 1 << 20 } else { 1 };
            value.trim_end_matches(" MiB").replace(',', "").parse::<usize>().unwrap() * unit
        })
        .collect();
    let limits = [
        l::LARGEST_PAGE,
        l::DEEPEST_FOLDER,
        l::DEEPEST_ELEMENT,
        l::MOST_ATTRIBUTES,
        l::MOST_COLUMNS,
        l::MOST_COPIED,
        l::DEEPEST_BODY,
        l::MOST_CELLS,
        l::LONGEST_TARGET,
        l::DEEPEST_TYPE_CELL,
        l::DEEPEST_EXAMPLE,
        l::DEEPEST_TYPE,
        l::MOST_NAMESAKES,
        l::MOST_CLAIMS,
        l::MOST_SLIPS,
        l::MOST_YAML_NODES,
    ];
    assert_eq!(values, limits);
}

/// The key that a line of a manifest opens with.
fn first_word(line: &str) -> Option<&str> {
    let end = line.find(['.', ' ', '='])?;
    line.get(..end).filter(|word| !word.is_empty() && !word.starts_with('#'))
}

#[test]
fn every_module_says_what_it_is() {
    let untold = sources()
        .into_iter()
        .filter(|file| !is_test(Path::new(file)) && !fs::read_to_string(file).unwrap().starts_with("//!"));
    let untold: BTreeSet<String> = untold.map(|file| shown(Path::new(&file))).collect();
    assert!(untold.is_empty(), "these files do not open with `//!`:\n{}", lines(untold));
}

#[test]
fn no_file_is_longer_than_a_thing_needs() {
    let long = sources().into_iter().filter_map(|file| {
        let count = fs::read_to_string(&file).unwrap().lines().count();
        (count > LONGEST_FILE).then(|| format!("{}: {count} lines", shown(Path::new(&file))))
    });
    let long: BTreeSet<String> = long.collect();
    assert!(long.is_empty(), "split by meaning:\n{}", lines(long));
}

#[test]
fn every_code_has_cause_and_cure_and_its_number_once() {
    let mut ids = BTreeSet::new();
    for code in specwright::diagnostic::Code::ALL {
        assert!(ids.insert(code.id()), "{} stands twice", code.id());
        assert!(!code.cause().is_empty() && !code.cure().is_empty(), "{}", code.id());
        assert!(code.cause().ends_with('.') && code.cure().ends_with('.'), "{}: sentences end", code.id());
        assert!(!code.title().ends_with('.'), "{}: a headline has no full stop", code.id());
    }
}

/// The Rust files that people write.
fn sources() -> Vec<String> {
    let folders = ["generator/src", "runtime/src", "tests/src"];
    let files = folders.iter().flat_map(|folder| files_below(&workspace().join(folder), "rs"));
    files.map(|file| file.to_string_lossy().into_owned()).collect()
}

/// Unit tests may use what makes their material.
fn is_test(file: &Path) -> bool {
    file.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("tests"))
        || file.components().any(|part| part.as_os_str() == "tests" && !file.starts_with(workspace().join("tests")))
}

/// A file's text without its line comments.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

fn shown(file: &Path) -> String {
    file.strip_prefix(workspace()).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

fn lines(items: BTreeSet<String>) -> String {
    items.into_iter().collect::<Vec<_>>().join("\n")
}

#[test]
fn paths_in_braces_are_read() {
    let used = rooms_used("use crate::{\n    ir::{Facts, page},\n    link,\n};\nlet x = crate::emit::y();");
    assert_eq!(used.into_iter().collect::<Vec<_>>(), ["emit", "ir", "link"]);
}
