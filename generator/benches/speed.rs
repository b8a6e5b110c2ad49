//! How fast pages are read, beside the bare parsers beneath the readers, in one run on one thread.
//!
//! `cargo bench -p specwright --bench speed [-- FOLDER]`

#![allow(clippy::unwrap_used, clippy::cast_precision_loss, reason = "a measurement may stop, and rounds its figures")]

use specwright::{PageFile, compile, glossary::Glossary, interpret, link, read};
use std::{
    collections::BTreeMap,
    hint::black_box,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder =
        folder.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/pages"), PathBuf::from);
    for ending in ["md", "rst", "html", "txt"] {
        let pages = pages(&folder, ending);
        if !pages.is_empty() {
            report(ending, &pages);
        }
    }
}

fn report(ending: &str, pages: &[PageFile]) {
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    let rate = |time: Duration| bytes as f64 / time.as_secs_f64() / 1e6;
    let glossary = Glossary::builtin();
    println!("{ending}: {} pages, {:.1} MB", pages.len(), bytes as f64 / 1e6);
    let bare = best(|| {
        for page in pages {
            let text = String::from_utf8_lossy(&page.bytes);
            match ending {
                "md" => bare_markdown(&text),
                "html" => drop(black_box(scraper::Html::parse_document(&text))),
                _ => drop(black_box(text.lines().map(str::len).max())),
            }
        }
    });
    println!("  bare parser   {:8.1} MB/s", rate(bare));
    let read_pages =
        best(|| pages.iter().for_each(|page| drop(black_box(read::read(&page.path, &page.bytes, glossary)))));
    println!("  read          {:8.1} MB/s  {:.2} of bare", rate(read_pages), rate(read_pages) / rate(bare));
    let trees: Vec<_> = pages.iter().map(|page| read::read(&page.path, &page.bytes, glossary).0).collect();
    let interpreted = best(|| trees.iter().for_each(|page| drop(black_box(interpret::interpret(page, glossary)))));
    println!("  interpret     {:8.1} MB/s", rate(interpreted));
    let services = services(pages);
    let whole = best(|| {
        for (service, pages) in &services {
            let compiled = compile(pages, &link::Context { service, ..Default::default() });
            black_box(specwright::ir::check(&compiled.service));
        }
    });
    println!("  pages to IR   {:8.1} MB/s  {:.2} of bare", rate(whole), rate(whole) / rate(bare));
}

fn bare_markdown(text: &str) {
    let mut html = String::new();
    for event in pulldown_cmark::Parser::new_ext(text, pulldown_cmark::Options::ENABLE_TABLES) {
        match event {
            pulldown_cmark::Event::Html(piece) | pulldown_cmark::Event::InlineHtml(piece) => html.push_str(&piece),
            pulldown_cmark::Event::End(pulldown_cmark::TagEnd::HtmlBlock) => {
                black_box(scraper::Html::parse_fragment(&html));
                html.clear();
            }
            event => drop(black_box(event)),
        }
    }
}

fn best(mut work: impl FnMut()) -> Duration {
    let once = |work: &mut dyn FnMut()| {
        let (start, wall) = (processor_time(), Instant::now());
        work();
        start.zip(processor_time()).map_or_else(|| wall.elapsed(), |(start, end)| end.saturating_sub(start))
    };
    (0..5).map(|_| once(&mut work)).min().unwrap()
}

/// The time that all threads have had a processor: on a machine with other work, wall time says little.
fn processor_time() -> Option<Duration> {
    let tasks = std::fs::read_dir("/proc/self/task").ok()?;
    let times = tasks.flatten().filter_map(|task| std::fs::read_to_string(task.path().join("schedstat")).ok());
    Some(times.filter_map(|time| time.split(' ').next()?.parse().ok().map(Duration::from_nanos)).sum())
}

fn services(pages: &[PageFile]) -> Vec<(String, Vec<PageFile>)> {
    let mut services: BTreeMap<String, Vec<PageFile>> = BTreeMap::new();
    for page in pages {
        let folder = Path::new(&page.path).parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        services.entry(folder).or_default().push(page.clone());
    }
    services.into_iter().collect()
}

fn pages(folder: &Path, ending: &str) -> Vec<PageFile> {
    let mut found = Vec::new();
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(pages(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            found.push(PageFile {
                path: path.to_string_lossy().into_owned(),
                name,
                bytes: std::fs::read(&path).unwrap(),
            });
        }
    }
    found
}
