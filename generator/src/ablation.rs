//! Switches that take a heuristic away, for the test that asks what each is good for. In an ordinary build every switch is
//! a constant, so that it costs nothing.

use crate::read::Weight;

#[cfg(feature = "ablation")]
static WITHOUT: std::sync::RwLock<Option<Weight>> = std::sync::RwLock::new(None);

/// From here on, this weight counts for nothing, in all threads; `None` gives all of them back.
#[cfg(feature = "ablation")]
pub fn without(weight: Option<Weight>) {
    if let Ok(mut without) = WITHOUT.write() {
        *without = weight;
    }
}

/// Whether a weight counts.
#[cfg(feature = "ablation")]
pub(crate) fn weighs(weight: Weight) -> bool {
    WITHOUT.read().is_ok_and(|without| *without != Some(weight))
}

/// Whether a weight counts.
#[cfg(not(feature = "ablation"))]
#[inline]
pub(crate) const fn weighs(_: Weight) -> bool {
    true
}
