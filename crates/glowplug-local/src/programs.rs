//! Finds `initdb`, `pg_ctl` and `postgres` on this machine, or has them fetched.
//!
//! Order: `GLOWPLUG_PG_BIN` alone if it is set; else those of the system (`PATH`, `pg_config
//! --bindir`, the usual folders of Debian, Red Hat, Homebrew and Postgres.app, the newest version
//! first; `GLOWPLUG_PG_SYSTEM=never` skips them), the folder in `GLOWPLUG_POSTGRES`, and the builds
//! that were fetched earlier.

use std::{
    env, fs,
    ops::RangeInclusive,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    build,
    error::{Context, Error, Result},
    fetch::{Listener, fetch},
    install::{Missing, System},
};

const SUPPORTED: RangeInclusive<u32> = 13..=18;
const NEEDED: [&str; 3] = ["initdb", "pg_ctl", "postgres"];
const USUAL: [&str; 10] = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/opt/homebrew/bin",
    "/usr/local/bin",
    "/usr/local/pgsql/bin",
    "/usr/bin",
];

/// The PostgreSQL programs of one installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    bin_dir: PathBuf,
    version: String,
    major: u32,
}

/// The folders in which programs are searched.
#[derive(Clone, Debug)]
pub struct Search {
    places: Vec<PathBuf>,
    system: System,
}

impl Search {
    /// Returns the search list of this machine.
    #[must_use]
    pub fn machine() -> Self {
        let system = System::current();
        if let Some(folder) = env::var_os("GLOWPLUG_PG_BIN").filter(|folder| !folder.is_empty()) {
            return Self::only([PathBuf::from(folder)], system);
        }
        let mut places = match env::var_os("GLOWPLUG_PG_SYSTEM") {
            Some(value) if value == "never" => Vec::new(),
            _ => system_places(),
        };
        places.extend(named_places());
        places.extend(build::caches());
        Self::only(places, system)
    }

    /// Returns a search list of these folders only; one `*` per path matches anything.
    #[must_use]
    pub fn only(places: impl IntoIterator<Item = PathBuf>, system: System) -> Self {
        let mut seen = Vec::new();
        for place in places {
            if !seen.contains(&place) {
                seen.push(place);
            }
        }
        Self {
            places: seen,
            system,
        }
    }
}

impl Programs {
    /// Finds the programs of this machine.
    ///
    /// # Errors
    /// `Missing` with what to install; `UnsupportedVersion` when all programs are too old or too
    /// new.
    pub fn find() -> Result<Self> {
        Self::find_in(&Search::machine())
    }

    /// Finds the first supported programs of a search list.
    ///
    /// # Errors
    /// As [`Programs::find`].
    pub fn find_in(search: &Search) -> Result<Self> {
        let mut unsupported = None;
        for programs in candidates(search) {
            match programs {
                Ok(programs) => return Ok(programs),
                Err(error) => unsupported = unsupported.or(Some(error)),
            }
        }
        Err(unsupported.unwrap_or_else(|| {
            Error::Missing(Missing {
                system: search.system,
                searched: search.places.clone(),
                not_fetched: None,
            })
        }))
    }

    /// Finds the programs of this machine; if there are none, fetches a build, once.
    ///
    /// # Errors
    /// As [`Programs::find`]; the text of `Missing` gives the reason why no build was fetched.
    pub(crate) fn find_or_fetch(listener: Option<&Listener>) -> Result<Self> {
        let is_named = env::var_os("GLOWPLUG_PG_BIN").is_some_and(|folder| !folder.is_empty());
        match Self::find() {
            Err(Error::Missing(missing)) if !is_named => Self::fetch(None, missing, listener),
            // Unusable programs are treated as none.
            Err(error @ Error::UnsupportedVersion { .. }) if !is_named => {
                fetch(None, listener)?.map_or(Err(error), inspect)
            }
            found => found,
        }
    }

    /// Finds the programs of one major version, 13 to 18, on this machine, or fetches a build.
    ///
    /// # Errors
    /// `Missing` if there are none, with the reason why no build was fetched; `Io` if it cannot be
    /// stored.
    pub fn of(major: u32) -> Result<Self> {
        Self::of_major(major, None)
    }

    /// Finds the programs of one major version as [`Programs::of`] does, and reports the progress
    /// of a fetch to a listener.
    pub(crate) fn of_major(major: u32, listener: Option<&Listener>) -> Result<Self> {
        let search = Search::machine();
        let found = candidates(&search)
            .filter_map(Result::ok)
            .find(|programs| programs.major == major);
        let missing = Missing {
            system: search.system,
            searched: search.places,
            not_fetched: None,
        };
        found.map_or_else(|| Self::fetch(Some(major), missing, listener), Ok)
    }

