//! SQLite files that do not exist: only some commands create them.

use std::path::Path;

use glowplug::Database;
use glowplug::model::Address;

use super::Target;
use crate::error::{Error, Result};
use crate::output::{Output, print_error};

impl Target {
    /// Returns true if this is a missing SQLite file, which a connection would create.
    pub(crate) fn is_missing_file(&self) -> bool {
        let path = self.address.sqlite_path();
        self.address.database() == Database::Sqlite
            && path != ":memory:"
            && !path.starts_with("file:")
            && !Path::new(path).exists()
    }

    /// Returns the same database for a command that does not create it.
    ///
    /// # Errors
    /// A missing SQLite file.
    pub(crate) fn existing(self) -> Result<Self> {
        match self.is_missing_file() {
            true => Err(Error::usage(
                format!("there is no database at `{}`", self.address.sqlite_path()),
                "correct the path; `up` creates a database",
            )),
            false => Ok(self),
        }
    }

    /// Returns the same database for a command that only reads: a missing file is replaced by an
    /// empty in-memory database, so that it is not created.
    ///
    /// # Errors
    /// Only those that cannot happen.
    pub(crate) fn read_only(mut self, output: &Output) -> Result<Self> {
        if self.is_missing_file() {
            if !output.quiet && output.error_paint.terminal() {
                print_error(&format!("`{}` does not exist yet", self.address));
            }
            self.address = Address::parse(":memory:").map_err(glowplug::Error::from)?;
        }
        Ok(self)
    }
}
