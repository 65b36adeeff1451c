//! MySQL and MariaDB, each point on a real server.

/// Gives a fresh database; returns from the test where there is no server, which was said loudly.
macro_rules! database {
    () => {
        match crate::support::mysql::database().await {
            Some(database) => database,
            None => return,
        }
    };
}

mod clock;
mod connecting;
mod creating;
mod errors;
mod inspecting;
mod leaking;
mod locking;
mod schema;
mod statements;
mod steps;
mod transactions;
mod waiting;
