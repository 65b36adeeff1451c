//! Builds the start-up message of a connection: options, and the password.

use std::fmt::Write as _;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use tokio_postgres::Config;

use super::Connector;
use crate::failure::Failure;
use crate::settings::{Pooler, Settings};
use crate::transport::Target;

impl Connector {
    /// Returns the configuration with the password and with every option that `RESET` must return
    /// to.
    pub(super) async fn startup(&self, target: &Target) -> Result<Config, Failure> {
        let plan = &*self.0;
        let mut config = plan.config.clone();
        if plan.settings.pooler == Pooler::Direct {
            let ours = options(&plan.settings, plan.is_old.load(Relaxed));
            let theirs = plan.config.get_options().unwrap_or_default();
            config.options(format!("{ours} {theirs}"));
        }
        if let Some(source) = &plan.settings.password_source {
            config.password(source.fetch().await?);
        } else if config.get_password().is_none() {
            let details = &plan.settings.details;
            if let Some(password) = details.look_up_password(&plan.config, target) {
                config.password(password);
            }
        }
        Ok(config)
    }
}

/// Returns the session settings as start-up options, so that `RESET ALL` returns to them.
fn options(settings: &Settings, is_old: bool) -> String {
    let mut options = String::from("-c TimeZone=UTC");
    let mut add = |name: &str, value: Option<Duration>| {
        if let Some(value) = value {
            let _ = write!(options, " -c {name}={}", value.as_millis());
        }
    };
    add("statement_timeout", settings.statement_timeout);
    add("lock_timeout", settings.lock_timeout);
    add(
        "idle_in_transaction_session_timeout",
        settings.idle_in_transaction_timeout,
    );
    if !is_old {
        add(
            "client_connection_check_interval",
            settings.client_check_interval,
        );
    }
    options
}
