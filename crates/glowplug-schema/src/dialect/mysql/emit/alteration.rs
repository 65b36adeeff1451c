//! Combines all changes to a table into one `ALTER TABLE`.
//!
//! Each statement commits implicitly and may rewrite the whole table, so a single one costs less
//! than several, and leaves no intermediate state.

use glowplug::catalog::QualifiedName;

use crate::change::{Hazard, Step};
use crate::dialect::mysql::format;

/// The changes to one table.
pub(super) struct Alteration {
    table: QualifiedName,
    clauses: Vec<(Rank, String)>,
    hazards: Vec<Hazard>,
    remarks: Vec<String>,
}

/// The order of the clauses: parts are dropped before new ones are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    DropForeignKey,
    DropCheck,
    DropKey,
    DropColumn,
    Column,
    AddKey,
    AlterKey,
    AddCheck,
    AddForeignKey,
    Option,
    /// Comes last, without a comma before it.
    Partitions,
}

impl Alteration {
    pub(super) const fn new(table: QualifiedName) -> Self {
        Self {
            table,
            clauses: Vec::new(),
            hazards: Vec::new(),
            remarks: Vec::new(),
        }
    }

    pub(super) const fn table(&self) -> &QualifiedName {
        &self.table
    }

    pub(super) fn clause(&mut self, rank: Rank, sql: String) {
        // A key may be recreated for more than one reason.
        if !self.clauses.iter().any(|(_, known)| *known == sql) {
            self.clauses.push((rank, sql));
        }
    }

    pub(super) fn hazards(&mut self, hazards: impl IntoIterator<Item = Hazard>) {
        for hazard in hazards {
            if !self.hazards.contains(&hazard) {
                self.hazards.push(hazard);
            }
        }
    }

    pub(super) fn remark(&mut self, remark: String) {
        self.remarks.push(remark);
    }

    /// Returns the statement; `None` if there is nothing to change.
    pub(super) fn step(mut self) -> Option<Step> {
        self.clauses.sort_by_key(|(rank, _)| *rank);
        let ends = |(rank, _): &(Rank, String)| *rank == Rank::Partitions;
        let (last, listed): (Vec<_>, Vec<_>) = self.clauses.into_iter().partition(ends);
        let listed: Vec<String> = listed.into_iter().map(|(_, sql)| sql).collect();
        let mut sql = format!("ALTER TABLE {}", format::name(&self.table));
        match listed.as_slice() {
            [] if last.is_empty() => return None,
            [] => {}
            [one] => sql = format!("{sql} {one}"),
            many => sql = format!("{sql}\n    {}", many.join(",\n    ")),
        }
        for (_, partitions) in last {
            sql = format!("{sql}\n{partitions}");
        }
        let mut step = Step::new(sql);
        step.hazards = self.hazards;
        step.remark = Some(self.remarks.join("; ")).filter(|text| !text.is_empty());
        Some(step)
    }
}
