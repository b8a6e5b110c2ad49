//! Tests of the whole: pages in, IR, diagnostics and files out. Everything here is data first
//! (`fixtures/`, `literate/`, `snapshots/`); the modules say how it is read.

#![cfg(test)]

mod ablation;
mod another_vendor;
mod book;
mod browser;
mod builder;
mod circles;
mod corpus;
mod damage;
mod determinism;
mod diagnostics;
mod diff;
mod effort;
mod emitted_crate;
mod example;
mod facts_only;
mod fetch;
mod files;
mod fixtures;
mod forms;
mod growth;
mod house;
mod injection;
mod leaves;
mod literate;
mod local_server;
mod memo;
mod mock;
mod mutation;
mod nested_cargo;
mod openapi;
mod places;
mod regressions;
mod report;
mod round_trip;
mod seeds;
mod served;
mod snapshots;
mod surface;
mod targets;
mod vendors;
mod weights;
mod wire;
