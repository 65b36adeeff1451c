//! What a case says about the versions of the server.

use std::fs;
use std::path::{Path, PathBuf};

/// The first version of PostgreSQL that writes views without the names of their table.
pub(super) const OTHER_WORDS: u32 = 16;

/// Whether a version is one of those that a file names: `15..`, `..17`, `14..17`, or nothing for all.
pub(super) fn contain(text: &str, major: u32) -> bool {
    let Some((first, last)) = text.trim().split_once("..") else {
        assert!(text.trim().is_empty(), "`{text}` is no range of versions");
        return true;
    };
    let number = |text: &str, usual| match text {
        "" => usual,
        text => text.parse().unwrap(),
    };
    (number(first, 0)..=number(last, u32::MAX)).contains(&major)
}

/// The file that says what must come out: `plan.16.sql` on 16 and later, where it is there. With
/// `GLOWPLUG_BLESS=16` it is written, and removed again where it is what the other one says.
pub(super) fn file(folder: &Path, name: &str, extension: &str, major: u32) -> PathBuf {
    let of = |major: &str| folder.join(format!("{name}.{major}.{extension}"));
    let blessed = std::env::var("GLOWPLUG_BLESS").unwrap_or_default();
    if blessed == major.to_string() {
        return of(&blessed);
    }
    let newer = (1..=major).rev().map(|major| of(&major.to_string()));
    let mut newer = newer.filter(|path| path.exists());
    let plain = folder.join(format!("{name}.{extension}"));
    newer.next().unwrap_or(plain)
}

/// Removes what was blessed for a version where it is no other than before.
pub(super) fn tidy(path: &Path) -> std::io::Result<()> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let parts: Vec<&str> = name.split('.').collect();
    if let [name, _, extension] = parts[..] {
        let plain = path.with_file_name(format!("{name}.{extension}"));
        let written = fs::read(path)?;
        if fs::read(&plain).is_ok_and(|plain| plain == written) {
            return fs::remove_file(path);
        }
    }
    Ok(())
}
