//! Files of the runtime and what they import of one another: no two of them may lead to each other. A file may use what
//! the room around it states; that is no circle here.

use crate::places::{files_below, workspace};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use syn::{Item, UseTree};

#[test]
fn no_two_files_of_the_runtime_import_each_other() {
    let root = workspace().join("runtime/src");
    let files = files_below(&root, "rs").into_iter().filter(|file| !file.ends_with("tests.rs"));
    let sources: BTreeMap<Vec<String>, String> =
        files.map(|file| (module(&root, &file), fs::read_to_string(file).unwrap())).collect();
    let mut imports: BTreeMap<&Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
    for (module, source) in &sources {
        let used = paths(source).into_iter().filter_map(|path| resolved(module, path, &sources));
        imports.insert(module, used.filter(|used| !module.starts_with(used)).collect());
    }
    // What imports nothing that is left is in no circle.
    loop {
        let left: BTreeSet<Vec<String>> = imports.keys().map(|module| (*module).clone()).collect();
        let before = imports.len();
        imports.retain(|_, used| !used.is_disjoint(&left));
        if imports.len() == before {
            break;
        }
    }
    assert!(sources.len() > 80 && imports.is_empty(), "these lead to one another: {:?}", imports.keys());
}

/// `transport::upload` for `transport/upload.rs`, `transport` for `transport/mod.rs`.
fn module(root: &Path, file: &Path) -> Vec<String> {
    let path = file.strip_prefix(root).unwrap().with_extension("");
    let names = path.iter().map(|name| name.to_str().unwrap().to_owned());
    names.filter(|name| name != "mod" && name != "lib").collect()
}

/// Every path that a source imports.
fn paths(source: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for item in syn::parse_file(source).unwrap().items {
        if let Item::Use(item) = item {
            spread(&item.tree, &mut Vec::new(), &mut found);
        }
    }
    found
}

fn spread(tree: &UseTree, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            spread(&path.tree, before, found);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| spread(tree, before, found)),
        UseTree::Name(name) => found.push(before.iter().cloned().chain([name.ident.to_string()]).collect()),
        UseTree::Rename(name) => found.push(before.iter().cloned().chain([name.ident.to_string()]).collect()),
        UseTree::Glob(_) => found.push(before.clone()),
    }
}

/// The file that a path of `module` leads to; none if that is another crate's.
fn resolved(module: &[String], path: Vec<String>, files: &BTreeMap<Vec<String>, String>) -> Option<Vec<String>> {
    let ups = path.iter().take_while(|name| *name == "super").count();
    let mut whole: Vec<String> = match path.first()?.as_str() {
        "crate" => path.into_iter().skip(1).collect(),
        "super" => module.iter().take(module.len() - ups).cloned().chain(path.into_iter().skip(ups)).collect(),
        _ => module.iter().cloned().chain(path).collect(),
    };
    while !files.contains_key(&whole) {
        whole.pop();
    }
    (!whole.is_empty() && whole != module).then_some(whole)
}
