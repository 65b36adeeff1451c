//! Addresses of databases, which never show their passwords.

#[cfg(feature = "postgres")]
mod completed;
mod raw;
mod secret;

use std::fmt;

use url::{Position, Url};

pub use raw::mask;

use super::Database;

/// The address of a database: a URL, or the path of a SQLite file. Neither `Debug` nor `Display`
/// shows the password.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    database: Database,
    text: String,
}

/// An address that cannot be parsed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct InvalidAddress(String);

impl Address {
    /// Parses an address: `postgres://` or `postgresql://`, `mysql://` or `mariadb://`, `sqlite://`
    /// or `file:`, `:memory:`, or the path of a file, which means SQLite, as with `diesel`.
    ///
    /// # Errors
    /// An empty address; any other scheme; the address of a server without its scheme, which is not
    /// treated as the path of a file; an address with an `@` that makes the end of the password
    /// ambiguous.
    pub fn parse(text: &str) -> Result<Self, InvalidAddress> {
        let text = text.trim();
        let refused = |why: &str| Err(InvalidAddress(why.to_owned()));
        let database = match text.split_once("://").map(|(scheme, _)| scheme) {
            Some("postgres" | "postgresql") => Database::Postgres,
            Some("mysql" | "mariadb") => Database::Mysql,
            Some("sqlite" | "file") => Database::Sqlite,
            Some(other) if is_word(other) => {
                return refused(&format!(
                    "`{other}://` is not a database that is supported; use `postgres://`, \
                     `mysql://`, or the path of a SQLite file"
                ));
            }
            None if text.is_empty() => return refused("the database URL is empty"),
            None if !looks_like_url(text) => Database::Sqlite,
            // The rest may contain a password, so it is not shown.
            _ => {
                return refused(
                    "the database URL does not begin with `postgres://`, `mysql://` or \
                     `sqlite://`, and does not look like the path of a SQLite file",
                );
            }
        };
        if database != Database::Sqlite && raw::encoded(database, text).is_none() {
            return refused(
                "the database URL has an extra `@`: in a user, a password, a name or a \
                 parameter it is written `%40`",
            );
        }
        Ok(Self {
            database,
            text: text.to_owned(),
        })
    }

    /// Returns the kind of database.
    pub const fn database(&self) -> Database {
        self.database
    }

    /// Returns the address with its password, for drivers only.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Returns the path of the SQLite file, `:memory:` or a `file:` URI.
    pub fn sqlite_path(&self) -> &str {
        self.text.strip_prefix("sqlite://").unwrap_or(&self.text)
    }

    /// Returns the name of the database, or the path of the file: what the user types to confirm.
    pub fn database_name(&self) -> String {
        if self.database == Database::Sqlite {
            return self.sqlite_path().to_owned();
        }
        let Some((url, _)) = self.url_and_hosts() else {
            return String::new();
        };
        if let Some(named) = self.parameter(&url, "dbname") {
            return named;
        }
        percent_encoding::percent_decode_str(url.path().trim_start_matches('/'))
            .decode_utf8_lossy()
            .into_owned()
    }

    /// Returns the value of a parameter that overrides another part of the address, on PostgreSQL. The
    /// last of repeated parameters wins.
    fn parameter(&self, url: &Url, name: &str) -> Option<String> {
        if self.database != Database::Postgres {
            return None;
        }
        // As it is written: a `+` is no blank.
        let decoded = |text: &str| {
            let text = percent_encoding::percent_decode_str(text);
            text.decode_utf8_lossy().into_owned()
        };
        let mut pairs = url
            .query()?
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        let last = pairs.rfind(|(key, _)| decoded(key) == name);
        last.map(|(_, value)| decoded(value))
            .filter(|value| !value.is_empty())
    }

