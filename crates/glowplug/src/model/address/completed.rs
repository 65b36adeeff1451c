//! Addresses of PostgreSQL as libpq completes them.

use commonrail::address::{self as libpq, Environment, Parameters};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, percent_encode};

use super::raw::{encoded, end_of_credentials};
use super::{Address, InvalidAddress};
use crate::model::Database;

/// The parameters that name an entry of a service file: what it says takes their place.
const SERVICE: [&str; 2] = ["service", "servicefile"];

impl Address {
    /// Adds what `psql` would add to an address of PostgreSQL: what a service file and the variables
    /// `PGHOST`, `PGUSER` and the like say, and the name of the database. It says then by itself where it
    /// leads, to everybody who asks. Other addresses stay as they are.
    ///
    /// # Errors
    /// An address that cannot be read, or a service that no file has.
    pub fn completed(self) -> Result<Self, InvalidAddress> {
        self.completed_with(&Environment::of_process())
    }

    pub(super) fn completed_with(
        self,
        environment: &Environment<'_>,
    ) -> Result<Self, InvalidAddress> {
        if self.database != Database::Postgres {
            return Ok(self);
        }
        let written = self.for_libpq();
        let invalid = |error: libpq::InvalidAddress| InvalidAddress(error.to_string());
        let given = libpq::read(&written).map_err(invalid)?;
        let mut complete = given.clone();
        complete.complete(environment).map_err(invalid)?;
        let added = complete.iter().filter(|(name, _)| !given.has(name));
        let mut added: Vec<String> = added
            .filter(|(name, _)| !SERVICE.contains(name))
            .map(|(name, value)| format!("{name}={}", percent_encode(value, NON_ALPHANUMERIC)))
            .collect();
        added.extend(own_database(&complete));
        if added.is_empty() && !SERVICE.iter().any(|name| given.has(name)) {
            return Ok(self);
        }
        Ok(Self {
            text: with_parameters(&written, added),
            ..self
        })
    }

    /// Returns the address of a PostgreSQL as libpq reads it: with user and password encoded, and every
    /// other `@`.
    pub(crate) fn for_libpq(&self) -> String {
        let text = encoded(self.database, &self.text).unwrap_or_else(|| self.text.clone());
        let start = behind_credentials(&text);
        format!("{}{}", &text[..start], text[start..].replace('@', "%40"))
    }
}

/// Returns where the host begins.
fn behind_credentials(text: &str) -> usize {
    let place = text.find("://").map_or(0, |scheme| scheme + 3);
    let end = end_of_credentials(Database::Postgres, &text[place..]);
    end.map_or(place, |end| place + end + 1)
}

/// Returns the parameter that names the database, where nobody names one: it has the name of the user.
fn own_database(complete: &Parameters) -> Option<String> {
    if complete.has("dbname") {
        return None;
    }
    let user = complete.iter().find(|(name, _)| *name == "user");
    let user = match user {
        Some((_, user)) => user.to_vec(),
        None => whoami::username().ok()?.into_bytes(),
    };
    Some(format!(
        "dbname={}",
        percent_encode(&user, NON_ALPHANUMERIC)
    ))
}

/// Returns an address with more parameters, and without the name of a service.
fn with_parameters(text: &str, added: Vec<String>) -> String {
    let start = behind_credentials(text);
    let mark = text[start..].find('?').map(|mark| start + mark);
    let (base, query) = mark.map_or((text, ""), |mark| (&text[..mark], &text[mark + 1..]));
    let is_kept = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        let name = percent_decode_str(name).decode_utf8_lossy();
        !name.is_empty() && !SERVICE.contains(&&*name)
    };
    let kept = query.split('&').filter(is_kept).map(str::to_owned);
    let query: Vec<String> = kept.chain(added).collect();
    match query.is_empty() {
        true => base.to_owned(),
        false => format!("{base}?{}", query.join("&")),
    }
}
