//! How much memory the process holds; known on Linux only.

/// Bytes of this process in memory.
pub(crate) fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// The most that `work` added to what the process held before, looked at many times a second.
pub(crate) async fn growth<T>(work: impl Future<Output = T>) -> (T, Option<u64>) {
    let before = resident();
    let mut most = before;
    let mut work = std::pin::pin!(work);
    let mut look = tokio::time::interval(std::time::Duration::from_millis(20));
    let done = std::future::poll_fn(|context| {
        if look.poll_tick(context).is_ready() {
            most = most.max(resident());
            context.waker().wake_by_ref();
        }
        work.as_mut().poll(context)
    })
    .await;
    (done, most.zip(before).map(|(most, before)| most.saturating_sub(before)))
}
