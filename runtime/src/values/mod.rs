//! Small values that every other room speaks of: headers, secrets, URLs, texts of parameters, deadlines, chance.

pub(crate) mod headers;
pub(crate) mod parameter;
pub(crate) mod random;
pub(crate) mod redaction;
pub(crate) mod secret;
pub(crate) mod timeouts;
pub(crate) mod url;
pub(crate) mod utf8;
