//! `regressions/<target>/`: inputs that were found, or written, to be hard. Every run throws them at their target
//! again, as they are and with seeded damage; the fuzzer starts from them.

use crate::{
    damage::Seeded,
    places::{entries, workspace},
    targets::{TARGETS, run},
};
use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Damaged inputs a target.
const VARIANTS: usize = 100;

#[test]
fn what_was_hard_once_stays_easy() {
    let mut failures = Vec::new();
    for (name, _) in TARGETS {
        let mut throw = |input: &[u8], of: &str| {
            if catch_unwind(AssertUnwindSafe(|| run(name, input))).is_err() {
                failures.push(format!("{name} {of}: {:?}", String::from_utf8_lossy(input)));
            }
        };
        let folder = entries(&workspace().join("tests/regressions").join(name));
        let inputs: Vec<Vec<u8>> = folder.iter().map(|path| fs::read(path).unwrap()).collect();
        assert!(!inputs.is_empty(), "{name} has no input");
        inputs.iter().zip(&folder).for_each(|(input, path)| throw(input, &path.display().to_string()));
        let mut seeded = Seeded::new(name);
        for _ in 0..VARIANTS {
            let (input, other) = (seeded.pick(&inputs), seeded.pick(&inputs));
            throw(&bent(input, other, &mut seeded), "bent");
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// An input with a few bytes turned, taken out, doubled, or replaced by those of another.
fn bent(input: &[u8], other: &[u8], seeded: &mut Seeded) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=seeded.below(4) {
        let (start, end) = seeded.range(bytes.len());
        match seeded.below(4) {
            0 => bytes.get_mut(start..end.min(start + 1)).into_iter().flatten().for_each(|byte| *byte = seeded.byte()),
            1 => drop(bytes.drain(start..end)),
            2 => bytes.extend_from_within(start..end),
            _ => {
                let (from, to) = seeded.range(other.len());
                bytes.splice(start..end, other[from..to].iter().copied());
            }
        }
        bytes.truncate(64 << 10);
    }
    bytes
}
