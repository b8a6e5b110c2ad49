//! What the tests share.

#![allow(dead_code, unused_macros, reason = "each test uses a part of it")]

pub(crate) mod gateway;
pub(crate) mod memory;
#[macro_use]
pub(crate) mod model;
pub(crate) mod server;
pub(crate) mod tls;
pub(crate) mod vectors;
pub(crate) mod vendor;
