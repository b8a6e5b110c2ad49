//! What reading costs: the front end on one thread, the processor time that it takes there, so that a busy machine
//! does not fail a test, and the memory.

use specwright::{Compiled, Glossary, PageFile, PageOutcome, interpret::interpret, link, read};
use std::{
    fs,
    time::{Duration, Instant},
};

/// One page to its service, as the program does it, on this thread.
pub(crate) fn front(page: PageFile) -> Compiled {
    let glossary = Glossary::builtin();
    let (read, mut diagnostics) = read::read(&page.path, &page.bytes, glossary);
    let (interpretation, more) = interpret(&read, glossary);
    diagnostics.extend(more);
    let mut outcome = PageOutcome {
        path: page.path,
        verdict: interpretation.verdict,
        rows: interpretation.rows,
        fates: Vec::new(),
        json: interpretation.json,
    };
    let linked = link::link(vec![interpretation], &link::Context { service: "damaged", ..Default::default() });
    diagnostics.extend(linked.diagnostics);
    outcome.fates = linked.fates.into_iter().next().unwrap_or_default();
    Compiled { service: linked.service, pages: vec![outcome], offers: linked.offers, diagnostics }
}

/// The processor time that some work takes on this thread; the time it takes at all where the system does not say.
pub(crate) fn effort(work: impl FnOnce()) -> Duration {
    let (watch, before) = (Instant::now(), on_processor());
    work();
    match (before, on_processor()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => watch.elapsed(),
    }
}

/// How long this thread has run, on Linux.
fn on_processor() -> Option<Duration> {
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    statistics.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The memory that some work takes at its peak, on Linux. Other work of the same process counts too.
pub(crate) fn memory(work: impl FnOnce()) -> Option<usize> {
    let before = fs::write("/proc/self/clear_refs", "5").ok().and_then(|()| peak_memory());
    work();
    Some(peak_memory()?.saturating_sub(before?))
}

fn peak_memory() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().strip_suffix(" kB")?.parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
}
