//! Reads environment variables: those of the process, or those of a test.

use std::path::PathBuf;

/// Reads variables; an empty one is treated as missing.
pub struct Environment<'a>(&'a dyn Fn(&str) -> Option<String>);

impl<'a> Environment<'a> {
    /// Returns an environment that is read by a function.
    #[must_use]
    pub const fn new(read: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self(read)
    }

    /// Returns the variables of this process. Invalid UTF-8 becomes replacement characters, which
    /// no parameter accepts, so that the value is refused instead of ignored.
    #[must_use]
    pub fn of_process() -> Environment<'static> {
        Environment(&|name| {
            std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
        })
    }

    pub(crate) fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.is_empty())
    }

    /// Returns a path in the user's home folder.
    pub(super) fn in_home(&self, name: &str) -> Option<PathBuf> {
        self.get("HOME").map(|home| PathBuf::from(home).join(name))
    }
}
