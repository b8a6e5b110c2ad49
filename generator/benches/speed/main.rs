//! What reading and emitting cost, beside the bare parsers and the bare formatter beneath them, in one run on one
//! thread. Ratios hold on any machine; rates only beside others of the same run.
//!
//!     cargo bench -p specwright --bench speed                      real pages where they are, else made ones
//!     cargo bench -p specwright --bench speed -- FOLDER            the pages in a folder
//!     cargo bench -p specwright --bench speed -- write FOLDER 500  a project of so many made pages, for `tests/speed`
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a measurement may stop, and rounds its figures"
)]

mod clock;
mod pages;

use clock::{best, peak_memory, reset_peak};
use specwright::{
    Glossary, PageFile, compile,
    emit::rust::{self, Options},
    interpret, ir, link, read,
};
use std::{
    collections::BTreeMap,
    hint::black_box,
    path::{Path, PathBuf},
    time::Duration,
};

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [command, folder, count] = arguments.as_slice()
        && command == "write"
    {
        return pages::write(Path::new(folder), count.parse().unwrap());
    }
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = arguments.first().map_or(corpus, PathBuf::from);
    let mut found = Vec::new();
    pages::below(&folder, &mut found);
    if found.is_empty() {
        println!("no pages at {}: made ones instead", folder.display());
        found = pages::made(1_000);
    }
    for ending in ["md", "html", "rst", "txt"] {
        let pages: Vec<PageFile> = found.iter().filter(|page| page.path.ends_with(ending)).cloned().collect();
        if !pages.is_empty() {
            reading(ending, &pages);
        }
    }
    emitting(&found);
    growing();
}

fn reading(ending: &str, pages: &[PageFile]) {
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    let rate = |time: Duration| bytes as f64 / time.as_secs_f64() / 1e6;
    let glossary = Glossary::builtin();
    println!("\n.{ending}: {} pages, {:.1} MB", pages.len(), bytes as f64 / 1e6);
    let bare = best(|| pages.iter().for_each(|page| bare(ending, &page.bytes)));
    let read = best(|| pages.iter().for_each(|page| drop(black_box(read::read(&page.path, &page.bytes, glossary)))));
    let trees: Vec<_> = pages.iter().map(|page| read::read(&page.path, &page.bytes, glossary).0).collect();
    let interpreted = best(|| trees.iter().for_each(|page| drop(black_box(interpret::interpret(page, glossary)))));
    drop(trees);
    let services = services(pages);
    let whole = best(|| {
        for (service, pages) in &services {
            black_box(ir::check(&compile(pages, &link::Context { service, ..Default::default() }).service));
        }
    });
    let parser = match ending {
        "md" => "pulldown-cmark, scraper",
        "html" => "scraper",
        _ => "lines",
    };
    for (what, time) in [(parser, bare), ("read", read), ("interpret", interpreted), ("pages to IR", whole)] {
        println!("  {what:<24}{:8.1} MB/s {:6.2} of the bare parser", rate(time), rate(time) / rate(bare));
    }
}

/// What cannot be done without: the page parsed, and nothing made of it.
fn bare(ending: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match ending {
        "md" => bare_markdown(&text),
        "html" => drop(black_box(scraper::Html::parse_document(&text))),
        _ => drop(black_box(text.lines().map(|line| line.trim().len()).max())),
    }
}

fn bare_markdown(text: &str) {
    use pulldown_cmark::{Event, Options, Parser, TagEnd};
    let mut html = String::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Html(piece) | Event::InlineHtml(piece) => html.push_str(&piece),
            Event::End(TagEnd::HtmlBlock) => drop(black_box(scraper::Html::parse_fragment(&std::mem::take(&mut html)))),
            event => drop(black_box(event)),
        }
    }
}

fn emitting(pages: &[PageFile]) {
    let compile = |(service, pages): (String, Vec<PageFile>)| {
        compile(&pages, &link::Context { service: &service, ..Default::default() }).service
    };
    let services: Vec<ir::Service> = services(pages).into_iter().map(compile).collect();
    let types: usize = services.iter().map(|service| service.types.len()).sum();
    let operations: usize = services.iter().map(|service| service.operations.len()).sum();
    let (files, _) = rust::emit(&services, &Options::default());
    let code: Vec<&String> = files.iter().filter(|(path, _)| is_rust(path)).map(|(_, text)| text).collect();
    let bytes: usize = code.iter().map(|text| text.len()).sum();
    println!("\nemit: {types} types, {operations} operations, {:.1} MB of code", bytes as f64 / 1e6);
    let formatter = best(|| {
        for text in &code {
            black_box(prettyplease::unparse(&syn::parse_file(text).unwrap()));
        }
    });
    let whole = best(|| drop(black_box(rust::emit(&services, &Options::default()))));
    let share = whole.as_secs_f64() / formatter.as_secs_f64();
    let rate = |count: usize| count as f64 / whole.as_secs_f64();
    println!("  {:.0} types and {:.0} operations a second", rate(types), rate(operations));
    println!(
        "  syn and prettyplease alone, on the same code, {:.1} MB/s; emission as a whole takes {share:.2} of their time",
        bytes as f64 / formatter.as_secs_f64() / 1e6
    );
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "rs")
}

fn growing() {
    println!("\ngrowth: one service of made pages, to IR");
    for count in [200, 800, 3_200] {
        let pages = pages::made(count);
        let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
        reset_peak();
        let before = peak_memory();
        let time = best(|| drop(black_box(compile(&pages, &link::Context { service: "all", ..Default::default() }))));
        let peak = peak_memory()
            .zip(before)
            .map_or(f64::NAN, |(after, before)| after.saturating_sub(before) as f64 / bytes as f64);
        let rate = bytes as f64 / time.as_secs_f64() / 1e6;
        println!(
            "  {count:>5} pages {:6.1} MB {rate:8.1} MB/s, peak memory {peak:.1} of the pages' bytes",
            bytes as f64 / 1e6
        );
    }
}

/// The folder that holds a page is its service.
fn services(pages: &[PageFile]) -> Vec<(String, Vec<PageFile>)> {
    let mut services: BTreeMap<String, Vec<PageFile>> = BTreeMap::new();
    for page in pages {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        services.entry(folder.to_owned()).or_default().push(page.clone());
    }
    let name = |index: usize| format!("service_{index}");
    services.into_values().enumerate().map(|(index, pages)| (name(index), pages)).collect()
}
