//! Folders that only one user can enter.

use std::{
    fs,
    io::ErrorKind,
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::Path,
};

use crate::{
    error::{Context, Error, Result},
    user::Account,
};

/// Deletes a folder with its content, if it exists; symbolic links are not followed.
pub(crate) fn delete_folder(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result.context("delete", path),
    }
}

/// Creates a folder that only `account` can enter, or verifies that an existing one is private.
pub(crate) fn create_private(path: &Path, account: Account) -> Result<()> {
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => return account.own(path),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error).context("create", path),
    }
    prove_private(path, account)?;
    let found = fs::symlink_metadata(path).context("read", path)?;
    if found.uid() != account.uid() {
        // Created by root, who was killed before changing its owner.
        account.own(path)?;
    }
    Ok(())
}

/// Verifies that a path is a folder, not a link to one, and that no other user can enter it.
pub(crate) fn prove_private(path: &Path, account: Account) -> Result<()> {
    let found = fs::symlink_metadata(path).context("read", path)?;
    let owners = [account.uid(), rustix::process::geteuid().as_raw()];
    if found.is_dir() && owners.contains(&found.uid()) && found.mode().trailing_zeros() >= 6 {
        return Ok(());
    }
    Err(Error::NotPrivate {
        path: path.to_owned(),
        uid: account.uid(),
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

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
