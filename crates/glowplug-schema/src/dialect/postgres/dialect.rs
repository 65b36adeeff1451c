//! The implementation of [`SchemaDialect`] for PostgreSQL.

use glowplug::catalog::{Catalog, Function, Object, QualifiedName};
use glowplug::dialect::NotBuiltIn;
use glowplug::dialect::postgres::Postgres;

use super::backend::BACKEND;
use crate::change::{Change, Plan, Strategy, Unsupported};
use crate::dialect::backend::Backend;
use crate::dialect::conventions::SchemaConventions;
use crate::dialect::inference::Inference;
use crate::dialect::object::SchemaDialect;
use crate::dialect::probes::{self, Probe};

impl SchemaDialect for Postgres {
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

    fn uses_uncommitted_enum_value(
        &self,
        catalog: &Catalog,
        objects: &[Object],
        of: &QualifiedName,
        value: &str,
    ) -> bool {
        super::emit::uses_value(catalog, objects, of, value)
    }

    fn failing_statement(&self, why: &str) -> String {
        super::emit::refusal(why)
    }

    fn conventions(&self) -> Result<&'static dyn SchemaConventions, NotBuiltIn> {
        Ok(&Postgres)
    }

    fn inference(&self) -> Result<&'static dyn Inference, NotBuiltIn> {
        Ok(&Postgres)
    }

    fn probes(&self, catalog: &Catalog) -> Vec<Probe> {
        let mut probes = super::probes::routines(catalog);
        probes.extend(probes::writes(self, catalog));
        probes
    }

    fn planned_trigger_functions<'c>(&self, catalog: &'c Catalog) -> Vec<&'c Function> {
        super::probes::trigger_functions(catalog)
    }

    fn checks_insert_triggers_with_rows(&self) -> bool {
        true
    }
}
