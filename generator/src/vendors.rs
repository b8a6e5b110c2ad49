//! The vendor that is built in: a folder of data, in the form of a project's own. Nothing else of the program names it.

/// A vendor's folder as the program carries it.
#[derive(Debug)]
pub struct BuiltIn {
    /// Its name.
    pub name: &'static str,
    /// Its words, `words.toml`.
    pub words: &'static str,
    /// What its clients find by themselves, `client.yaml`.
    pub client: &'static str,
}

/// The one whose pages are read unless a project names another.
pub const BUILT_IN: BuiltIn = BuiltIn {
    name: "huaweicloud",
    words: include_str!("vendors/huaweicloud/words.toml"),
    client: include_str!("vendors/huaweicloud/client.yaml"),
};
