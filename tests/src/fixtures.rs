//! `fixtures/<name>/`: pages (`page*.<ending>`), what must come of them (`ir.yaml`, `diagnostics.out`), and, where the
//! case needs them, `service.yaml` and the present IR (`lock.yaml`). A file that is not there means: nothing.
//! `SPECWRIGHT_BLESS=1` writes what came as what must come.

use crate::places::{entries, pages_below, shown, unaccounted, workspace};
use specwright::{
    Compiled, compile,
    ir::{Service, ServiceFile},
    link,
    page::Source,
};
use std::{fs, path::Path, sync::Arc};

#[test]
fn every_fixture_gives_what_its_folder_says() {
    let bless = std::env::var_os("SPECWRIGHT_BLESS").is_some();
    let mut failures = Vec::new();
    for folder in entries(&workspace().join("tests/fixtures")) {
        let compiled = run(&folder);
        failures.extend(unaccounted(&compiled));
        let ir = if compiled.service.operations.is_empty() && compiled.service.types.is_empty() {
            String::new()
        } else {
            compiled.service.to_yaml().unwrap()
        };
        for (file, came) in [("ir.yaml", ir), ("diagnostics.out", shown(&compiled))] {
            let path = folder.join(file);
            if bless {
                bless_with(&path, &came);
                continue;
            }
            let must = fs::read_to_string(&path).unwrap_or_default();
            if came != must {
                failures.push(format!("{}\n--- must come\n{must}\n--- came\n{came}", path.display()));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

fn bless_with(path: &Path, came: &str) {
    if came.is_empty() {
        let _ = fs::remove_file(path);
    } else {
        fs::write(path, came).unwrap();
    }
}

fn run(folder: &Path) -> Compiled {
    let id = folder.file_name().unwrap().to_str().unwrap().replace('-', "_");
    let lock = source(&folder.join("lock.yaml")).map(|source| Service::from_yaml(&source).unwrap());
    let mut compiled =
        compile(&pages_below(folder), &link::Context { service: &id, lock: lock.as_ref(), ..link::Context::default() });
    if let Some(source) = source(&folder.join("service.yaml")) {
        let file = ServiceFile::from_yaml(&source).unwrap();
        compiled.diagnostics.extend(file.apply(&mut compiled.service, &compiled.offers, &source));
    }
    compiled
}

fn source(path: &Path) -> Option<Arc<Source>> {
    let text = fs::read_to_string(path).ok()?;
    Some(Arc::new(Source::new(path.file_name().unwrap().to_str().unwrap(), text)))
}
