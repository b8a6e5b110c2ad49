//! What emitted code states: facts about a vendor, a service and an operation, in statics. Nothing here acts.

pub(crate) mod endpoints;
pub(crate) mod operation;
pub(crate) mod service;
pub(crate) mod vendor;
