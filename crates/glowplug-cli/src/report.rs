//! Results that several commands share: actual and planned runs, tables, findings and proofs.

mod findings;
mod plan;
mod run;
mod tables;
mod verdict;

pub(crate) use findings::{findings, findings_summary};
pub(crate) use plan::{DryRun, names};
pub(crate) use run::RunReport;
pub(crate) use tables::{Columns, tables};
pub(crate) use verdict::{losses, painted, sentence};
