//! Drops a scratch database even if the work on it is cancelled.

use glowplug::dialect::scratch_database::{self, ScratchDatabase};
use glowplug::model::Address;

/// A database that is dropped with this value, unless it was released.
pub(super) struct Guard {
    address: Address,
    /// The address with the login that may drop the database.
    maker: Option<Address>,
}

impl Guard {
    pub(super) fn new(made: &ScratchDatabase) -> Self {
        Self {
            address: made.address.clone(),
            maker: Some(made.maker.clone()),
        }
    }

    /// Returns the address for the work on it.
    pub(super) const fn address(&self) -> &Address {
        &self.address
    }

    /// Returns the address for whoever caches or drops it instead.
    pub(super) fn released(mut self) -> Address {
        let maker = self.maker.take();
        maker.expect("it is released only once, by value")
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let Some(address) = self.maker.take() else {
            return;
        };
        // The runtime in which this is dropped may not run anything more, so another one is used.
        let removing = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            if let Ok(runtime) = runtime
                && let Err(error) = runtime.block_on(scratch_database::remove(&address))
            {
                tracing::warn!(%error, "a scratch database is left behind");
            }
        });
        let _ = removing.join();
    }
}
