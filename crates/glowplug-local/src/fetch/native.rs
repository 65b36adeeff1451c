//! Completes an unpacked package: npm packages cannot contain links, and root's server runs as
//! another user.

use std::{
    fs, io,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Component, Path, PathBuf},
};

use serde::Deserialize;

use crate::error::{Context, Result};

/// An entry of the package's list of links.
#[derive(Deserialize)]
struct Link {
    source: PathBuf,
    target: PathBuf,
}

/// Creates the links that the package lists, and makes all files readable for every user.
pub(super) fn complete(native: &Path) -> Result<()> {
    let list = native.join("pg-symlinks.json");
    if list.is_file() {
        let text = fs::read_to_string(&list).context("read", &list)?;
        let links: Vec<Link> = serde_json::from_str(&text)
            .map_err(io::Error::from)
            .context("read", &list)?;
        for link in links {
            make_link(native, &link)?;
        }
    }
    open_to_all(native)
}

/// Creates a link inside the build; one that leads outside is skipped.
fn make_link(native: &Path, link: &Link) -> Result<()> {
    let inside = |path: &Path| {
        let below = path.strip_prefix("native").ok()?.to_owned();
        let is_plain = |part| matches!(part, Component::Normal(_));
        below.components().all(is_plain).then_some(below)
    };
    let (Some(source), Some(target)) = (inside(&link.source), inside(&link.target)) else {
        return Ok(());
    };
    let up = target.components().skip(1).map(|_| "..");
    let leads = up.collect::<PathBuf>().join(source);
    let path = native.join(target);
    match symlink(leads, &path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        result => result.context("create", path),
    }
}

/// Makes a file readable for every user, because root's server runs as another user.
fn open_to_all(path: &Path) -> Result<()> {
    let found = fs::symlink_metadata(path).context("read", path)?;
    if found.is_symlink() {
        return Ok(());
    }
    let executable = found.is_dir() || found.permissions().mode() & 0o100 != 0;
    let mode = if executable { 0o755 } else { 0o644 };
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).context("set the mode of", path)?;
    if found.is_dir() {
        for entry in fs::read_dir(path).context("read", path)? {
            open_to_all(&entry.context("read", path)?.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_made_inside_of_the_build_only() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("lib/deep")).unwrap();
        fs::write(folder.path().join("lib/a.so.1"), "x").unwrap();
        let make = |source: &str, target: &str| {
            let (source, target) = (source.into(), target.into());
            make_link(folder.path(), &Link { source, target }).unwrap();
        };
        make("native/lib/a.so.1", "native/lib/a.so");
        make("native/lib/a.so.1", "native/lib/a.so");
        make("native/lib/a.so.1", "native/lib/deep/a.so");
        make("native/lib/a.so.1", "native/../outside");
        make("/etc/passwd", "native/lib/b.so");
        for made in ["lib/a.so", "lib/deep/a.so"] {
            assert_eq!(fs::read_to_string(folder.path().join(made)).unwrap(), "x");
        }
        assert!(!folder.path().join("lib/b.so").is_symlink());
    }
}
