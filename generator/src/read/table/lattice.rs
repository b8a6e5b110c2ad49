//! The one dynamic program of the readers: pieces one after the other, each in one of a few states, and the worth of each
//! step. In: a model. Out: the best way through all pieces, and at each how much worse the best other way is. Linear in
//! the pieces; what a state means is the model's.

/// What speaks for a way, in tenths of a point.
pub(super) type Score = i32;

/// Impossible.
pub(super) const NEVER: Score = Score::MIN / 4;

/// What the pieces can be, and what that is worth.
pub(super) trait Model {
    /// How many pieces there are.
    fn pieces(&self) -> usize;
    /// How many states a piece can be in.
    fn states(&self) -> usize;
    /// The states that a piece may be in after one that was in `from`; `None` before the first.
    fn next(&self, from: Option<usize>) -> impl Iterator<Item = usize>;
    /// What it is worth that a piece is in a state.
    fn step(&self, piece: usize, from: Option<usize>, to: usize) -> Score;
    /// What it is worth to stop in a state.
    fn finish(&self, from: usize) -> Score;
    /// What ways must differ in at a piece to be rivals.
    fn outcome(&self, state: usize) -> Option<usize>;
}

/// A way through all pieces.
pub(super) struct Way {
    /// What it is worth.
    pub(super) score: Score,
    /// The state of each piece, and how much worse the best way is that has another outcome there.
    pub(super) states: Vec<(usize, Score)>,
}

pub(super) fn best<M: Model>(model: &M) -> Way {
    let ahead = forward(model);
    let after = backward(model, &ahead);
    let states = follow(model, &ahead, &after);
    let last = ahead.len().saturating_sub(model.states());
    let ends = ahead.iter().skip(last).enumerate().filter(|(_, score)| is_reached(**score));
    let score = ends.map(|(state, score)| score.saturating_add(model.finish(state))).max();
    Way { score: score.unwrap_or(0), states }
}

/// For each piece and state, the best score of all before it, its own included.
fn forward<M: Model>(model: &M) -> Vec<Score> {
    let width = model.states();
    let mut table: Vec<Score> = vec![NEVER; model.pieces() * width];
    let mut before: &[Score] = &[];
    for (piece, row) in table.chunks_exact_mut(width.max(1)).enumerate() {
        let mut reach = |from: Option<usize>, score: Score| {
            for to in model.next(from) {
                let total = score.saturating_add(model.step(piece, from, to));
                if let Some(slot) = row.get_mut(to) {
                    *slot = total.max(*slot);
                }
            }
        };
        if piece == 0 {
            reach(None, 0);
        }
        for (state, score) in before.iter().enumerate().filter(|(_, score)| is_reached(**score)) {
            reach(Some(state), *score);
        }
        before = row;
    }
    table
}

/// For each piece and state that a way leads to, the best score of all after it.
fn backward<M: Model>(model: &M, ahead: &[Score]) -> Vec<Score> {
    let width = model.states().max(1);
    let mut table: Vec<Score> = vec![NEVER; ahead.len()];
    let mut after: &[Score] = &[];
    let rows = ahead.chunks_exact(width).zip(table.chunks_exact_mut(width)).enumerate();
    for (piece, (ahead, row)) in rows.rev() {
        let is_last = after.is_empty();
        let best = |from: usize| {
            if is_last {
                return model.finish(from);
            }
            let worth = |to: usize| {
                let rest = after.get(to).copied().unwrap_or(NEVER);
                model.step(piece + 1, Some(from), to).saturating_add(rest).max(NEVER)
            };
            model.next(Some(from)).map(worth).max().unwrap_or(NEVER)
        };
        for (state, (slot, _)) in row.iter_mut().zip(ahead).enumerate().filter(|(_, (_, way))| is_reached(**way)) {
            *slot = best(state);
        }
        after = row;
    }
    table
}

/// Follows the best way, and says at each piece what the best other way would have cost.
fn follow<M: Model>(model: &M, ahead: &[Score], after: &[Score]) -> Vec<(usize, Score)> {
    let width = model.states().max(1);
    let mut states: Vec<(usize, Score)> = Vec::with_capacity(model.pieces());
    let mut from = None;
    let rows = ahead.chunks_exact(width).zip(after.chunks_exact(width)).enumerate();
    for (piece, (ahead, after)) in rows {
        let rest = |to: usize| after.get(to).copied().unwrap_or(NEVER);
        let worth = |to: &usize| model.step(piece, from, *to).saturating_add(rest(*to)).max(NEVER);
        let Some(state) = model.next(from).max_by_key(worth) else { break };
        let total = |state: usize| {
            let (before, following) = (ahead.get(state).copied(), after.get(state).copied());
            before.unwrap_or(NEVER).saturating_add(following.unwrap_or(NEVER)).max(NEVER)
        };
        let chosen = total(state);
        let differs = |other: &usize| model.outcome(*other) != model.outcome(state);
        let other = (0..width).filter(differs).map(total).max().unwrap_or(NEVER);
        states.push((state, chosen.saturating_sub(other)));
        from = Some(state);
    }
    states
}

/// Whether a way leads to a state of this score.
fn is_reached(score: Score) -> bool {
    score > NEVER / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters, of which runs are told apart: a state for each letter, a point for each piece that is in its own, and one
    /// off for each change.
    struct Runs(&'static str);

    impl Model for Runs {
        fn pieces(&self) -> usize {
            self.0.len()
        }
        fn states(&self) -> usize {
            2
        }
        fn next(&self, _: Option<usize>) -> impl Iterator<Item = usize> {
            0..2
        }
        fn step(&self, piece: usize, from: Option<usize>, to: usize) -> Score {
            let own = usize::from(self.0.as_bytes().get(piece) == Some(&b'b'));
            Score::from(own == to) * 10 - Score::from(from.is_some_and(|from| from != to)) * 15
        }
        fn finish(&self, _: usize) -> Score {
            0
        }
        fn outcome(&self, state: usize) -> Option<usize> {
            Some(state)
        }
    }

    #[test]
    fn the_best_way_and_its_margin() {
        let way = |letters| {
            let way = best(&Runs(letters));
            (way.score, way.states)
        };
        assert_eq!(way("aab"), (20, vec![(0, 10), (0, 10), (0, 5)]), "one letter is no run");
        assert_eq!(way("aabbb").0, 35);
        assert_eq!(way(""), (0, Vec::new()));
    }
}