    /// Returns the address of another database on the same server; on SQLite, of a database in
    /// memory.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Self {
        if self.database == Database::Sqlite {
            return Self {
                database: self.database,
                text: ":memory:".to_owned(),
            };
        }
        let Some((mut url, hosts)) = self.url_and_hosts() else {
            return self.clone();
        };
        url.set_path(&format!("/{name}"));
        // Kept as written: not every driver decodes `+` as a space.
        let others = url.query().map(|query| {
            let pairs = query.split('&').filter(|pair| !pair.starts_with("dbname="));
            pairs.collect::<Vec<_>>().join("&")
        });
        url.set_query(others.as_deref().filter(|query| !query.is_empty()));
        let text = match hosts {
            Some(hosts) => url.as_str().replacen(raw::ONE_HOST, &hosts, 1),
            None => url.into(),
        };
        Self {
            database: self.database,
            text,
        }
    }

    /// Returns the address with another user and password.
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    #[must_use]
    pub(crate) fn with_login(&self, user: &str, password: &str) -> Self {
        let Some(mut url) = self.url() else {
            return self.clone();
        };
        if self.database == Database::Mysql {
            // Without a host there is no place for a user.
            if url.host().is_none() {
                let _ = url.set_host(Some("localhost"));
            }
            let _ = url.set_username(user);
            let _ = url.set_password(Some(password));
            return Self {
                database: self.database,
                text: url.into(),
            };
        }
        let _ = url.set_password(None);
        let others = url.query().map(str::to_owned).unwrap_or_default();
        let is_of_login = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or_default();
            ["", "user", "password", "passfile"].contains(&name)
        };
        let others = others.split('&').filter(|pair| !is_of_login(pair));
        // An address without a host has no place for a user before it.
        let encode = |text| {
            let encoded =
                percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC);
            encoded.to_string()
        };
        let login = format!("user={}&password={}", encode(user), encode(password));
        let query = others.chain([login.as_str()]).collect::<Vec<_>>().join("&");
        url.set_query(Some(&query));
        Self {
            database: self.database,
            text: url.into(),
        }
    }

    /// Returns the user in the address.
    pub fn user(&self) -> Option<String> {
        let url = self.url()?;
        if let Some(named) = self.parameter(&url, "user") {
            return Some(named);
        }
        let user = percent_encoding::percent_decode_str(url.username()).decode_utf8_lossy();
        Some(user.into_owned()).filter(|user| !user.is_empty())
    }

    /// Returns true if the server runs on this machine: a file, a socket, or a loopback address.
    pub fn is_local(&self) -> bool {
        let Some(url) = self.url() else {
            return self.database == Database::Sqlite;
        };
        let host = url.host_str().unwrap_or_default();
        let host = percent_encoding::percent_decode_str(host).decode_utf8_lossy();
        // `?host=` and `?hostaddr=` take precedence, and may list several hosts.
        url.query_pairs()
            .filter(|(key, _)| key == "host" || key == "hostaddr")
            .all(|(_, hosts)| hosts.split(',').all(is_local_host))
            && is_local_host(&host)
    }

    /// Returns the URL, and the list of hosts if the address has one with ports, which no parser of URLs
    /// reads: the URL then has one host in its place.
    fn url_and_hosts(&self) -> Option<(Url, Option<String>)> {
        if let Some(url) = self.url() {
            return Some((url, None));
        }
        let (text, hosts) = raw::with_one_host(self.database, &self.text)?;
        Some((Url::parse(&text).ok()?, Some(hosts)))
    }

    /// Returns the URL of a server with user and password percent-encoded, so that every parser
    /// reads it the same way; `None` for a file, and for an address that cannot be parsed.
    pub(crate) fn url(&self) -> Option<Url> {
        if self.database == Database::Sqlite {
            return None;
        }
        Url::parse(&raw::encoded(self.database, &self.text)?).ok()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.database == Database::Sqlite {
            return self.fmt_file(f);
        }
        // If it cannot be parsed, or has an unexpected `@`, any part may be a password.
        let Some(mut url) = self
            .url()
            .filter(|url| !url[Position::BeforePath..].contains('@'))
        else {
            let scheme = self.text.split("://").next().unwrap_or_default();
            return write!(f, "{scheme}://…");
        };
        if url.password().is_some() && url.set_password(Some("***")).is_err() {
            return write!(f, "{}://…", url.scheme());
        }
        if url.query_pairs().any(|(key, _)| is_secret(&key)) {
            let shown: Vec<(String, String)> = url
                .query_pairs()
                .map(|(key, value)| match is_secret(&key) {
                    true => (key.into_owned(), "***".to_owned()),
                    false => (key.into_owned(), value.into_owned()),
                })
                .collect();
            url.query_pairs_mut().clear().extend_pairs(shown);
        }
        f.write_str(url.as_str())
    }
}

impl Address {
    /// Writes a path unchanged, and a URI without its key.
    fn fmt_file(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, query) = match self.sqlite_path().split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (self.sqlite_path(), None),
        };
        f.write_str(path)?;
        let pairs = query.into_iter().flat_map(|query| query.split('&'));
        for (number, pair) in pairs.enumerate() {
            f.write_str(if number == 0 { "?" } else { "&" })?;
            match pair.split_once('=') {
                Some((key, _)) if is_secret(key) => write!(f, "{key}=***")?,
                _ => f.write_str(pair)?,
            }
        }
        Ok(())
    }
}

/// Returns true if a parameter of this name must not be shown.
fn is_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["pass", "pwd", "secret", "token"]
        .iter()
        .any(|word| key.contains(word))
        || key == "key"
        || key == "hexkey"
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// Returns true if a text without `://` looks like the address of a server: with a user, a password
/// and a host, or with the name of a scheme that is followed by an incomplete `://`.
fn looks_like_url(text: &str) -> bool {
    if text.starts_with("file:") {
        return false;
    }
    let schemes = ["postgres", "postgresql", "mysql", "mariadb"];
    let scheme = schemes
        .iter()
        .filter_map(|scheme| text.strip_prefix(scheme))
        .any(|rest| rest.starts_with(':') || rest.starts_with("//"));
    let before = text.rsplit_once('@').map(|(before, _)| before);
    scheme || before.is_some_and(|before| before.contains(':'))
}

fn is_local_host(host: &str) -> bool {
    host.is_empty()
        || host.starts_with('/')
        || host.eq_ignore_ascii_case("localhost")
        || host
            .trim_matches(['[', ']'])
            .parse()
            .is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

#[cfg(test)]
mod tests;
