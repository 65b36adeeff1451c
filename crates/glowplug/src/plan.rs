//! What is to be done, as plain data: nothing here touches a database or a file.
//!
//! [`status`] lays files and database side by side. [`pending`] finds what `up` has to do and
//! [`up`] makes a [`Plan`] of it; [`selected`] and [`down`] do the same for the way back. Between
//! the two steps the caller reads the scripts that were found, and only those, into [`Surveys`].
//!
//! A plan and a status are what the command prints as JSON. The names of these fields stay as they
//! are; new ones may come:
//!
//! ```json
//! {
//!   "database": "postgres",
//!   "direction": "up",
//!   "batch": 3,
//!   "segments": [
//!     {
//!       "kind": "transaction",
//!       "migrations": [{ "version": "1", "name": "1_create_users" }]
//!     },
//!     {
//!       "kind": "statements",
//!       "migrations": [{ "version": "2", "name": "2_add_index" }]
//!     }
//!   ]
//! }
//! ```
//!
//! `direction` is `up` or `down`, `batch` is `null` on the way down, `kind` is `transaction`,
//! `rebuild` or `statements`. A status:
//!
//! ```json
//! {
//!   "migrations": [
//!     {
//!       "version": "1",
//!       "name": "1_create_users",
//!       "description": "users and their keys",
//!       "state": "executed",
//!       "batch": 1,
//!       "at": "2026-01-31T12:00:00"
//!     },
//!     {
//!       "version": "2",
//!       "name": "2_add_index",
//!       "description": null,
//!       "state": "unfinished",
//!       "statements_done": 1
//!     },
//!     { "version": "3", "name": "3_fill", "description": null, "state": "pending" }
//!   ],
//!   "attention": [{ "kind": "unfinished", "version": "2", "name": "2_add_index" }]
//! }
//! ```
//!
//! `kind` is `edited`, `missing`, `out-of-order`, `unfinished`, `applied-by-diesel` or
//! `reverted-by-diesel`.

mod downward;
mod find;
mod known;
#[cfg(test)]
mod sample;
mod segment;
mod status;
mod target;
mod upward;

pub use downward::{Down, Revert, down, selected};
pub use find::find;
pub use known::Known;
pub use segment::{Plan, Planned, Segment, SegmentKind, Surveys};
pub use status::{Entry, EntryState, Status, status};
pub use target::{Allow, DownTarget, UpTarget};
pub use upward::{Pending, pending, up};
