//! Addresses of pages enter, pages in a service's folder leave, and a lock file that says where each came from and when.
//! Follows links on the same host and below the same path only, slowly, as robots.txt allows. Never runs unless asked.

mod furniture;
mod lock;
mod robots;
mod scope;
mod visit;

use crate::{
    diagnostic::{Code, Diagnostic},
    project::{Error, FetchLock, FetchedPage, write_file},
    read,
};
use robots::Robots;
use scope::Scope;
use specwright_runtime::signing::Timestamp;
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque, btree_map::Entry},
    io,
    path::Path,
    time::{Duration, SystemTime},
};
use url::Url;
use visit::{Came, Visitor};

/// How pages are fetched.
#[derive(Clone, Debug)]
pub struct Options {
    /// What lies between two requests at least.
    pub pause: Duration,
    /// How many pages are asked for in one run.
    pub most_pages: usize,
    /// How many bytes a page may have.
    pub largest_page: usize,
    /// How long a request may take.
    pub patience: Duration,
    /// How often a page is asked for that is refused for now.
    pub attempts: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            pause: Duration::from_millis(500),
            most_pages: 1000,
            largest_page: 10 << 20,
            patience: Duration::from_secs(60),
            attempts: 4,
        }
    }
}

/// What a run fetched.
#[derive(Debug, Default)]
pub struct Fetched {
    /// Pages that were written.
    pub saved: usize,
    /// Pages that are as they were.
    pub unchanged: usize,
    /// What was not fetched, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// Saves the pages at these addresses, and those they lead to, into the service's folder: `pages/` and `fetch.lock`.
/// `said` takes a line on each page.
pub async fn fetch(
    addresses: &[String],
    folder: &Path,
    options: &Options,
    said: &mut dyn FnMut(&str),
) -> Result<Fetched, Error> {
    let starts = addresses.iter().map(|address| start(address)).collect::<Result<Vec<Url>, Error>>()?;
    let lock = FetchLock::read(folder)?;
    let visitor = Visitor::new(options).map_err(|error| Error::Network {
        what: "use the network".to_owned(),
        cause: io::Error::other(error.to_string()),
    })?;
    let mut crawl = Crawl {
        scope: Scope::new(&starts),
        // What a run that was cut off has done is not done again.
        seen: if lock.waiting.is_empty() { BTreeSet::new() } else { lock.done().collect() },
        queue: VecDeque::new(),
        robots: BTreeMap::new(),
        result: Fetched::default(),
        lock,
        visitor,
        folder,
        options,
    };
    let waiting: Vec<Url> = crawl.lock.waiting.iter().filter_map(|address| Url::parse(address).ok()).collect();
    for url in starts.into_iter().chain(waiting) {
        crawl.queue(url);
    }
    crawl.run(said).await?;
    Ok(crawl.result)
}

fn start(address: &str) -> Result<Url, Error> {
    // A password would end in the lock file, and with it in version control.
    let is_open = |url: &Url| url.has_host() && url.username().is_empty() && url.password().is_none();
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https") && is_open(url));
    url.ok_or_else(|| {
        Error::Usage(format!("`{address}` is not an address: expected https://host/path, without a password"))
    })
}

struct Crawl<'a> {
    scope: Scope,
    seen: BTreeSet<String>,
    queue: VecDeque<Url>,
    /// By site, what it asks for, or why that is not known.
    robots: BTreeMap<String, Result<Robots, String>>,
    result: Fetched,
    lock: FetchLock,
    visitor: Visitor,
    folder: &'a Path,
    options: &'a Options,
}

