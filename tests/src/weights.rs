//! No weight is there without need: with it gone, or changed for that of the next witness, a page of
//! `literate/witnesses.md` is read otherwise than its text says.

use crate::literate::failing;
use specwright::link::{WEIGHTS, Weights};

#[test]
fn without_its_weight_a_witness_is_missed() {
    for weight in WEIGHTS {
        let failing = failing("witnesses.md", &Weights::default().with(weight.witness, 0));
        assert!(failing.iter().any(|case| case == weight.case), "{:?}: {failing:?}", weight.witness);
    }
}

#[test]
fn no_two_witnesses_can_change_places() {
    for pair in WEIGHTS.windows(2).filter(|pair| pair.iter().all(|weight| !weight.witness.is_nearness())) {
        let [strong, weak] = pair else { continue };
        let swapped = Weights::default().with(strong.witness, weak.points).with(weak.witness, strong.points);
        let failing = failing("witnesses.md", &swapped);
        assert!(!failing.is_empty(), "{:?} and {:?}", strong.witness, weak.witness);
    }
}
