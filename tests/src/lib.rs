//! Tests of the whole: pages in, IR, diagnostics and files out. Everything here is data first
//! (`fixtures/`, `literate/`, `snapshots/`); the modules say how it is read.

#[cfg(test)]
mod ablation;
#[cfg(test)]
mod another_vendor;
#[cfg(test)]
mod book;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod builder;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod determinism;
#[cfg(test)]
mod diagnostics;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod effort;
#[cfg(test)]
mod emitted_crate;
#[cfg(test)]
mod example;
#[cfg(test)]
mod fetch;
#[cfg(test)]
mod files;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod growth;
#[cfg(test)]
mod house;
#[cfg(test)]
mod injection;
#[cfg(test)]
mod leaves;
#[cfg(test)]
mod literate;
#[cfg(test)]
mod memo;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod mutation;
#[cfg(test)]
mod openapi;
#[cfg(test)]
mod places;
#[cfg(test)]
mod regressions;
#[cfg(test)]
mod report;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod served;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod targets;
#[cfg(test)]
mod vendors;
#[cfg(test)]
mod weights;
#[cfg(test)]
mod wire;
