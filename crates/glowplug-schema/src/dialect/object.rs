//! The interface of a dialect, as far as schemas are concerned: everything that is planned or decided
//! about them.

use glowplug::catalog::{Catalog, Function, Object, QualifiedName};
use glowplug::dialect::{Dialect, NotBuiltIn};
use glowplug::sql::Statement;

use super::alterations::Alterations;
use super::backend::Backend;
use super::conventions::SchemaConventions;
use super::inference::Inference;
use super::measuring::Measuring;
use super::probes::Probe;
use super::sample_rows::SampleRows;
use crate::change::{Change, Plan, Step, Strategy, Unsupported};

/// A database whose schemas are planned, declared and generated. Each folder of this module implements
/// it once, for the unit struct that implements [`Dialect`].
pub trait SchemaDialect: Dialect + Alterations + Measuring + SampleRows {
    /// Returns Diesel's backend for this database.
    fn backend(&self) -> &'static Backend;

    /// Plans the statements that make these changes, from one catalog to another.
    ///
    /// # Errors
    /// Every change that this database cannot make.
    fn plan(
        &self,
        changes: &[Change],
        from: &Catalog,
        to: &Catalog,
        manner: Strategy,
    ) -> Result<Plan, Vec<Unsupported>>;

    /// Returns the statements of a plan as a script, including those that begin and commit the
    /// script's own transaction.
    fn script(&self, plan: Plan) -> Vec<Step> {
        plan.steps
    }

    /// Plans these changes and returns the statements as a script.
    ///
    /// # Errors
    /// Every change that this database cannot make.
    fn emit(
        &self,
        changes: &[Change],
        from: &Catalog,
        to: &Catalog,
        manner: Strategy,
    ) -> Result<Vec<Step>, Vec<Unsupported>> {
        let plan = self.plan(changes, from, to, manner)?;
        Ok(self.script(plan))
    }

    /// Returns true if creating any of these objects uses an enum value that was added in the same
    /// transaction, which the server rejects.
    fn uses_uncommitted_enum_value(
        &self,
        catalog: &Catalog,
        objects: &[Object],
        of: &QualifiedName,
        value: &str,
    ) -> bool {
        let _ = (catalog, objects, of, value);
        false
    }

    /// Returns a statement that fails with this message.
    fn failing_statement(&self, why: &str) -> String;

    /// Returns how declared columns, keys and indexes are expressed in this database.
    ///
    /// # Errors
    /// The database's feature is not built in.
    fn conventions(&self) -> Result<&'static dyn SchemaConventions, NotBuiltIn>;

    /// Returns how `diesel print-schema` reads the schemas of this database.
    ///
    /// # Errors
    /// The database's feature is not built in.
    fn inference(&self) -> Result<&'static dyn Inference, NotBuiltIn>;

    /// Returns statements that check whether triggers and routines still work, except for `INSERT`
    /// triggers.
    fn probes(&self, catalog: &Catalog) -> Vec<Probe>;

    /// Returns true if `INSERT` triggers are checked by inserting rows, because nothing else
    /// compiles them.
    fn checks_insert_triggers_with_rows(&self) -> bool;

    /// Returns the trigger functions of which a session keeps plans for the types that a table had
    /// when they first ran.
    fn planned_trigger_functions<'c>(&self, catalog: &'c Catalog) -> Vec<&'c Function> {
        let _ = catalog;
        Vec::new()
    }

    /// Returns replacements for those statements of a dump that create what the database maintains
    /// itself; `None` for the others.
    fn dump_replacements(&self, statements: &[Statement]) -> Vec<Option<String>> {
        vec![None; statements.len()]
    }
}
