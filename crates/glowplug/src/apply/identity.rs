//! The identity that a run writes into the records and the history.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::Utc;

use crate::model::{Action, Address, Event, Outcome, Version};

/// Who runs this, from which host, with which program.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    /// An identifier shared by all lines of the history that one run writes.
    pub(super) run: String,
    pub(super) actor: String,
    pub(super) host: String,
    pub(super) tool: String,
}

impl Identity {
    pub(super) fn find(address: Option<&Address>) -> Self {
        let person = whoami::username().unwrap_or_else(|_| "unknown".to_owned());
        let role = address.and_then(Address::user);
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self {
            run: format!(
                "{:x}-{:x}",
                since.map_or(0, |since| since.as_nanos()),
                std::process::id()
            ),
            actor: match role {
                Some(role) if role != person => format!("{person} as {role}"),
                _ => person,
            },
            host: whoami::hostname().unwrap_or_else(|_| "unknown".to_owned()),
            tool: format!("glowplug {}", env!("CARGO_PKG_VERSION")),
        }
    }

    /// Returns a history line for this moment.
    pub(super) fn event(&self, action: Action, version: &Version, name: &str) -> Event {
        Event {
            run: self.run.clone(),
            action,
            outcome: Outcome::Done,
            version: version.clone(),
            name: name.to_owned(),
            batch: None,
            at: Utc::now(),
            duration: None,
            actor: self.actor.clone(),
            host: self.host.clone(),
            tool: self.tool.clone(),
            message: None,
        }
    }
}
