//! Recognizes addresses of a project's own PostgreSQL, as `local url` prints them, for example in
//! `.env`.

use std::path::{Path, PathBuf};

use glowplug::Database;
use glowplug::model::Address;
use glowplug_local::Cluster;
use percent_encoding::percent_decode_str;

use super::Local;
use crate::error::{Error, Result};
use crate::output::Output;
use crate::project::Project;

/// The folder of a local PostgreSQL in its project.
const PLACE: &str = ".glowplug/postgres";

/// Finds the local PostgreSQL of an address, so that it is started on demand. `file` is the `.env`
/// that contains the address.
///
/// # Errors
/// A `.env` that was copied or moved with its project, and contains the address of another
/// project's.
pub(super) fn find(
    output: Output,
    project: &Project,
    address: &Address,
    file: Option<&Path>,
) -> Result<Option<Local>> {
    let Some(folder) = socket_dir(address) else {
        return Ok(None);
    };
    let database = address.database_name();
    if let Some(root) = project.root().filter(|_| is_of_some_cluster(&folder)) {
        let local = Local::at(output, &root, database.clone())?;
        if is_of(&folder, &local.cluster) {
            return Ok(Some(local));
        }
    }
    let Some(other) = project_of(&folder) else {
        return match file {
            Some(file) if is_of_some_cluster(&folder) => Err(elsewhere(file, &folder)),
            _ => Ok(None),
        };
    };
    if let Some(file) = file.filter(|file| !is_related(file, &other)) {
        return Err(elsewhere(file, &other));
    }
    match other.join(PLACE).exists() {
        true => Ok(Some(Local::at(output, &other, database)?)),
        false => Ok(None),
    }
}

/// Returns the folder of the socket in a PostgreSQL address.
fn socket_dir(address: &Address) -> Option<PathBuf> {
    if address.database() != Database::Postgres {
        return None;
    }
    let (_, rest) = address.expose().split_once("://")?;
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = place.split('/').next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let named = query.split('&').find_map(|pair| pair.strip_prefix("host="));
    let folder = percent_decode_str(named.unwrap_or(host))
        .decode_utf8()
        .ok()?;
    folder.starts_with('/').then(|| PathBuf::from(&*folder))
}

/// Returns the project whose local PostgreSQL has its socket in a folder, by the path alone.
fn project_of(folder: &Path) -> Option<PathBuf> {
    let project = folder.parent()?.parent()?;
    folder.ends_with(PLACE).then(|| project.to_owned())
}

/// Returns true if a folder's name is that of a local PostgreSQL's socket folder.
fn is_of_some_cluster(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let short = name
        .strip_prefix("glowplug-")
        .and_then(|rest| rest.split_once('-'));
    folder.ends_with(PLACE)
        || short.is_some_and(|(user, hash)| {
            user.parse::<u32>().is_ok() && u64::from_str_radix(hash, 16).is_ok()
        })
}

fn is_of(folder: &Path, cluster: &Cluster) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    real(folder) == real(&cluster.socket_dir())
}

/// Returns true if a `.env` and a project belong together: one is below the other.
fn is_related(file: &Path, project: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = real(file.parent().unwrap_or(file));
    let project = real(project);
    folder.starts_with(&project) || project.starts_with(&folder)
}

fn elsewhere(file: &Path, other: &Path) -> Error {
    Error::usage(
        format!(
            "`{}` names the local PostgreSQL of another folder, `{}`",
            file.display(),
            other.display()
        ),
        "if this project was copied or moved, remove that address from the file to use its own \
         PostgreSQL, or replace it with what `glowplug local url` prints; to use the other one, pass \
         `--database-url`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sockets_are_found_in_every_form_of_an_address() {
        for text in [
            "postgres://postgres@%2Fa%20b%2F.glowplug%2Fpostgres:5432/shop",
            "postgresql://%2Fa%20b%2F.glowplug%2Fpostgres/shop?sslmode=disable",
            "postgres://me:p%40ss@localhost/shop?host=/a%20b/.glowplug/postgres",
        ] {
            let address = Address::parse(text).unwrap();
            let folder = socket_dir(&address).unwrap();
            assert_eq!(folder, Path::new("/a b/.glowplug/postgres"), "{text}");
            assert_eq!(project_of(&folder).unwrap(), Path::new("/a b"));
        }
        for text in ["postgres://h:5432/d", "mysql://h/d", "a.db", "postgres://"] {
            assert_eq!(socket_dir(&Address::parse(text).unwrap()), None, "{text}");
        }
    }

    #[test]
    fn names_of_short_folders_are_known() {
        let is = |path| is_of_some_cluster(Path::new(path));
        assert!(is("/var/tmp/glowplug-0-60d9ca0250392d89"));
        assert!(is("/p/.glowplug/postgres"));
        assert!(!is("/run/postgresql") && !is("/tmp/glowplug-test-1-ab"));
    }
}
