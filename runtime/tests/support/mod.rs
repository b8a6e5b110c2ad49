//! What the tests share.

#![allow(dead_code, reason = "each test uses a part of it")]

pub(crate) mod gateway;
pub(crate) mod memory;
pub(crate) mod server;
pub(crate) mod tls;
pub(crate) mod vectors;