impl Crawl<'_> {
    async fn run(&mut self, said: &mut dyn FnMut(&str)) -> Result<(), Error> {
        let mut asked = 0;
        while let Some(url) = self.queue.pop_front() {
            if asked == self.options.most_pages {
                self.queue.push_front(url);
                let message = format!("{} pages were requested; {} more are known", asked, self.queue.len());
                self.report(Code::FetchCut, message);
                break;
            }
            match self.robots(&url).await {
                Ok(robots) if robots.allow(url.path()) => {}
                Ok(_) => {
                    self.report(Code::NotForPrograms, format!("{url}: robots.txt asks programs not to fetch it"));
                    continue;
                }
                Err(reason) => {
                    let message = format!("{url}: robots.txt of the site could not be read: {reason}");
                    self.report(Code::NotFetched, message);
                    continue;
                }
            }
            asked += 1;
            self.page(&url, said).await?;
            self.keep_lock()?;
        }
        self.keep_lock()
    }

    /// Queues an address once.
    fn queue(&mut self, url: Url) -> bool {
        let url = scope::without_fragment(url);
        let new = self.seen.insert(url.to_string());
        if new {
            self.queue.push_back(url);
        }
        new
    }

    async fn page(&mut self, url: &Url, said: &mut dyn FnMut(&str)) -> Result<(), Error> {
        let (lock, pages) = (&self.lock, self.folder.join("pages"));
        let known =
            |url: &Url| lock.of(url.as_str()).filter(|(file, _)| pages.join(file).is_file()).map(|(_, entry)| entry);
        match self.visitor.page(url, &known, &self.scope).await {
            Came::Unchanged(at) => {
                if at != *url && !self.seen.insert(at.to_string()) {
                    return Ok(());
                }
                self.result.unchanged += 1;
                said(&format!("unchanged {at}"));
                let found = self.lock.of(at.as_str()).map(|(_, entry)| entry.found.clone()).unwrap_or_default();
                for link in found.iter().filter_map(|link| Url::parse(link).ok()) {
                    self.queue(link);
                }
                Ok(())
            }
            Came::Nothing(reason) => {
                self.report(Code::NotFetched, format!("{url}: {reason}"));
                Ok(())
            }
            Came::Page(page) => {
                // A redirect may end at a page that is there already.
                if page.url != *url && !self.seen.insert(page.url.to_string()) {
                    return Ok(());
                }
                self.save(page, said)
            }
        }
    }

    fn save(&mut self, page: visit::Page, said: &mut dyn FnMut(&str)) -> Result<(), Error> {
        let (source, findings) = read::decode(page.url.as_str(), &page.bytes);
        if source.text.is_empty() {
            let reason = findings.first().map_or("it is empty", |finding| finding.message.as_str());
            self.report(Code::NotFetched, format!("{}: {reason}", page.url));
            return Ok(());
        }
        let (text, links) = if page.ending == "html" {
            furniture::strip(&source.text, &page.url)
        } else {
            (source.text.clone(), scope::markdown_links(&source.text, &page.url))
        };
        let links: Vec<Url> =
            links.into_iter().filter(|link| self.scope.holds(link) && scope::may_be_page(link)).collect();
        let found = links.into_iter().map(scope::without_fragment).filter(|link| self.queue(link.clone()));
        let found: Vec<String> = found.map(String::from).collect();
        let file = self.lock.file_for(&page.url, page.ending, &self.folder.join("pages"));
        write_file(&self.folder.join("pages").join(&file), &text)?;
        said(&format!("saved {file}  {}", page.url));
        let fetched = Timestamp::from(SystemTime::now()).basic();
        let FetchedPage { etag, last_modified, .. } = page.validators;
        self.lock.pages.insert(file, FetchedPage { url: page.url.into(), fetched, etag, last_modified, found });
        self.result.saved += 1;
        Ok(())
    }

    /// What the site of a page asks for, or why that is not known; asked once.
    async fn robots(&mut self, url: &Url) -> Result<&Robots, &String> {
        match self.robots.entry(scope::site(url)) {
            Entry::Occupied(known) => known.into_mut().as_ref(),
            Entry::Vacant(site) => {
                let robots = self.visitor.robots(url).await;
                self.visitor.slow_down(robots.as_ref().map_or(Duration::ZERO, |robots| robots.delay));
                site.insert(robots).as_ref()
            }
        }
    }

    fn report(&mut self, code: Code, message: String) {
        self.result.diagnostics.push(Diagnostic::new(code, message));
    }

    /// After each page, so that a run that is cut off can go on.
    fn keep_lock(&mut self) -> Result<(), Error> {
        self.lock.waiting = self.queue.iter().map(Url::to_string).collect();
        self.lock.write(self.folder)
    }
}
