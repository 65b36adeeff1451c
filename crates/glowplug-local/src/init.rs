//! Creates the data folder atomically: `initdb` works in a sibling folder that is renamed when it
//! is complete, so a killed process never leaves an incomplete cluster under the final name.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::Path,
    process::{Command, Stdio},
    time::SystemTime,
};

use crate::{
    cluster::Cluster,
    error::{Context, Error, Result},
    paths::random_hex,
    private::delete_folder,
    process::wait_for_initdb,
    settings::Purpose,
};

const INCLUDE: &str = "\ninclude_if_exists = '../glowplug.conf'\n";

impl Cluster {
    /// Creates the data folder unless a complete one exists.
    pub(crate) fn initialise(&self) -> Result<()> {
        self.delete_leftovers()?;
        let data = self.layout.data();
        if is_complete(&data) {
            return self.check_version(&data);
        }
        self.set_aside(&data)?;
        let new = self
            .layout
            .home
            .join(format!("data.new-{}", std::process::id()));
        self.write_password()?;
        self.initdb(&new)?;
        OpenOptions::new()
            .append(true)
            .open(new.join("postgresql.conf"))
            .and_then(|mut file| file.write_all(INCLUDE.as_bytes()).and(file.sync_all()))
            .context("extend the configuration in", &new)?;
        fs::rename(&new, &data).context("rename to", data)
    }

    /// Runs `initdb`, with the locale C if the system has no C.UTF-8.
    fn initdb(&self, data: &Path) -> Result<()> {
        let mut output = String::new();
        for locale in ["C.UTF-8", "C"] {
            match self.run(self.initdb_command(data, locale))? {
                Ok(()) => return Ok(()),
                Err(text) => output = text,
            }
            delete_folder(data)?;
            if !output.contains("locale") {
                break;
            }
        }
        Err(Error::Program {
            program: "initdb",
            data: data.to_owned(),
            output,
        })
    }

    fn initdb_command(&self, data: &Path, locale: &str) -> Command {
        let mut command = self.command("initdb");
        command
            .arg("-D")
            .arg(data)
            .args(["-U", "postgres", "--encoding=UTF8", "--auth-local=trust"])
            .args(["--auth-host=scram-sha-256", &format!("--locale={locale}")])
            .arg("--pwfile")
            .arg(self.layout.password());
        if self.programs.major() >= 15 {
            command.arg("--locale-provider=libc");
        }
        if self.purpose == Purpose::Tests {
            command.arg("--no-sync");
        }
        command
    }

    /// Runs a program until it ends; the inner error is the end of its output.
    pub(crate) fn run(&self, mut command: Command) -> Result<Result<(), String>> {
        let program = command.get_program().to_owned();
        let child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("run", &program)?;
        self.tell_watchdog(child.id());
        let output = child.wait_with_output();
        self.tell_watchdog(0);
        let output = output.context("wait for", program)?;
        if output.status.success() {
            return Ok(Ok(()));
        }
        let text = [output.stdout, output.stderr].concat();
        Ok(Err(last_lines(&String::from_utf8_lossy(&text))))
    }

    /// Creates a file that only the server's user can read.
    pub(crate) fn write_private(&self, path: &Path, content: &[u8]) -> Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).context("replace", path);
            }
            _ => {}
        }
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .and_then(|mut file| file.write_all(content))
            .context("write", path)?;
        self.account.own(path)
    }

    fn write_password(&self) -> Result<()> {
        self.write_private(&self.layout.password(), random_hex()?.as_bytes())
    }

    fn delete_leftovers(&self) -> Result<()> {
        let home = &self.layout.home;
        for entry in fs::read_dir(home).context("read", home)? {
            let entry = entry.context("read", home)?;
            if entry
                .file_name()
                .as_encoded_bytes()
                .starts_with(b"data.new-")
            {
                wait_for_initdb(home);
                delete_folder(&entry.path())?;
            }
        }
        Ok(())
    }

    /// Moves an incomplete data folder aside, because it may be the only copy of its data.
    fn set_aside(&self, data: &Path) -> Result<()> {
        if fs::symlink_metadata(data).is_err() || fs::remove_dir(data).is_ok() {
            return Ok(());
        }
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let name = format!("data.incomplete-{}", now.unwrap_or_default().as_micros());
        fs::rename(data, self.layout.home.join(name)).context("move aside", data)
    }

    fn check_version(&self, data: &Path) -> Result<()> {
        let path = data.join("PG_VERSION");
        let made_by = fs::read_to_string(&path).context("read", path)?;
        if made_by.trim() == self.programs.major().to_string() {
            return Ok(());
        }
        Err(Error::OtherVersion {
            data: data.to_owned(),
            made_by: made_by.trim().to_owned(),
            programs: self.programs.major(),
        })
    }
}

fn is_complete(data: &Path) -> bool {
    ["PG_VERSION", "global/pg_control", "postgresql.conf"]
        .iter()
        .all(|name| fs::metadata(data.join(name)).is_ok_and(|file| file.len() > 0))
}

/// Returns the last twenty lines of a text.
pub(crate) fn last_lines(text: &str) -> String {
    let lines: Vec<_> = text.trim_end().lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_last_lines() {
        assert_eq!(last_lines("a\nb\n"), "a\nb");
        let long: String = (0..100).map(|n| format!("{n}\n")).collect();
        assert!(last_lines(&long).starts_with("80\n"));
    }
}