    fn fetch(major: Option<u32>, missing: Missing, listener: Option<&Listener>) -> Result<Self> {
        match fetch(major, listener)? {
            Ok(bin_dir) => inspect(bin_dir),
            Err(why) => Err(Error::Missing(Missing {
                not_fetched: Some(why),
                ..missing
            })),
        }
    }

    /// Returns the folder of the programs.
    #[must_use]
    pub fn bin_dir(&self) -> &Path {
        &self.bin_dir
    }

    /// Returns the version as the server prints it, for example `17.2`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the major version.
    #[must_use]
    pub fn major(&self) -> u32 {
        self.major
    }

    pub(crate) fn path(&self, program: &str) -> PathBuf {
        self.bin_dir.join(program)
    }
}

/// Returns the folders in which the system's own programs may be.
fn system_places() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut places: Vec<PathBuf> = env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .collect();
    places.extend(configured(&places));
    places.extend(USUAL.map(PathBuf::from));
    places
}

/// Returns the folders of `GLOWPLUG_POSTGRES`: an installation, its programs, or several of them.
fn named_places() -> Vec<PathBuf> {
    let folder = env::var_os("GLOWPLUG_POSTGRES").filter(|folder| !folder.is_empty());
    folder.map(PathBuf::from).map_or_else(Vec::new, |folder| {
        vec![folder.join("bin"), folder.join("*/bin"), folder]
    })
}

fn candidates(search: &Search) -> impl Iterator<Item = Result<Programs>> {
    search
        .places
        .iter()
        .flat_map(|place| expand(place))
        .filter_map(|folder| installation(&folder))
        .map(inspect)
}

/// Returns the folder of the programs themselves: `PATH` may contain a link to only one of them.
fn installation(folder: &Path) -> Option<PathBuf> {
    let complete = |folder: &Path| NEEDED.iter().all(|name| folder.join(name).is_file());
    if complete(folder) {
        return Some(folder.to_owned());
    }
    let real = fs::canonicalize(folder.join("postgres")).ok()?;
    real.parent()
        .filter(|folder| complete(folder))
        .map(Path::to_owned)
}

fn inspect(bin_dir: PathBuf) -> Result<Programs> {
    let postgres = bin_dir.join("postgres");
    let output = Command::new(&postgres)
        .arg("--version")
        .output()
        .context("run", postgres)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let text = text.trim();
    match parse_version(text) {
        Some((major, version)) if SUPPORTED.contains(&major) => Ok(Programs {
            bin_dir,
            version: version.to_owned(),
            major,
        }),
        _ => Err(Error::UnsupportedVersion {
            bin_dir,
            found: text.to_owned(),
        }),
    }
}

/// Reads `postgres (PostgreSQL) 17.2 (Debian 17.2-1)` or `… 18beta1`.
fn parse_version(text: &str) -> Option<(u32, &str)> {
    let version = text
        .split_once("(PostgreSQL) ")?
        .1
        .split_whitespace()
        .next()?;
    let digits = version
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(version.len());
    Some((version[..digits].parse().ok()?, version))
}

/// Returns the folder of programs that the first `pg_config` of these folders reports.
fn configured(folders: &[PathBuf]) -> Option<PathBuf> {
    let program = folders
        .iter()
        .map(|folder| folder.join("pg_config"))
        .find(|program| program.is_file())?;
    let output = Command::new(program).arg("--bindir").output().ok()?;
    let folder = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
    folder.is_absolute().then_some(folder)
}

/// Replaces the `*` of a path by the existing names, the highest number first.
fn expand(place: &Path) -> Vec<PathBuf> {
    let Some((before, after)) = place.to_str().and_then(|text| text.split_once('*')) else {
        return vec![place.to_owned()];
    };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or(("", before));
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    let mut found: Vec<(u32, String)> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| {
            let version = name.strip_prefix(prefix)?;
            let major = version.split('.').next().and_then(|part| part.parse().ok());
            Some((major.unwrap_or(0), format!("{parent}/{name}{after}")))
        })
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, path)| path.into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_versions_of_every_packager() {
        let parsed = |text| parse_version(text).map(|(major, version)| (major, version.to_owned()));
        let debian = "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)";
        assert_eq!(parsed(debian), Some((15, "15.14".into())));
        assert_eq!(
            parsed("postgres (PostgreSQL) 18beta1"),
            Some((18, "18beta1".into()))
        );
        assert_eq!(
            parsed("postgres (PostgreSQL) 9.6.24"),
            Some((9, "9.6.24".into()))
        );
        assert_eq!(parsed("something else"), None);
    }

    #[test]
    fn expands_a_star_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["pg-9.6", "pg-17", "pg-13", "other"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let names: Vec<_> = expand(&folder.path().join("pg-*/bin"))
            .iter()
            .map(|path| {
                path.strip_prefix(folder.path())
                    .unwrap()
                    .display()
                    .to_string()
            })
            .collect();
        assert_eq!(names, ["pg-17/bin", "pg-13/bin", "pg-9.6/bin"]);
    }
}
