//! Switches that take a heuristic away, for the test that asks what each is good for. In an ordinary build every switch is
//! a constant, so that it costs nothing.

pub use crate::read::Observation;

#[cfg(feature = "ablation")]
static WITHOUT: std::sync::RwLock<Vec<Observation>> = std::sync::RwLock::new(Vec::new());

/// From here on, these weights count for nothing, in all threads; an empty list gives all of them back.
#[cfg(feature = "ablation")]
pub fn without(weights: &[Observation]) {
    if let Ok(mut without) = WITHOUT.write() {
        weights.clone_into(&mut without);
    }
}

/// Whether a weight counts.
#[cfg(feature = "ablation")]
pub(crate) fn weighs(weight: Observation) -> bool {
    WITHOUT.read().is_ok_and(|without| !without.contains(&weight))
}

/// Whether a weight counts.
#[cfg(not(feature = "ablation"))]
#[inline]
pub(crate) const fn weighs(_: Observation) -> bool {
    true
}
