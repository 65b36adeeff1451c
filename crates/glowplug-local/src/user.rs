//! The user the server runs as: the caller, or an unprivileged one when the caller is root.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, lchown},
        process::CommandExt,
    },
    path::Path,
    process::{Command, Stdio},
};

use crate::error::{Context, Error, Result};

/// Environment variables that would change the behaviour of the programs.
const CLEARED: [&str; 12] = [
    "PGDATA",
    "PGHOST",
    "PGPORT",
    "PGUSER",
    "PGDATABASE",
    "PGPASSWORD",
    "PGOPTIONS",
    "PGSERVICE",
    "PGSSLMODE",
    "PGCLIENTENCODING",
    "PGTZ",
    "PGDATESTYLE",
];

/// The user who owns the cluster and runs its programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    uid: u32,
    gid: u32,
    /// Whether the caller is root and must become this user.
    becomes: bool,
}

impl Account {
    /// Returns the caller, or for root the user `postgres`, else `nobody`.
    pub(crate) fn current() -> Result<Self> {
        let uid = rustix::process::geteuid().as_raw();
        if uid != 0 {
            return Ok(Self {
                uid,
                gid: rustix::process::getegid().as_raw(),
                becomes: false,
            });
        }
        let users = fs::read_to_string("/etc/passwd").context("read", "/etc/passwd")?;
        let (uid, gid) = find_user(&users, "postgres")
            .or_else(|| find_user(&users, "nobody"))
            .ok_or(Error::NoUser)?;
        Ok(Self {
            uid,
            gid,
            becomes: true,
        })
    }

    /// Returns the account for a folder that may exist: for root, the folder's owner if that is not
    /// root.
    pub(crate) fn for_folder(folder: &Path) -> Result<Self> {
        let account = Self::current()?;
        match fs::symlink_metadata(folder) {
            Ok(found) if found.is_dir() && account.becomes && found.uid() != 0 => Ok(Self {
                uid: found.uid(),
                gid: found.gid(),
                becomes: true,
            }),
            _ => Ok(account),
        }
    }

    pub(crate) fn uid(self) -> u32 {
        self.uid
    }

    /// Returns a command that runs as this user, without a terminal and without any `PG…` variable.
    ///
    /// The standard library clears the supplementary groups when it changes the user.
    pub(crate) fn command(self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.stdin(Stdio::null()).env("LC_ALL", "C");
        for name in CLEARED {
            command.env_remove(name);
        }
        if self.becomes {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Returns the ids that root must set on files and processes, if the caller is root.
    pub(crate) fn to_become(self) -> Option<(u32, u32)> {
        self.becomes.then_some((self.uid, self.gid))
    }

    /// Changes the owner of a file to this user; a symbolic link is not followed.
    pub(crate) fn own(self, path: &Path) -> Result<()> {
        if self.becomes {
            lchown(path, Some(self.uid), Some(self.gid)).context("change the owner of", path)?;
        }
        Ok(())
    }

    /// Returns true if this user can enter a folder; the kernel decides that, not our reading of
    /// modes.
    pub(crate) fn reaches(self, folder: &Path) -> bool {
        if !self.becomes {
            return folder.is_dir();
        }
        self.command("/bin/sh")
            .args(["-c", ":"])
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}

/// Finds a user's ids in the text of `/etc/passwd`; macOS writes `nobody` as -2.
fn find_user(users: &str, name: &str) -> Option<(u32, u32)> {
    let number = |text: &str| {
        text.parse()
            .ok()
            .or_else(|| text.parse::<i32>().ok().map(i32::cast_unsigned))
    };
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next()? != name {
            return None;
        }
        let uid = number(fields.nth(1)?).filter(|uid| *uid != 0)?;
        Some((uid, number(fields.next()?)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_users_in_passwd() {
        let users = "root:x:0:0:root:/root:/bin/sh\nnobody:*:-2:-2::/:/x\npostgres:x:101:104::/:/x";
        assert_eq!(find_user(users, "postgres"), Some((101, 104)));
        assert_eq!(
            find_user(users, "nobody"),
            Some((u32::MAX - 1, u32::MAX - 1))
        );
        assert_eq!(find_user(users, "root"), None, "root can never run it");
        assert_eq!(find_user(users, "post"), None);
    }
}
