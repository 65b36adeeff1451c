//! Reads and writes whole files. A new text is written to a temporary file beside the old one,
//! synced and renamed, so that no reader ever finds an incomplete file; several files are all
//! written, then all synced, then all renamed.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::{Error, Result};

/// The suffix of a file that is being written.
const NEW: &str = ".glowplug-new";
/// The age from which such a file was left behind by a killed run.
const ABANDONED: Duration = Duration::from_secs(600);
/// The maximum number of new files that are open at once.
const MOST_OPEN: usize = 128;

/// Reads a file without its byte order mark. Returns an empty text if there is no file.
///
/// # Errors
/// `Io` if the file exists and cannot be read.
pub(crate) fn read_or_empty(path: &Path) -> Result<String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(without_mark(&text).to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

/// Returns a text without the byte order mark that some editors put before it.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Writes files, and creates the folders above them.
///
/// # Errors
/// As [`write_all`].
pub(crate) fn write_with_folders<'a>(
    files: impl IntoIterator<Item = (&'a Path, &'a str)>,
) -> Result<()> {
    let files: Vec<_> = files.into_iter().collect();
    let folders: BTreeSet<_> = files.iter().map(|(path, _)| folder(path)).collect();
    for folder in folders {
        fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
    }
    write_all(files)
}

/// Writes a whole file. Until the new text is complete, the old file stays in place. A symbolic
/// link keeps its target, and the file its permissions.
///
/// # Errors
/// `Io` with the path that cannot be written; the old file is then unchanged.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    write_all([(path, text)])
}

/// Writes whole files, each as [`write`] does. None is replaced before all are on the disk.
///
/// # Errors
/// `Io` with the path that cannot be written.
pub(crate) fn write_all<'a>(files: impl IntoIterator<Item = (&'a Path, &'a str)>) -> Result<()> {
    let mut batch = Batch::default();
    for (path, text) in files {
        batch.add(path, text).map_err(Error::io("write", path))?;
        if batch.replacements.len() - batch.synced >= MOST_OPEN {
            batch.sync()?;
        }
    }
    batch.commit()
}

/// New files that will replace existing ones.
#[derive(Default)]
struct Batch<'a> {
    replacements: Vec<Replacement<'a>>,
    /// The number of them that are synced.
    synced: usize,
    /// The folders that were searched for leftovers.
    swept: BTreeSet<PathBuf>,
}

/// A new file beside the one that it replaces. It is removed if it is not renamed.
struct Replacement<'a> {
    target: PathBuf,
    text: &'a str,
    new: PathBuf,
    /// The open file; `None` once it is synced.
    file: Option<File>,
}

impl<'a> Batch<'a> {
    fn add(&mut self, path: &Path, text: &'a str) -> io::Result<()> {
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let before = fs::metadata(&target).ok();
        if before.as_ref().is_some_and(|before| !before.is_file()) {
            // A pipe or a device has no old text.
            return fs::write(&target, text);
        }
        if self.swept.insert(folder(&target).to_owned()) {
            sweep(folder(&target));
        }
        let (mut file, new) = match beside(&target) {
            Ok(created) => created,
            // A file may be writable although its folder is not.
            Err(error) if error.kind() == ErrorKind::PermissionDenied && before.is_some() => {
                return fs::write(&target, text);
            }
            Err(error) => return Err(error),
        };
        let filled = fill(&mut file, text, before.as_ref());
        self.replacements.push(Replacement {
            target,
            text,
            new,
            file: Some(file),
        });
        filled
    }

    /// Syncs the files that are not synced yet. For many files at once this takes the disk hardly
    /// longer than for one.
    fn sync(&mut self) -> Result<()> {
        for replacement in &mut self.replacements[self.synced..] {
            if let Some(file) = replacement.file.take() {
                let synced = file.sync_all();
                synced.map_err(Error::io("write", &replacement.target))?;
            }
            self.synced += 1;
        }
        Ok(())
    }

    fn commit(mut self) -> Result<()> {
        self.sync()?;
        for replacement in &self.replacements {
            let target = &replacement.target;
            replacement.put().map_err(Error::io("write", target))?;
        }
        for folder in &self.swept {
            sync_folder(folder);
        }
        Ok(())
    }
}

impl Replacement<'_> {
    fn put(&self) -> io::Result<()> {
        match fs::rename(&self.new, &self.target) {
            // The file is a single one that is mounted into a container.
            Err(error) if error.kind() == ErrorKind::ResourceBusy => {
                fs::write(&self.target, self.text)
            }
            renamed => renamed,
        }
    }
}

impl Drop for Replacement<'_> {
    fn drop(&mut self) {
        // After renaming there is no such file.
        let _ = fs::remove_file(&self.new);
    }
}

/// Creates a new file in the same folder.
fn beside(path: &Path) -> io::Result<(File, PathBuf)> {
    let mut new = OsString::from(".");
    new.push(path.file_name().unwrap_or_default());
    new.push(format!(".{}{NEW}", std::process::id()));
    let new = folder(path).join(new);
    // A file of an ended process that had the same pid.
    let _ = fs::remove_file(&new);
    let file = OpenOptions::new().write(true).create_new(true).open(&new)?;
    Ok((file, new))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Removes the files that killed runs left behind.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        if name.starts_with('.') && name.ends_with(NEW) && age().is_some_and(|age| age > ABANDONED)
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn fill(file: &mut File, text: &str, before: Option<&fs::Metadata>) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    if let Some(before) = before {
        file.set_permissions(before.permissions())?;
        keep_owner(file, before);
    }
    Ok(())
}

/// Keeps the owner of the file if root writes it; other users cannot change it.
#[cfg(unix)]
fn keep_owner(file: &File, before: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};

    let _ = fchown(file, Some(before.uid()), Some(before.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

/// Syncs a folder, so that new names survive a power failure. Not every file system supports it.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("schema.rs");
        write(&path, "one").unwrap();
        write(&path, "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn of_several_files_all_or_none_are_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<_> = (0..2 * MOST_OPEN + 1)
            .map(|number| folder.path().join(number.to_string()))
            .collect();
        let all = |text| names.iter().map(move |path| (path.as_path(), text));
        write_all(all("one")).unwrap();
        let missing = folder.path().join("no").join("folder");
        write_all(all("two").chain([(missing.as_path(), "two")])).unwrap_err();
        let is = |text| {
            names
                .iter()
                .all(|path| fs::read_to_string(path).unwrap() == text)
        };
        assert!(is("one"));
        write_all(all("two")).unwrap();
        assert!(is("two"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), names.len());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("real.rs"), folder.path().join("link.rs"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        write(&link, "two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_reader_never_sees_half_of_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("schema.rs");
        let texts = ["a".repeat(1 << 20), "b".repeat(1 << 20)];
        write(&path, &texts[0]).unwrap();
        let (reading, known) = (path.clone(), texts.clone());
        let reader = std::thread::spawn(move || {
            (0..200).all(|_| known.contains(&fs::read_to_string(&reading).unwrap()))
        });
        for turn in 0..20 {
            write(&path, &texts[turn % 2]).unwrap();
        }
        assert!(reader.join().unwrap());
    }
}
