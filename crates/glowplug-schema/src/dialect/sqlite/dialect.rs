//! The implementation of [`SchemaDialect`] for SQLite.

use glowplug::catalog::Catalog;
use glowplug::dialect::NotBuiltIn;
use glowplug::dialect::sqlite::Sqlite;
use glowplug::sql::Statement;

use super::backend::BACKEND;
use crate::change::{Change, Plan, Step, Strategy, Unsupported};
use crate::dialect::backend::Backend;
use crate::dialect::conventions::SchemaConventions;
use crate::dialect::inference::Inference;
use crate::dialect::object::SchemaDialect;
use crate::dialect::probes::Probe;

impl SchemaDialect for Sqlite {
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

    fn script(&self, plan: Plan) -> Vec<Step> {
        super::emit::script(plan)
    }

    fn conventions(&self) -> Result<&'static dyn SchemaConventions, NotBuiltIn> {
        Ok(&Sqlite)
    }

    fn inference(&self) -> Result<&'static dyn Inference, NotBuiltIn> {
        Ok(&Sqlite)
    }

    fn probes(&self, catalog: &Catalog) -> Vec<Probe> {
        super::probes::triggers(catalog)
    }

    fn checks_insert_triggers_with_rows(&self) -> bool {
        false
    }

    fn dump_replacements(&self, statements: &[Statement]) -> Vec<Option<String>> {
        super::dump::replaced(statements)
    }
}
