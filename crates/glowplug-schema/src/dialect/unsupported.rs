//! The dialect of a database whose feature is not built in: it plans nothing, and every request fails
//! with [`NotBuiltIn`].

use async_trait::async_trait;
use glowplug::catalog::{Catalog, Column, DataType};
use glowplug::dialect::{NotBuiltIn, Quoting};
use glowplug::error::ServerError;
use glowplug::session::Session;

use super::alterations::Alterations;
use super::backend::Backend;
use super::conventions::SchemaConventions;
use super::inference::Inference;
use super::measuring::{Measured, Measuring, TableStates};
use super::object::SchemaDialect;
use super::probes::Probe;
use super::sample_rows::SampleRows;
use crate::change::{Change, Plan, Strategy, Unsupported};

impl Alterations for NotBuiltIn {}

#[async_trait]
impl Measuring for NotBuiltIn {
    async fn tables(&self, _: &mut dyn Session) -> Result<TableStates, ServerError> {
        Err((*self).into())
    }

    async fn measure(
        &self,
        _: &mut dyn Session,
        _: &str,
        _: &TableStates,
    ) -> Result<Measured, ServerError> {
        Err((*self).into())
    }
}

impl SampleRows for NotBuiltIn {
    fn typed(&self, _: &Catalog, _: &DataType, _: u32) -> Option<String> {
        None
    }

    fn value(&self, _: &Column, text: &str) -> String {
        self.literal(text)
    }

    fn clear(&self, _: &[String]) -> Vec<String> {
        Vec::new()
    }
}

impl SchemaDialect for NotBuiltIn {
    fn backend(&self) -> &'static Backend {
        &Backend {
            path: "",
            raw_value: "",
            type_attribute: "",
            types: &[],
            ranges: &[],
        }
    }

    fn plan(
        &self,
        changes: &[Change],
        _: &Catalog,
        _: &Catalog,
        _: Strategy,
    ) -> Result<Plan, Vec<Unsupported>> {
        let impossible = changes.iter().map(|change| Unsupported {
            object: change.object(),
            reason: self.to_string(),
        });
        Err(impossible.collect())
    }

    fn failing_statement(&self, _: &str) -> String {
        self.to_string()
    }

    fn conventions(&self) -> Result<&'static dyn SchemaConventions, NotBuiltIn> {
        Err(*self)
    }

    fn inference(&self) -> Result<&'static dyn Inference, NotBuiltIn> {
        Err(*self)
    }

    fn probes(&self, _: &Catalog) -> Vec<Probe> {
        Vec::new()
    }

    fn checks_insert_triggers_with_rows(&self) -> bool {
        false
    }
}
