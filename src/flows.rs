//! Work across aggregates: setting a server up, loading all that the bot needs for a message,
//! moving memories from one user to another, and the data that developers start from.
//!
//! What writes is one transaction each: all of it stands, or nothing.

mod setup;
mod state;
mod test_data;
mod transfer;

pub use setup::{ServerSetup, setup_server};
pub use state::{BotState, load_state};
pub use test_data::{TEST_GUILD, TEST_USER, TestData, create_test_data, delete_test_data};
pub use transfer::{TRANSFER_ERROR_TYPE, TransferScope, transfer_memories};
