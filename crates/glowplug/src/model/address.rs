use std::fmt;

use url::Url;

use super::Database;

/// Where a database is: a URL, or the path of a SQLite file. Neither `Debug` nor `Display` shows
/// the password.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    database: Database,
    text: String,
}

/// An address that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct InvalidAddress(String);

impl Address {
    /// Reads an address: `postgres://` or `postgresql://`, `mysql://` or `mariadb://`,
    /// `sqlite://` or `file:`, `:memory:`, or the path of a file, which means SQLite, as with
    /// `diesel`.
    ///
    /// # Errors
    /// An empty address, or a scheme that is none of these.
    pub fn parse(text: &str) -> Result<Self, InvalidAddress> {
        let text = text.trim();
        let scheme = text.split_once("://").map(|(scheme, _)| scheme);
        let database = match scheme {
            Some("postgres" | "postgresql") => Database::Postgres,
            Some("mysql" | "mariadb") => Database::Mysql,
            Some("sqlite" | "file") => Database::Sqlite,
            Some(other) => {
                return Err(InvalidAddress(format!(
                    "`{other}://` is not a database that is supported; use `postgres://`, \
                     `mysql://`, or the path of a SQLite file"
                )));
            }
            None if text.is_empty() => {
                return Err(InvalidAddress("the database URL is empty".to_owned()));
            }
            None => Database::Sqlite,
        };
        Ok(Self {
            database,
            text: text.to_owned(),
        })
    }

    /// Which database this is.
    pub const fn database(&self) -> Database {
        self.database
    }

    /// The address with its password, for drivers only.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The path of the SQLite file, `:memory:` or a `file:` URI.
    pub fn sqlite_path(&self) -> &str {
        self.text.strip_prefix("sqlite://").unwrap_or(&self.text)
    }

    /// The name of the database, or the path of the file: what a person types to confirm.
    pub fn database_name(&self) -> String {
        if self.database == Database::Sqlite {
            return self.sqlite_path().to_owned();
        }
        let path = self
            .url()
            .map(|url| url.path().trim_start_matches('/').to_owned());
        let path = path.unwrap_or_default();
        percent_encoding::percent_decode_str(&path)
            .decode_utf8_lossy()
            .into_owned()
    }

    /// The user that the address names.
    pub fn user(&self) -> Option<String> {
        let url = self.url()?;
        let user = percent_encoding::percent_decode_str(url.username()).decode_utf8_lossy();
        Some(user.into_owned()).filter(|user| !user.is_empty())
    }

    /// Whether the server is this machine: a file, a socket, or a loopback address.
    pub fn is_local(&self) -> bool {
        let Some(url) = self.url() else {
            return self.database == Database::Sqlite;
        };
        let host = url.host_str().unwrap_or_default();
        let host = percent_encoding::percent_decode_str(host).decode_utf8_lossy();
        host.is_empty()
            || host.starts_with('/')
            || host == "localhost"
            || host
                .trim_matches(['[', ']'])
                .parse()
                .is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
    }

    fn url(&self) -> Option<Url> {
        Url::parse(&self.text)
            .ok()
            .filter(|_| self.database != Database::Sqlite)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.database == Database::Sqlite {
            return f.write_str(self.sqlite_path());
        }
        let Some(mut url) = self.url() else {
            // What cannot be read may hold a password anywhere.
            return write!(
                f,
                "{}://…",
                self.text.split("://").next().unwrap_or_default()
            );
        };
        if url.password().is_some() && url.set_password(Some("***")).is_err() {
            return write!(f, "{}://…", url.scheme());
        }
        let shown: Vec<(String, String)> = url
            .query_pairs()
            .map(|(key, value)| {
                let value = if key.contains("password") {
                    "***".into()
                } else {
                    value
                };
                (key.into_owned(), value.into_owned())
            })
            .collect();
        if !shown.is_empty() {
            url.query_pairs_mut().clear().extend_pairs(shown);
        }
        f.write_str(url.as_str())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}
