//! Plain data: databases, migrations and their records. Nothing here accesses a database.

mod address;
mod checksum;
mod database;
mod inconsistency;
mod misspelt;
mod record;
mod table;
mod value;
mod version;

pub use address::{Address, InvalidAddress, mask};
pub use checksum::{Checksum, ChecksumBuilder};
pub use database::Database;
pub use inconsistency::{Inconsistency, InconsistencyKind};
pub(crate) use misspelt::{is_like, nearest};
pub use record::{Action, Applied, Event, Outcome, Progress, Record, State};
pub use table::{Column, ForeignKey, Index, ServerInfo, TableDescription, TableInfo};
pub use value::{Executed, Row, Rows, Value};
pub use version::Version;
