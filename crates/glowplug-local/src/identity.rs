//! Marks a folder as the home of a cluster, to detect that it was copied.
//!
//! The mark identifies the folder it was written for by device, inode and creation time. A moved
//! folder keeps them, a copy has others, and the creator of an archive cannot know them in advance.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    os::unix::{
        ffi::{OsStrExt, OsStringExt},
        fs::{MetadataExt, OpenOptionsExt, fchown},
    },
    path::{Path, PathBuf},
    time::SystemTime,
};

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, percent_encode};
use rustix::fs::OFlags;

use crate::{
    error::{Context, Result},
    user::Account,
};

const NAME: &str = "identity";
const HEAD: &str =
    "# Written when this cluster was made; a copy of the folder is told by it. Do not edit.\n";

/// The identity of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    device: u64,
    inode: u64,
    /// When it was created, if the file system records it.
    born: String,
    path: PathBuf,
}

/// What a mark says about the folder it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// There is none, or it cannot be read.
    Missing,
    /// It was written for this folder and this project.
    Fits,
    /// It was written for another folder or project.
    Copied {
        /// The folder or project that it was written for.
        from: PathBuf,
    },
}

impl Identity {
    /// Returns the identity of a folder; a symbolic link is not followed.
    pub(crate) fn of(folder: &Path) -> Result<Self> {
        let found = fs::symlink_metadata(folder).context("read", folder)?;
        let born = found
            .created()
            .ok()
            .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        Ok(Self {
            device: found.dev(),
            inode: found.ino(),
            born: born.map_or_else(|| "-".to_owned(), |time| time.as_nanos().to_string()),
            path: folder.to_owned(),
        })
    }

    /// Returns a text that is unique to this folder on this machine.
    pub(crate) fn text(&self) -> String {
        format!("{} {} {}", self.device, self.inode, self.born)
    }

    /// Returns true if both are the same folder, which may have been moved. Device numbers can
    /// change after a reboot, so the same path is accepted too.
    fn is(&self, now: &Self) -> bool {
        (self.inode, &self.born) == (now.inode, &now.born)
            && (self.device == now.device || self.path == now.path)
    }

    fn line(&self, name: &str) -> String {
        let path = percent_encode(self.path.as_os_str().as_bytes(), NON_ALPHANUMERIC);
        format!("{name} {} {path}\n", self.text())
    }

    fn parse(text: &str, name: &str) -> Option<Self> {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
        let [device, inode, born, path] = line.split(' ').collect::<Vec<_>>().try_into().ok()?;
        let path: Vec<u8> = percent_decode_str(path).collect();
        Some(Self {
            device: device.parse().ok()?,
            inode: inode.parse().ok()?,
            born: born.to_owned(),
            path: std::ffi::OsString::from_vec(path).into(),
        })
    }
}

/// Marks a folder as the home of a project's cluster.
pub(crate) fn write(home: &Path, project: &Path, account: Account) -> Result<()> {
    let text = [
        HEAD.to_owned(),
        Identity::of(home)?.line("home"),
        Identity::of(project)?.line("project"),
    ];
    let path = home.join(NAME);
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .custom_flags(no_follow())
        .open(&path)
        .context("write", &path)?;
    file.write_all(text.concat().as_bytes())
        .context("write", &path)?;
    match account.to_become() {
        Some((uid, gid)) => {
            fchown(&file, Some(uid), Some(gid)).context("change the owner of", path)
        }
        None => Ok(()),
    }
}

/// Reads the mark of a home. `project` is given if the home is outside of it, because a copy of the
/// project contains the link to it.
pub(crate) fn read(home: &Path, project: Option<&Path>) -> Result<Mark> {
    let Some(text) = text(&home.join(NAME)) else {
        return Ok(Mark::Missing);
    };
    let folders = [("home", Some(home)), ("project", project)];
    for (name, folder) in folders {
        let Some(written) = Identity::parse(&text, name) else {
            return Ok(Mark::Missing);
        };
        if let Some(folder) = folder
            && !written.is(&Identity::of(folder)?)
        {
            let from = Identity::parse(&text, "project").unwrap_or(written).path;
            return Ok(Mark::Copied { from });
        }
    }
    Ok(Mark::Fits)
}

/// Returns true if a folder is empty, or contains only a mark whose writer was killed.
pub(crate) fn is_empty(home: &Path) -> Result<bool> {
    let entries = fs::read_dir(home).context("read", home)?;
    Ok(entries.flatten().all(|entry| entry.file_name() == NAME))
}

/// Returns the flag that prevents following a symbolic link.
pub(crate) fn no_follow() -> i32 {
    OFlags::NOFOLLOW.bits().cast_signed()
}

fn text(path: &Path) -> Option<String> {
    let mut text = String::new();
    let mut options = File::options();
    let file = options
        .read(true)
        .custom_flags(no_follow())
        .open(path)
        .ok()?;
    file.take(1 << 16).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let outer = tempfile::tempdir().unwrap();
        let home = outer.path().join("a b\nü");
        fs::create_dir(&home).unwrap();
        write(&home, outer.path(), Account::current().unwrap()).unwrap();
        (outer, home)
    }

    #[test]
    fn a_move_keeps_the_identity_and_a_copy_does_not() {
        let (outer, home) = folder();
        assert_eq!(read(&home, Some(outer.path())).unwrap(), Mark::Fits);
        let moved = outer.path().join("moved");
        fs::rename(&home, &moved).unwrap();
        assert_eq!(read(&moved, None).unwrap(), Mark::Fits);
        let copy = outer.path().join("copy");
        fs::create_dir(&copy).unwrap();
        fs::copy(moved.join(NAME), copy.join(NAME)).unwrap();
        let from = outer.path().to_owned();
        assert_eq!(read(&copy, None).unwrap(), Mark::Copied { from });
    }

    #[test]
    fn a_home_outside_of_the_project_is_bound_to_it() {
        let (_outer, home) = folder();
        let other = tempfile::tempdir().unwrap();
        let read = read(&home, Some(other.path())).unwrap();
        assert!(matches!(read, Mark::Copied { .. }), "{read:?}");
    }

    #[test]
    fn a_mark_that_is_cut_short_or_a_link_is_none() {
        let (outer, home) = folder();
        let mark = home.join(NAME);
        assert!(is_empty(&home).unwrap());
        let whole = fs::read_to_string(&mark).unwrap();
        fs::write(&mark, &whole[..HEAD.len() + 9]).unwrap();
        assert_eq!(read(&home, None).unwrap(), Mark::Missing);
        fs::remove_file(&mark).unwrap();
        fs::write(outer.path().join("elsewhere"), whole).unwrap();
        std::os::unix::fs::symlink(outer.path().join("elsewhere"), &mark).unwrap();
        assert_eq!(read(&home, None).unwrap(), Mark::Missing);
    }

    #[test]
    fn other_numbers_of_devices_after_a_reboot_do_not_matter() {
        let (_outer, home) = folder();
        let now = Identity::of(&home).unwrap();
        let mut before = now.clone();
        before.device += 1;
        assert!(before.is(&now));
        before.path = "/elsewhere".into();
        assert!(!before.is(&now), "a snapshot, mounted elsewhere");
    }
}
