//! The one integration binary of this crate: the command itself, run as people run it.

mod choose;
mod completions;
mod confirm;
mod create;
mod failures;
mod help;
mod init;
mod json;
mod kill;
mod local;
mod look;
mod pooler;
mod query;
mod queue;
mod race;
mod run;
mod status;
mod support;
