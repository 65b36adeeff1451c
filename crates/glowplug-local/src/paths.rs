//! The paths of a cluster's data, socket, log and lock.
//!
//! The home is one folder of mode 0700: local connections need no password, so the folder of the
//! socket must not be accessible to other users.

use std::{
    env, fs,
    io::Read,
    os::unix::{
        ffi::OsStrExt,
        fs::{PermissionsExt, symlink},
    },
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    error::{Context, Error, Result},
    identity::{self, Identity, Mark},
    private::{create_private, delete_folder, prove_private},
    user::Account,
};

/// The maximum length of a Unix socket's path on macOS; Linux allows four bytes more.
const SOCKET_PATH_MAX: usize = 103;
const SOCKET_NAME: &str = "/.s.PGSQL.65535";

/// The parent folder of the home of root's cluster if the server's user cannot access the project.
const FAR: &str = "/var/tmp";

/// The paths of one cluster.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// The folder that contains all the others; private to the server's user.
    pub(crate) home: PathBuf,
    /// The folder of the socket: the home, or one with a short path if the home's path is too long.
    pub(crate) socket_dir: PathBuf,
    /// The lock around every change of state.
    pub(crate) lock: PathBuf,
    /// The symbolic link to the home, if the server's user cannot access the project.
    pub(crate) pointer: Option<PathBuf>,
    /// The project; a temporary cluster has none.
    pub(crate) project: Option<PathBuf>,
}

/// What is in the place of a cluster's home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing, or an empty folder.
    Absent,
    /// The home of this project's cluster.
    Ours,
    /// The original project's cluster, or its link, which was copied with the project.
    Copy(Copied),
}

/// A cluster that was copied together with its project folder, and is not used by the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Copied {
    /// The project it was copied from.
    pub from: PathBuf,
    /// The copied files; `None` if only the link to them was copied.
    pub kept: Option<PathBuf>,
}

impl Layout {
    /// Returns the paths of a project's development cluster, and their owner; creates nothing.
    pub(crate) fn development(project: &Path) -> Result<(Self, Account)> {
        let project = fs::canonicalize(project).context("find the project", project)?;
        let base = project.join(".glowplug");
        if base.is_symlink() {
            return Err(not_ours(base, "is a symbolic link"));
        }
        let link = base.join("postgres");
        let account = Account::current()?;
        let (home, account, pointer) = match fs::read_link(&link) {
            Ok(target) => (far_home(&link, target, &project)?, account, Some(link)),
            Err(_) if account.reaches(if base.is_dir() { &base } else { &project }) => {
                (link.clone(), Account::for_folder(&link)?, None)
            }
            Err(_) => (new_far_home(&project)?, account, Some(link)),
        };
        let layout = Self {
            socket_dir: socket_dir(&home, account)?,
            home,
            lock: base.join("postgres.lock"),
            pointer,
            project: Some(project),
        };
        layout.standing(account)?;
        Ok((layout, account))
    }

    /// Returns what is in the place of the home.
    ///
    /// # Errors
    /// `NotOurs` and `NotPrivate` for files that this crate did not create.
    pub(crate) fn standing(&self, account: Account) -> Result<Standing> {
        let Some(project) = &self.project else {
            return Ok(Standing::Ours);
        };
        if let Some(from) = self.copied_link(project)? {
            return Ok(Standing::Copy(Copied { from, kept: None }));
        }
        if !exists(&self.home) {
            return Ok(Standing::Absent);
        }
        prove_private(&self.home, account)?;
        let bound = self.pointer.is_some().then_some(project.as_path());
        match identity::read(&self.home, bound)? {
            Mark::Fits => Ok(Standing::Ours),
            Mark::Copied { from } => Ok(Standing::Copy(Copied {
                from,
                kept: Some(self.home.clone()),
            })),
            Mark::Missing if identity::is_empty(&self.home)? => Ok(Standing::Absent),
            Mark::Missing => Err(not_ours(
                &self.home,
                "contains files that glowplug did not create",
            )),
        }
    }

    /// Returns the project whose home the link leads to, if it is another one.
    fn copied_link(&self, project: &Path) -> Result<Option<PathBuf>> {
        let Some(target) = self.target().filter(|target| *target != self.home) else {
            return Ok(None);
        };
        match identity::read(&target, Some(project))? {
            Mark::Copied { from } => Ok(Some(from)),
            Mark::Fits | Mark::Missing => Ok(None),
        }
    }

