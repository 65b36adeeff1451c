use crate::dialect::temporary;
use crate::model::Address;

/// A database that is dropped even when the work on it is.
pub(super) struct Guard(Option<Address>);

impl Guard {
    pub(super) const fn new(address: Address) -> Self {
        Self(Some(address))
    }

    pub(super) const fn address(&self) -> &Address {
        self.0.as_ref().expect("it is released only once, by value")
    }

    pub(super) fn released(mut self) -> Address {
        self.0.take().expect("it is released only once, by value")
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let Some(address) = self.0.take() else {
            return;
        };
        // The runtime that drops us does not go on.
        let removing = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            if let Ok(runtime) = runtime
                && let Err(error) = runtime.block_on(temporary::remove(&address))
            {
                tracing::warn!(%error, "a scratch database is left behind");
            }
        });
        let _ = removing.join();
    }
}
