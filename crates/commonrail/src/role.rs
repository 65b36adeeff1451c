//! The kind of server to connect to: `target_session_attrs` of the address.

use tokio_postgres::{Client, SimpleQueryMessage};

/// The kind of server to connect to, with libpq's names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Any.
    #[default]
    Any,
    /// One that currently accepts writes.
    ReadWrite,
    /// One that currently refuses writes.
    ReadOnly,
    /// One that is not in recovery.
    Primary,
    /// One that is in recovery.
    Standby,
    /// One that is in recovery; if there is none, any.
    PreferStandby,
}

impl Role {
    /// The names, in the order of the manual.
    pub(crate) const NAMES: [&'static str; 6] = [
        "any",
        "read-write",
        "read-only",
        "primary",
        "standby",
        "prefer-standby",
    ];

    /// Returns the role with this name; any other name is `Any`.
    pub(crate) fn named(name: &str) -> Self {
        match name {
            "read-write" => Self::ReadWrite,
            "read-only" => Self::ReadOnly,
            "primary" => Self::Primary,
            "standby" => Self::Standby,
            "prefer-standby" => Self::PreferStandby,
            _ => Self::Any,
        }
    }

    /// Returns the kinds of server to look for among all hosts, one after the other.
    #[must_use]
    pub const fn rounds(self) -> &'static [Self] {
        match self {
            Self::Any => &[Self::Any],
            Self::ReadWrite => &[Self::ReadWrite],
            Self::ReadOnly => &[Self::ReadOnly],
            Self::Primary => &[Self::Primary],
            Self::Standby => &[Self::Standby],
            Self::PreferStandby => &[Self::Standby, Self::Any],
        }
    }

    /// Returns whether the server is of this kind.
    ///
    /// # Errors
    /// A server that does not answer.
    pub async fn fits(self, client: &Client) -> Result<bool, tokio_postgres::Error> {
        let (question, wanted) = match self {
            Self::Any | Self::PreferStandby => return Ok(true),
            Self::ReadWrite => ("SHOW transaction_read_only", "off"),
            Self::ReadOnly => ("SHOW transaction_read_only", "on"),
            Self::Primary => ("SELECT pg_catalog.pg_is_in_recovery()", "f"),
            Self::Standby => ("SELECT pg_catalog.pg_is_in_recovery()", "t"),
        };
        let rows = client.simple_query(question).await?;
        Ok(rows.iter().any(|row| match row {
            SimpleQueryMessage::Row(row) => row.get(0) == Some(wanted),
            _ => false,
        }))
    }
}
