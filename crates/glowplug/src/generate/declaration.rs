use super::tables::Tables;
use crate::catalog::Catalog;
use crate::declare::Target;
use crate::diff::Known;
use crate::error::Result;
use crate::scratch::{Place, Scratch};
use crate::source::{Migrations, Script};

/// Where the wanted schema stands.
#[derive(Clone, Debug)]
pub enum Declaration {
    /// In SQL: these scripts, run in this order, build it.
    Scripts(Vec<Script>),
    /// In files of `table!`. What these cannot say is not declared, and stays.
    Tables(Tables),
}

impl Declaration {
    /// What it means: SQL means what a server makes of it, `table!` what it says otherwise than
    /// would be printed.
    pub(super) async fn wanted(&self, near: &Place, from: &Catalog) -> Result<Target> {
        match self {
            Self::Scripts(scripts) => {
                let catalog = Scratch::with(near, migrations(scripts), Scratch::build);
                Ok(Target {
                    catalog: catalog.await?,
                    additions: Vec::new(),
                    open: Vec::new(),
                })
            }
            Self::Tables(tables) => tables.target(from),
        }
    }

    /// How exactly it is known what the server makes of it.
    pub(super) const fn known(&self) -> Known {
        match self {
            Self::Scripts(_) => Known::Exactly,
            Self::Tables(_) => Known::ButForSpelling,
        }
    }

    /// What it means after something was renamed.
    pub(super) fn again(&self, base: &Catalog, wanted: Target) -> Result<Target> {
        match self {
            Self::Scripts(_) => Ok(wanted),
            Self::Tables(tables) => tables.target(base),
        }
    }
}

/// Scripts as migrations, named after their files.
fn migrations(scripts: &[Script]) -> Migrations {
    let mut migrations = Migrations::default();
    for (number, script) in scripts.iter().enumerate() {
        let file = script.path().file_name().unwrap_or_default();
        let name = format!("{:04}_{}", number + 1, file.to_string_lossy());
        migrations = migrations.with_files(name, [("up.sql".to_owned(), script.clone())]);
    }
    migrations
}
