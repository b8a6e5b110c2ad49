//! IR to files. Decide first, print later: a view holds final names, types and doc lines, then
//! plain `quote!`, then one formatting step. Knows no page.

pub mod openapi;
pub mod rust;

/// Files by path relative to the output folder, ordered.
pub type Files = std::collections::BTreeMap<String, String>;
