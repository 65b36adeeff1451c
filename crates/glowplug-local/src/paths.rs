//! Where a cluster keeps its data, socket, log and lock.
//!
//! The home is one folder of mode 0700: local connections need no password, so the folder of the
//! socket must keep everyone else out.

use std::{
    env, fs,
    io::{ErrorKind, Read},
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, MetadataExt, PermissionsExt, symlink},
    },
    path::{Path, PathBuf},
};

use crate::{
    error::{Context, Error, Result},
    user::Account,
};

/// What macOS allows for the path of a Unix socket; Linux has four bytes more.
const SOCKET_PATH_MAX: usize = 103;
const SOCKET_NAME: &str = "/.s.PGSQL.65535";

/// The places of one cluster.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// Holds everything below; private to the server's user.
    pub(crate) home: PathBuf,
    /// The folder of the socket: the home, or a short one when the home's path is too long.
    pub(crate) socket_dir: PathBuf,
    /// The lock around every change of state.
    pub(crate) lock: PathBuf,
    /// The symbolic link to the home, when the server's user cannot reach the project.
    pub(crate) pointer: Option<PathBuf>,
}

impl Layout {
    /// Returns the places of a project's development cluster, and whose they are; creates nothing.
    pub(crate) fn development(project: &Path) -> Result<(Self, Account)> {
        let project = fs::canonicalize(project).context("find the project", project)?;
        let base = project.join(".glowplug");
        let link = base.join("postgres");
        let account = Account::current()?;
        let target = match fs::read_link(&link) {
            Ok(target) => Some(base.join(target)),
            Err(_) if account.reaches(if base.is_dir() { &base } else { &project }) => None,
            Err(_) => Some(PathBuf::from("/var/tmp").join(short_name(&project, 0))),
        };
        let (home, account, pointer) = match target {
            // Anyone may have made that folder: it must belong to the user we expect.
            Some(target) => (target, account, Some(link)),
            None => (link.clone(), Account::for_folder(&link)?, None),
        };
        let layout = Self {
            socket_dir: socket_dir(&home, account)?,
            home,
            lock: base.join("postgres.lock"),
            pointer,
        };
        Ok((layout, account))
    }

    /// Creates the private folder of a temporary cluster.
    pub(crate) fn temporary(account: Account, folder: Option<&Path>) -> Result<Self> {
        let name = format!(
            "glowplug-test-{}-{}",
            std::process::id(),
            &random_hex()?[..12]
        );
        let folders = match folder {
            Some(folder) => vec![fs::canonicalize(folder).context("find", folder)?],
            None => memory().into_iter().chain(short_folders()).collect(),
        };
        let home = folders
            .into_iter()
            .map(|folder| folder.join(&name))
            .find(|home| fits(home) && home.parent().is_some_and(|parent| account.reaches(parent)))
            .ok_or(Error::NoSocketFolder)?;
        create_private(&home, account)?;
        Ok(Self {
            socket_dir: home.clone(),
            lock: home.join("lock"),
            home,
            pointer: None,
        })
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.home.join("server.log")
    }

    pub(crate) fn password(&self) -> PathBuf {
        self.home.join("password")
    }

    /// Creates `.glowplug`, ignored by Git, so that the lock has a place.
    ///
    /// It appears complete: another process that sees it decides by its mode where the data goes.
    pub(crate) fn create_base(&self) -> Result<()> {
        let Some(base) = self.lock.parent().filter(|base| !base.exists()) else {
            return Ok(());
        };
        let new = base.with_extension(format!("new-{}", random_hex()?));
        fs::create_dir(&new).context("create", &new)?;
        let made = fs::set_permissions(&new, fs::Permissions::from_mode(0o755))
            .and_then(|()| fs::write(new.join(".gitignore"), "*\n"))
            .and_then(|()| fs::rename(&new, base));
        if made.is_ok() || base.is_dir() {
            // Where another process was faster, ours is left over.
            let _ = fs::remove_dir_all(&new);
            return Ok(());
        }
        made.context("create", base)
    }

    /// Creates the home and the folder of the socket, or proves that they are private.
    pub(crate) fn create_home(&self, account: Account) -> Result<()> {
        create_private(&self.home, account)?;
        if let Some(pointer) = self.pointer.as_ref().filter(|link| !link.is_symlink()) {
            symlink(&self.home, pointer).context("create", pointer)?;
        }
        if self.socket_dir != self.home {
            create_private(&self.socket_dir, account)?;
        }
        Ok(())
    }

