//! The one engine of tables for pages whose markup is gone. In: the lines of a page. Out: tables, each row with its cells,
//! and a finding for each that was a guess. Cutters make pieces, whatever kept them apart; heads are found in one place;
//! one dynamic program lays pieces into rows; every weight has a name. What a table means is not asked here.

mod cells;
mod cut;
mod drawn;
mod dump;
mod fit;
mod glued;
mod heads;
mod lattice;
mod piece;
mod rows;
mod running;
mod status_rows;
mod weights;

pub(super) use cut::{
    bars::bars,
    words::{LONGEST_LABEL, Words},
};
pub(super) use drawn::find as drawn;
pub(super) use dump::{Dump, Kind, Line, shown_names, without_stars};
pub(super) use glued::read as glued;
pub(super) use heads::{
    Head, find as heads,
    in_words::{heads_at, is_line_of_heads, show as shows_heads},
};
pub(super) use rows::recover;
pub(super) use running::{RunningPiece, read as running};
pub(super) use status_rows::read as status_rows;
pub use weights::Observation;
