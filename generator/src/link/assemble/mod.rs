//! Everything decided to one service: types, inputs, operations, pages of answers. Nothing is weighed here.

mod inputs;
mod operations;
mod pagination;
mod self_required;
mod types;
mod witnesses;

pub(in crate::link) use operations::operations;
pub(in crate::link) use pagination::detect as pagination;
pub(in crate::link) use self_required::open as open_self_required;
pub(in crate::link) use types::types;
pub(in crate::link) use witnesses::{lift_broken, report_contradictions};
