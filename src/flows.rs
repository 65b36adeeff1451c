//! Work across aggregates: setting up a server, loading everything that the bot needs for a
//! message, moving memories from one user to another, and test data for developers.
//!
//! Each function that writes uses one transaction, so it takes effect as a whole or not at all.

mod setup;
mod state;
mod test_data;
mod transfer;

pub use setup::{ServerSetup, setup_server};
pub use state::{BotState, load_state};
pub use test_data::{TEST_GUILD, TEST_USER, TestData, create_test_data, delete_test_data};
pub use transfer::{TRANSFER_ERROR_TYPE, TransferScope, transfer_memories};
