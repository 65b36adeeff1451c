use std::fmt;

use url::{Position, Url};

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
    /// An empty address, a scheme that is none of these, or an address of a server without its
    /// scheme, which is not taken for the path of a file.
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
            // What follows may be a password, so it is not shown.
            _ => {
                return refused(
                    "the database URL does not begin with `postgres://`, `mysql://` or \
                     `sqlite://`, and looks like no path of a SQLite file",
                );
            }
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

    /// The same server, another database; on SQLite a database in memory.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Self {
        let Some(mut url) = self.url() else {
            return Self {
                database: self.database,
                text: ":memory:".to_owned(),
            };
        };
        url.set_path(&format!("/{name}"));
        let pairs = url.query_pairs().filter(|(key, _)| key != "dbname");
        let others: Vec<(String, String)> = pairs
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        if url.query().is_some() {
            url.query_pairs_mut().clear().extend_pairs(others);
        }
        Self {
            database: self.database,
            text: url.into(),
        }
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
        // `?host=` and `?hostaddr=` go before, and name several hosts with commas.
        url.query_pairs()
            .filter(|(key, _)| key == "host" || key == "hostaddr")
            .all(|(_, hosts)| hosts.split(',').all(is_local_host))
            && is_local_host(&host)
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
            return self.fmt_file(f);
        }
        // What cannot be read, or has an `@` where none belongs, may hold a password anywhere.
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
    /// A path as it is, and a URI without its key.
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

/// Whether a parameter of this name is not for everybody's eyes.
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

/// Whether a text without `://` is meant as the address of a server: a user, a password and a
/// host, or the name of a scheme with something missing behind it.
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
