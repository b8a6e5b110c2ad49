//! A bar while pages are read, on a terminal only.

use super::messages::Messages;
use crate::Watch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// The bar; it goes away when dropped.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar for so many pages. Where people do not follow on a terminal, nothing is drawn.
    pub(super) fn new(pages: usize, messages: Messages) -> Self {
        let target = if messages.are_followed() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(u64::try_from(pages).ok(), target);
        if let Ok(style) = ProgressStyle::with_template("reading {wide_bar} {pos}/{len} pages") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }
}

impl Watch for Progress {
    fn begins(&self, pages: usize) {
        self.bar.set_length(u64::try_from(pages).unwrap_or(u64::MAX));
    }

    fn page_done(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
