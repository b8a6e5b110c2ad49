//! A body of an operation, before its type is built: which one it is, and what the page says and shows of it.

use super::tables::GroupId;
use crate::{interpret::BodyDraft, ir::Status};
use serde_json::Value;

/// Which body of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Side {
    Request,
    Response(Status),
}

/// One body of an operation: what tables state of it and what examples show.
#[derive(Clone, Debug)]
pub(super) struct BodyPlan<'a> {
    pub(super) side: Side,
    pub(super) group: GroupId,
    pub(super) draft: Option<&'a BodyDraft>,
    pub(super) samples: Vec<&'a Value>,
}
