//! What to install if PostgreSQL is missing, with the running system's command first.

use std::{fmt, fs, path::PathBuf};

/// A family of systems that install PostgreSQL in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum System {
    /// Debian, Ubuntu and their derivatives.
    Debian,
    /// Fedora, Red Hat Enterprise Linux and related systems; contrib is a separate package.
    Fedora,
    /// Arch Linux.
    Arch,
    /// macOS with Homebrew.
    MacOs,
    /// Anything else.
    Other,
}

const LINES: [(System, &str, &str); 4] = [
    (
        System::Debian,
        "Debian, Ubuntu",
        "sudo apt-get install postgresql",
    ),
    (
        System::Fedora,
        "Fedora, Red Hat",
        "sudo dnf install postgresql-server postgresql-contrib",
    ),
    (System::Arch, "Arch", "sudo pacman -S postgresql"),
    (System::MacOs, "macOS", "brew install postgresql@17"),
];

impl System {
    /// Returns the running system, read from `/etc/os-release`.
    #[must_use]
    pub fn current() -> Self {
        if cfg!(target_os = "macos") {
            return Self::MacOs;
        }
        Self::from_os_release(&fs::read_to_string("/etc/os-release").unwrap_or_default())
    }

    fn from_os_release(text: &str) -> Self {
        text.lines()
            .filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")))
            .flat_map(|value| value.trim_matches('"').split_whitespace())
            .find_map(|id| match id {
                "debian" | "ubuntu" => Some(Self::Debian),
                "fedora" | "rhel" | "centos" => Some(Self::Fedora),
                "arch" | "archlinux" => Some(Self::Arch),
                _ => None,
            })
            .unwrap_or(Self::Other)
    }
}

/// The text of [`Error::Missing`](crate::Error::Missing): what to install, and where was searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The system the machine runs.
    pub system: System,
    /// The folders that were searched; a `*` stands for any version.
    pub searched: Vec<PathBuf>,
    /// Why no build was fetched; `None` if that was not tried.
    pub not_fetched: Option<String>,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "no PostgreSQL programs (initdb, pg_ctl, postgres) found; install them with\n",
        )?;
        let (own, others): (Vec<_>, Vec<_>) = LINES
            .iter()
            .partition(|(system, ..)| *system == self.system);
        for (_, name, line) in own.into_iter().chain(others) {
            writeln!(f, "  {name}: {line}")?;
        }
        f.write_str("or set GLOWPLUG_PG_BIN to the folder that holds them; searched:")?;
        self.searched
            .iter()
            .try_for_each(|folder| write!(f, "\n  {}", folder.display()))?;
        match &self.not_fetched {
            Some(why) => write!(f, "\nno build of PostgreSQL was fetched: {why}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_every_system_and_the_running_one_first() {
        for (system, _, own) in LINES {
            let text = Missing {
                system,
                searched: vec!["/nowhere".into()],
                not_fetched: None,
            }
            .to_string();
            assert!(text.lines().nth(1).unwrap().ends_with(own), "{text}");
            assert!(LINES.iter().all(|(.., line)| text.contains(line)));
            assert!(text.ends_with("searched:\n  /nowhere"));
        }
    }

    #[test]
    fn reads_os_release() {
        let read = System::from_os_release;
        assert_eq!(read("NAME=x\nID=debian\n"), System::Debian);
        assert_eq!(
            read("ID=linuxmint\nID_LIKE=\"ubuntu debian\""),
            System::Debian
        );
        assert_eq!(
            read("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\""),
            System::Fedora
        );
        assert_eq!(read("ID=arch"), System::Arch);
        assert_eq!(read("ID=void"), System::Other);
    }
}
