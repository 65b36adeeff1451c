//! The declared schema, in SQL or in `table!` files.

use glowplug::catalog::Catalog;
use glowplug::error::Result;
use glowplug::model::Database;
use glowplug::source::{Migrations, Script};

use super::tables::Tables;
use crate::declare::Target;
use crate::dialect::dump;
use crate::diff::Fidelity;
use crate::scratch::{Scratch, ScratchConfig};

/// The declaration of the target schema.
#[derive(Clone, Debug)]
pub enum Declaration {
    /// SQL scripts that build the schema when they run in this order.
    Scripts(Vec<Script>),
    /// Files of `table!`. What these cannot express is not declared, and stays as it is.
    Tables(Tables),
}

impl Declaration {
    /// Returns the schema that is declared. SQL is run in a scratch database; `table!` files are
    /// compared with what would be printed.
    pub(super) async fn wanted(&self, near: &ScratchConfig, from: &Catalog) -> Result<Target> {
        match self {
            Self::Scripts(scripts) => {
                let migrations = migrations(scripts, from.database)?;
                let catalog = Scratch::with(near, migrations, Scratch::build);
                Ok(Target {
                    catalog: catalog.await?,
                    additions: Vec::new(),
                    open: Vec::new(),
                })
            }
            Self::Tables(tables) => tables.target(from),
        }
    }

    /// Returns how exactly the result on the server is known.
    pub(super) const fn known(&self) -> Fidelity {
        match self {
            Self::Scripts(_) => Fidelity::Exact,
            Self::Tables(_) => Fidelity::Normalized,
        }
    }

    /// Returns the schema that is declared, once objects have been renamed.
    pub(super) fn again(&self, base: &Catalog, wanted: Target) -> Result<Target> {
        match self {
            Self::Scripts(_) => Ok(wanted),
            Self::Tables(tables) => tables.target(base),
        }
    }
}

/// Returns scripts as migrations, named after their files. Statements of a dump that create what
/// the database creates automatically are left out.
fn migrations(scripts: &[Script], database: Database) -> Result<Migrations> {
    let mut migrations = Migrations::default();
    for (number, script) in scripts.iter().enumerate() {
        let file = script.path().file_name().unwrap_or_default();
        let name = format!("{:04}_{}", number + 1, file.to_string_lossy());
        let script = script.replaced(database, dump::declared)?;
        migrations = migrations.with_files(name, [("up.sql".to_owned(), script)]);
    }
    Ok(migrations)
}