    fn target(&self) -> Option<PathBuf> {
        fs::read_link(self.pointer.as_ref()?).ok()
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
            project: None,
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
    /// It is created complete, by renaming: another process decides by its mode where the data is
    /// stored.
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
            // If another process was faster, our folder is not needed.
            let _ = fs::remove_dir_all(&new);
            return Ok(());
        }
        made.context("create", base)
    }

    /// Creates the home and the folder of the socket, or verifies that they are private and our
    /// own. A copied home is moved aside; returns it.
    pub(crate) fn create_home(&self, account: Account) -> Result<Option<Copied>> {
        let standing = self.standing(account)?;
        let copied = match &standing {
            Standing::Copy(copied) => Some(set_aside(copied)?),
            Standing::Absent | Standing::Ours => None,
        };
        create_private(&self.home, account)?;
        if let Some(project) = self.project.as_ref().filter(|_| standing != Standing::Ours) {
            identity::write(&self.home, project, account)?;
        }
        self.point()?;
        if self.socket_dir != self.home {
            create_private(&self.socket_dir, account)?;
        }
        Ok(copied)
    }

    /// Creates the link to the home, if one is needed, replacing one that leads elsewhere.
    fn point(&self) -> Result<()> {
        let Some(pointer) = &self.pointer else {
            return Ok(());
        };
        match self.target() {
            Some(target) if target == self.home => return Ok(()),
            Some(_) => fs::remove_file(pointer).context("replace", pointer)?,
            None => {}
        }
        symlink(&self.home, pointer).context("create", pointer)
    }

    /// Deletes everything that [`Layout::create_home`] and the server created.
    pub(crate) fn delete(&self, account: Account) -> Result<()> {
        if self.standing(account)? != Standing::Ours {
            return Ok(());
        }
        delete_folder(&self.home)?;
        if self.socket_dir != self.home {
            delete_folder(&self.socket_dir)?;
        }
        match &self.pointer {
            Some(pointer) if pointer.is_symlink() => {
                fs::remove_file(pointer).context("delete", pointer)
            }
            _ => Ok(()),
        }
    }
}

/// Returns the home that a link leads to: only root creates such links, and only to homes in `FAR`.
/// If the home belongs to another project, or is gone, the project gets a new one.
fn far_home(link: &Path, target: PathBuf, project: &Path) -> Result<PathBuf> {
    let is_root = rustix::process::geteuid().is_root();
    let name = target.file_name().map(|name| name.to_string_lossy());
    let is_named = name.is_some_and(|name| name.starts_with("glowplug-0-"));
    if !(is_root && is_named && target.parent() == Some(Path::new(FAR))) {
        return Err(not_ours(
            link,
            "is a symbolic link that glowplug did not make",
        ));
    }
    match identity::read(&target, Some(project))? {
        Mark::Copied { .. } => new_far_home(project),
        Mark::Missing if !exists(&target) => new_far_home(project),
        Mark::Fits | Mark::Missing => Ok(target),
    }
}

/// Returns a path that no other project has, nor an earlier project at this path.
fn new_far_home(project: &Path) -> Result<PathBuf> {
    let identity = Identity::of(project)?.text();
    Ok(Path::new(FAR).join(short_name(identity.as_bytes(), 0)))
}

/// Moves a copied home aside, where the user can still take its data from.
fn set_aside(copied: &Copied) -> Result<Copied> {
    let mut copied = copied.clone();
    if let Some(home) = &mut copied.kept {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = now.unwrap_or_default().as_micros();
        let aside = home.with_file_name(format!("postgres.copy-{now}"));
        fs::rename(&*home, &aside).context("move aside", &*home)?;
        *home = aside;
    }
    Ok(copied)
}

fn not_ours(path: impl Into<PathBuf>, what: &'static str) -> Error {
    Error::NotOurs {
        path: path.into(),
        what,
    }
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn socket_dir(home: &Path, account: Account) -> Result<PathBuf> {
    if fits(home) {
        return Ok(home.to_owned());
    }
    let name = short_name(home.as_os_str().as_bytes(), account.uid());
    short_folders()
        .into_iter()
        .map(|folder| folder.join(&name))
        .find(|dir| fits(dir) && dir.parent().is_some_and(|parent| account.reaches(parent)))
        .ok_or(Error::NoSocketFolder)
}

fn short_folders() -> [PathBuf; 3] {
    [env::temp_dir(), "/tmp".into(), "/var/tmp".into()]
}

/// Returns the folder in memory, if there is so much memory that a few hundred megabytes do no
/// harm. A database has three hundred files, which take longer to create and delete on a disk.
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

fn short_name(key: &[u8], uid: u32) -> String {
    format!("glowplug-{uid}-{:016x}", hash(key))
}

fn fits(socket_dir: &Path) -> bool {
    socket_dir.as_os_str().len() + SOCKET_NAME.len() <= SOCKET_PATH_MAX
}

/// Returns the 64-bit FNV-1a hash, which is the same in every process and release, unlike the
/// standard library's.
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
}
