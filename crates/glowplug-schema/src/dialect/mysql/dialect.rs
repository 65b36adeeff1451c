//! The implementation of [`SchemaDialect`] for MySQL and MariaDB.

use glowplug::catalog::Catalog;
use glowplug::dialect::NotBuiltIn;
use glowplug::dialect::mysql::Mysql;

use super::backend::BACKEND;
use crate::change::{Change, Plan, Strategy, Unsupported};
use crate::dialect::backend::Backend;
use crate::dialect::conventions::SchemaConventions;
use crate::dialect::inference::Inference;
use crate::dialect::object::SchemaDialect;
use crate::dialect::probes::{self, Probe};

impl SchemaDialect for Mysql {
    fn backend(&self) -> &'static Backend {
        &BACKEND
    }

    fn plan(
        &self,
        changes: &[Change],
        from: &Catalog,
        to: &Catalog,
        manner: Strategy,
    ) -> Result<Plan, Vec<Unsupported>> {
        super::emit::plan(changes, from, to, manner)
    }

    fn failing_statement(&self, why: &str) -> String {
        super::emit::refusal(why)
    }

    fn conventions(&self) -> Result<&'static dyn SchemaConventions, NotBuiltIn> {
        Ok(&Mysql)
    }

    fn inference(&self) -> Result<&'static dyn Inference, NotBuiltIn> {
        Ok(&Mysql)
    }

    fn probes(&self, catalog: &Catalog) -> Vec<Probe> {
        let mut probes = probes::writes(self, catalog);
        probes.extend(super::probes::routines(catalog));
        probes
    }

    fn checks_insert_triggers_with_rows(&self) -> bool {
        true
    }
}
