//! The variables and files that configure a program from outside; replaceable, so that tests need not touch the process.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::secret::Secret;

type Variables = dyn Fn(&str) -> Option<String> + Send + Sync;

/// Where variables are read. Empty ones count as absent.
#[derive(Clone)]
pub struct Environment(Arc<Variables>);

impl Environment {
    /// The variables of this process.
    #[must_use]
    pub fn process() -> Self {
        Self(Arc::new(|name| std::env::var(name).ok()))
    }

    /// These variables and no others.
    #[must_use]
    pub fn of<N: Into<String>, V: Into<String>>(variables: impl IntoIterator<Item = (N, V)>) -> Self {
        let variables: Vec<(String, String)> =
            variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self(Arc::new(move |name| variables.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())))
    }

    /// The variable `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.is_empty())
    }

    /// The vendor's variable `HUAWEICLOUD_SDK_<name>`.
    pub(crate) fn sdk(&self, name: &str) -> Option<String> {
        self.get(&format!("HUAWEICLOUD_SDK_{name}"))
    }

    /// A file named by the vendor's variable, or of this name in the vendor's folder at home.
    pub(crate) fn file(&self, variable: &str, name: &str) -> Option<PathBuf> {
        if let Some(path) = self.sdk(variable) {
            return Some(path.into());
        }
        let home = self.get("HOME").or_else(|| self.get("USERPROFILE"))?;
        Some(Path::new(&home).join(".huaweicloud").join(name))
    }
}

impl Default for Environment {
    /// No variables at all.
    fn default() -> Self {
        Self(Arc::new(|_| None))
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment")
    }
}

/// The text of a file that holds a token, without the blanks around it.
pub(crate) fn token_file(path: &Path) -> std::io::Result<Secret> {
    let text = zeroize::Zeroizing::new(std::fs::read_to_string(path)?);
    Ok(Secret::from(text.trim()))
}
