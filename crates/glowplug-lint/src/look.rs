//! What a rule sees: an action, what surrounds it, and the schema before it.

mod affected;

use glowplug::Database;

use crate::action::{Action, Alter, Name, Span};
use crate::parameter::Parameter;
use crate::reader::Located;
use crate::schema::{Schema, Table};
use crate::script::{Statement, Unit};
use crate::settings::{Runner, Settings};

/// An action in its surroundings.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a> {
    pub(crate) database: Database,
    /// What the actions before it have built.
    pub(crate) schema: &'a Schema,
    pub(crate) unit: &'a Unit,
    /// The number of its statement in the unit, from 0.
    pub(crate) number: usize,
    /// The number of the action in the statement, from 0.
    pub(crate) part: usize,
    pub(crate) settings: &'a Settings,
}

impl<'a> Look<'a> {
    pub(crate) fn statement(&self) -> &'a Statement {
        &self.unit.statements[self.number]
    }

    fn located(&self) -> &'a Located {
        &self.statement().actions[self.part]
    }

    pub(crate) fn action(&self) -> &'a Action {
        &self.located().action
    }

    pub(crate) fn span(&self) -> Span {
        self.located().span
    }

    /// Returns the text of a part of the script.
    pub(crate) fn text(&self, span: Span) -> &'a str {
        let script = &self.unit.scripts[self.statement().script];
        script.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Returns true if the statement runs in a transaction.
    pub(crate) fn in_transaction(&self) -> bool {
        self.statement().in_transaction
    }

    /// Returns the earlier statements of the unit.
    pub(crate) fn before(&self) -> &'a [Statement] {
        &self.unit.statements[..self.number]
    }

    /// Returns the actions of earlier statements of the same transaction.
    pub(crate) fn before_in_transaction(&self) -> impl Iterator<Item = &'a Action> {
        let transaction = self.statement().transaction;
        let same = self
            .before()
            .iter()
            .filter(move |other| other.transaction == transaction);
        same.flat_map(|other| other.actions.iter().map(|located| &located.action))
    }

    /// Returns true if an earlier action of the unit adds a column to a table.
    pub(crate) fn has_added(&self, table: &Name, column: &str) -> bool {
        let earlier = self.before().iter().flat_map(|other| &other.actions);
        let mut earlier = earlier.chain(&self.statement().actions[..self.part]);
        earlier.any(|located| match &located.action {
            Action::AlterTable {
                table: other,
                alter,
            } if other.key() == table.key() => {
                matches!(&**alter, Alter::AddColumn(added) if added.name == column)
            }
            _ => false,
        })
    }

    /// Returns every action of the unit.
    pub(crate) fn all_actions(&self) -> impl Iterator<Item = &'a Action> {
        let statements = self.unit.statements.iter();
        statements.flat_map(|other| other.actions.iter().map(|located| &located.action))
    }

    /// Returns the change of a table, if others may use it.
    pub(crate) fn alters_live(&self) -> Option<(&'a Name, &'a Alter)> {
        match self.action() {
            Action::AlterTable { table, alter } if self.schema.is_live(table) => {
                Some((table, alter))
            }
            _ => None,
        }
    }

    pub(crate) fn table(&self, name: &Name) -> Option<&'a Table> {
        self.schema.table(name)
    }

    /// Returns a table as it is at the end of the unit; `None` if no migration has created it.
    pub(crate) fn table_afterwards(&self, name: &Name) -> Option<Table> {
        let mut schema = self.schema.only(name);
        let key = name.key();
        let own = self.statement().actions.iter().skip(self.part);
        let later = self.unit.statements.iter().skip(self.number + 1);
        let later = later.flat_map(|other| &other.actions);
        for located in own.chain(later) {
            if located
                .action
                .table()
                .is_some_and(|table| table.key() == key)
            {
                schema.apply(&located.action);
            }
        }
        schema.take(name)
    }

    /// Returns true if the migrations may be applied by `diesel migration run`.
    pub(crate) fn runs_with_diesel(&self) -> bool {
        self.settings.runner != Runner::Glowplug
    }

    /// Returns true if the migrations may be applied to a PostgreSQL older than this.
    pub(crate) fn is_before_postgres(&self, version: u32) -> bool {
        self.settings.postgres_version() < version
    }

    /// Returns true if the migrations may be applied to a SQLite older than this.
    pub(crate) fn is_before_sqlite(&self, major: u32, minor: u32) -> bool {
        let oldest = self.settings.sqlite;
        oldest.is_some_and(|oldest| oldest < (major, minor))
    }

    /// Returns a parameter of a rule.
    pub(crate) fn parameter(&self, rule: &str, known: &[Parameter], key: &str) -> Vec<String> {
        self.settings.parameter(rule, known, key)
    }
}
