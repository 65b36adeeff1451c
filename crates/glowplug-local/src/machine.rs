//! Records which machine started a server: several may share a data folder, and the kernel does not
//! know what runs on another machine.

use std::{fs, path::Path};

use crate::error::{Error, Result};

/// The name of the file that records which machine started the server last.
pub(crate) const NAME: &str = "started";

/// A machine, since its last boot.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Machine {
    boot: String,
    host: String,
}

impl Machine {
    /// Returns this machine.
    fn here() -> Self {
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        let host = rustix::system::uname();
        Self {
            boot: boot.trim().to_owned(),
            host: host.nodename().to_string_lossy().into_owned(),
        }
    }

    fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let (boot, host) = text.trim_end().split_once(' ')?;
        Some(Self {
            boot: boot.to_owned(),
            host: host.to_owned(),
        })
    }

    /// Returns true if `other` may still run a server that this machine cannot see. Containers on
    /// one machine share its kernel, and a server in another container answers on its socket.
    fn is_apart_from(&self, other: &Self) -> bool {
        self.host != other.host && self.boot != other.boot
    }
}

/// Returns the text which records that this machine starts the server.
pub(crate) fn text() -> String {
    let Machine { boot, host } = Machine::here();
    format!("{boot} {host}\n")
}

/// Refuses data whose server another machine started and did not stop, if that machine can access
/// it.
pub(crate) fn check(home: &Path, data: &Path) -> Result<()> {
    let started = Machine::read(&home.join(NAME));
    match started.filter(|by| Machine::here().is_apart_from(by)) {
        Some(by) if data.join("postmaster.pid").exists() && is_shared(home) => {
            Err(Error::Elsewhere {
                data: data.to_owned(),
                host: by.host,
            })
        }
        _ => Ok(()),
    }
}

/// Returns true if a folder is on a file system that several machines may have mounted.
#[cfg(target_os = "linux")]
fn is_shared(folder: &Path) -> bool {
    /// NFS, CIFS (two versions), 9P, FUSE and virtiofs, Ceph, AFS, Lustre, VMware's and
    /// VirtualBox's shared folders, OCFS2, GFS2, GPFS.
    const SHARED: [u32; 13] = [
        0x6969,
        0xff53_4d42,
        0xfe53_4d42,
        0x0102_1997,
        0x6573_5546,
        0x00c3_6400,
        0x5346_414f,
        0x0bd0_0bd0,
        0xbacb_acbc,
        0x786f_4256,
        0x7461_636f,
        0x0116_1970,
        0x4750_4653,
    ];
    rustix::fs::statfs(folder).is_ok_and(|found| {
        SHARED
            .iter()
            .any(|magic| i128::from(*magic) == i128::from(found.f_type))
    })
}

/// Returns false, because the types of file systems are not known on other systems.
#[cfg(not(target_os = "linux"))]
fn is_shared(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_name_and_another_boot_are_another_machine() {
        let machine = |boot: &str, host: &str| Machine {
            boot: boot.to_owned(),
            host: host.to_owned(),
        };
        let here = machine("1", "laptop");
        assert!(here.is_apart_from(&machine("2", "desk")));
        assert!(!here.is_apart_from(&machine("2", "laptop")), "rebooted");
        assert!(!here.is_apart_from(&machine("1", "4f2a")), "a container");
    }

    #[test]
    fn a_local_disk_is_not_shared() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(NAME), "other-boot other-host\n").unwrap();
        fs::write(folder.path().join("postmaster.pid"), "1\n").unwrap();
        check(folder.path(), folder.path()).unwrap();
        fs::write(folder.path().join(NAME), text()).unwrap();
        assert_eq!(
            Machine::read(&folder.path().join(NAME)),
            Some(Machine::here())
        );
    }
}
