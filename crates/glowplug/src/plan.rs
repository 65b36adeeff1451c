//! Plans and status as plain data: nothing here accesses a database or a file.
//!
//! [`status`] compares files and database. [`pending`] finds what `up` has to do, and [`up`] makes
//! a [`Plan`] of it; [`selected`] and [`down`] do the same for reverting. Between the two steps the
//! caller parses the scripts of the migrations found, and only those, into [`Surveys`].
//!
//! The command prints plans and status as JSON. The existing field names are stable; fields may be
//! added:
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
//! `direction` is `up` or `down`, `batch` is `null` for `down`, `kind` is `transaction`, `rebuild`
//! or `statements`. A status:
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

mod down;
mod find;
mod recorded;
#[cfg(test)]
mod sample;
mod segment;
mod status;
mod target;
mod up;

pub use down::{Down, Revert, down, selected};
pub use find::find;
pub use recorded::RecordedState;
pub use segment::{Plan, Planned, Segment, SegmentKind, Surveys};
pub use status::{Entry, EntryState, Status, status};
pub use target::{Allow, DownTarget, UpTarget};
pub use up::{Pending, pending, up};
