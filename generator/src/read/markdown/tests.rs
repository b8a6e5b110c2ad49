use crate::read::outline::{check_places, outline, read};

fn outline_of(source: &str) -> String {
    let page = read("page.md", source);
    check_places(&page);
    outline(&page)
}

#[test]
fn corpus_look() {
    let Ok(path) = std::env::var("LOOK") else { return };
    let bytes = std::fs::read(&path).unwrap();
    let page = crate::read::read(&path, &bytes, crate::glossary::Glossary::builtin()).0;
    println!("{}", outline(&page));
}