    /// Deletes all that [`Layout::create_home`] made and the server left there.
    pub(crate) fn delete(&self) -> Result<()> {
        delete_folder(&self.home)?;
        if self.socket_dir != self.home {
            delete_folder(&self.socket_dir)?;
        }
        match self.pointer.as_ref().filter(|link| link.is_symlink()) {
            Some(pointer) => fs::remove_file(pointer).context("delete", pointer),
            None => Ok(()),
        }
    }
}

pub(crate) fn delete_folder(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result.context("delete", path),
    }
}

/// Creates a folder only `account` can enter, or proves that an existing one is that.
fn create_private(path: &Path, account: Account) -> Result<()> {
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => return account.own(path),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error).context("create", path),
    }
    let found = fs::symlink_metadata(path).context("read", path)?;
    let caller = rustix::process::geteuid().as_raw();
    if found.is_dir() && found.uid() == caller && caller != account.uid() {
        // Made by root, who was killed before giving it away.
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))
            .context("set the mode of", path)?;
        return account.own(path);
    }
    if found.is_dir() && found.uid() == account.uid() && found.mode().trailing_zeros() >= 6 {
        return Ok(());
    }
    Err(Error::NotPrivate {
        path: path.to_owned(),
        uid: account.uid(),
    })
}

fn socket_dir(home: &Path, account: Account) -> Result<PathBuf> {
    if fits(home) {
        return Ok(home.to_owned());
    }
    let name = short_name(home, account.uid());
    short_folders()
        .into_iter()
        .map(|folder| folder.join(&name))
        .find(|dir| fits(dir) && dir.parent().is_some_and(|parent| account.reaches(parent)))
        .ok_or(Error::NoSocketFolder)
}

fn short_folders() -> [PathBuf; 3] {
    [env::temp_dir(), "/tmp".into(), "/var/tmp".into()]
}

/// Returns the folder in memory, if there is so much that a few hundred megabytes do no harm. A
/// database is three hundred files: a disk's file system takes longer to make and delete them.
fn memory() -> Option<PathBuf> {
    const PLENTY: u64 = 2 << 30;
    let folder = PathBuf::from("/dev/shm");
    let space = rustix::fs::statvfs(&folder).ok()?;
    let meminfo = fs::read_to_string("/proc/meminfo").ok()?;
    let available = meminfo
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = available.split_whitespace().next()?.parse().ok()?;
    let roomy = space.f_bavail * space.f_frsize >= PLENTY && kilobytes >= PLENTY >> 10;
    roomy.then_some(folder)
}

fn short_name(path: &Path, uid: u32) -> String {
    format!("glowplug-{uid}-{:016x}", hash(path.as_os_str().as_bytes()))
}

fn fits(socket_dir: &Path) -> bool {
    socket_dir.as_os_str().len() + SOCKET_NAME.len() <= SOCKET_PATH_MAX
}

/// The 64-bit FNV-1a hash: the same in every process and release, unlike the standard library's.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Returns 32 random hexadecimal digits.
pub(crate) fn random_hex() -> Result<String> {
    let mut bytes = [0; 16];
    fs::File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut bytes))
        .context("read", "/dev/urandom")?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_is_fnv_1a() {
        assert_eq!(hash(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_long_home_gets_a_short_socket_folder() {
        let account = Account::current().unwrap();
        let long = PathBuf::from("/project").join("x".repeat(100));
        let short = socket_dir(&long, account).unwrap();
        assert!(fits(&short));
        assert_eq!(short, socket_dir(&long, account).unwrap());
        assert_ne!(short, socket_dir(&long.join("y"), account).unwrap());
        let home = PathBuf::from("/project/.glowplug/postgres");
        assert_eq!(socket_dir(&home, account).unwrap(), home);
    }

    #[test]
    fn an_open_folder_is_not_private() {
        let folder = tempfile::tempdir().unwrap();
        let account = Account::current().unwrap();
        let path = folder.path().join("home");
        create_private(&path, account).unwrap();
        create_private(&path, account).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o750)).unwrap();
        let error = create_private(&path, account).unwrap_err();
        assert!(matches!(error, Error::NotPrivate { .. }));
    }
}
