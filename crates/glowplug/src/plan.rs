//! What is to be done, as plain data: nothing here touches a database or a file.

mod segment;
mod status;
mod target;

pub use segment::{Plan, Planned, Segment, SegmentKind};
pub use status::{Entry, EntryState, Status};
pub use target::{Allow, DownTarget, UpTarget};

use std::collections::BTreeMap;
use crate::error::Result;
use crate::model::{Applied, Checksum, Database, Record, Version};
use crate::source::Migration;
/// x
pub fn status(_m: &[Migration], _c: &BTreeMap<Version, Checksum>, _a: &[Applied], _o: &[Record]) -> Status { Status::default() }
/// x
/// # Errors
/// x
pub fn up(_d: Database, _m: &[Migration], _a: &[Applied], _t: &UpTarget, _b: i64) -> Result<Plan> { unreachable!() }
/// x
/// # Errors
/// x
pub fn down(_d: Database, _m: &[Migration], _a: &[Applied], _o: &[Record], _t: &DownTarget) -> Result<Plan> { unreachable!() }
