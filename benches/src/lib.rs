//! The data layer side by side with its peers; `README.md` says how to run it.
#![expect(missing_docs, reason = "the rows are those of the tables")]

pub mod call;
pub mod chart;
pub mod contender;
pub mod contenders;
pub mod data;
pub mod mix;
pub mod operation;
pub mod processor;
pub mod relay;
pub mod report;
pub mod rows;
pub mod server;
pub mod sql;
pub mod turns;
