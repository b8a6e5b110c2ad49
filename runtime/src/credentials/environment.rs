//! The variables and files that configure a program from outside; replaceable, so that tests need not touch the process.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::facts::vendor::{Variable, Vendor, name_of};
use crate::values::secret::Secret;

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

/// Where variables are read. Empty ones count as absent.
#[derive(Clone)]
pub struct Environment(Arc<Lookup>);

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

/// What a vendor's variables say, by what they mean.
#[derive(Clone, Debug)]
pub(crate) struct Variables {
    environment: Environment,
    vendor: &'static Vendor,
}

impl Variables {
    pub(crate) fn new(environment: Environment, vendor: &'static Vendor) -> Self {
        Self { environment, vendor }
    }

    pub(crate) fn vendor(&self) -> &'static Vendor {
        self.vendor
    }

    /// The value of the variable that means `variable`.
    pub(crate) fn get(&self, variable: Variable) -> Option<String> {
        name_of(self.vendor.variables, variable).find_map(|name| self.environment.get(name))
    }

    /// The value of the variable that means `variable` and whose name holds `parts`: the text of each takes the place of
    /// its mark.
    pub(crate) fn get_with(&self, variable: Variable, parts: &[(&str, &str)]) -> Option<String> {
        name_of(self.vendor.variables, variable).find_map(|name| {
            let fill = |name: String, (mark, text): &(&str, &str)| name.replace(mark, &in_capitals(text));
            self.environment.get(&parts.iter().fold(name.to_owned(), fill))
        })
    }

    /// A file named by a variable, or of this name in the vendor's folder at home.
    pub(crate) fn file(&self, variable: Variable, name: &str) -> Option<PathBuf> {
        if let Some(path) = self.get(variable) {
            return Some(path.into());
        }
        let folder = self.vendor.profile.as_ref()?.folder;
        let home = self.environment.get("HOME").or_else(|| self.environment.get("USERPROFILE"))?;
        Some(Path::new(&home).join(folder).join(name))
    }
}

fn in_capitals(name: &str) -> String {
    name.to_ascii_uppercase().replace('-', "_")
}

/// The text of a file that holds a token, without the blanks around it.
pub(crate) fn token_file(path: &Path) -> std::io::Result<Secret> {
    let text = zeroize::Zeroizing::new(std::fs::read_to_string(path)?);
    Ok(Secret::from(text.trim()))
}
