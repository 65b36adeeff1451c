//! What is to be done, as plain data: nothing here touches a database or a file.

mod segment;
mod status;
mod target;

pub use segment::{Plan, Planned, Segment, SegmentKind};
pub use status::{Entry, EntryState, Status};
pub use target::{Allow, DownTarget, UpTarget};
