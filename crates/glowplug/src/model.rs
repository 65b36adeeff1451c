//! Plain data: what databases, migrations and their records are, and nothing that touches one.

mod address;
mod attention;
mod checksum;
mod database;
mod record;
mod table;
mod value;
mod version;

pub use address::{Address, InvalidAddress};
pub use attention::{Attention, AttentionKind};
pub use checksum::{Checksum, Summing};
pub use database::Database;
pub use record::{Action, Applied, Event, Outcome, Progress, Record, State};
pub use table::{Column, ForeignKey, Index, ServerInfo, TableDescription, TableInfo};
pub use value::{Executed, Row, Rows, Value};
pub use version::Version;
