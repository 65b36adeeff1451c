//! Finds the project's root, its `diesel.toml` and its migrations as `diesel` 2.3 does.

pub(crate) mod boundary;
mod manifest;
pub(crate) mod names;
pub(crate) mod settings;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use glowplug_schema::print::PrintSchemas;
use serde::Deserialize;

use crate::environment::Environment;
use crate::error::{Error, Result};
use crate::file::without_mark;
use crate::global::Global;

/// The content of a new `diesel.toml`, as `diesel setup` writes it.
pub(crate) const DEFAULT_CONFIG: &str = include_str!("project/diesel.toml");

/// The project around the current folder.
pub(crate) struct Project {
    /// The folder in which the command runs.
    pub(crate) folder: PathBuf,
    /// The `diesel.toml`, which may not exist.
    pub(crate) config: PathBuf,
    /// Whether an option or a variable names it.
    is_config_given: bool,
    given_migrations: Option<PathBuf>,
}

/// The content of `diesel.toml`. Keys that `diesel` rejects are rejected here too.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    #[serde(default)]
    print_schema: PrintSchemas,
    migrations_directory: Option<MigrationsDirectory>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MigrationsDirectory {
    dir: PathBuf,
}

/// The part of `Cargo.toml` that is used.
#[derive(Deserialize)]
struct Manifest {
    package: Option<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
}

impl Project {
    /// Finds the project around a folder.
    pub(crate) fn find(folder: PathBuf, global: &Global, environment: &Environment) -> Self {
        let config = global
            .config_file
            .clone()
            .or_else(|| environment.path("DIESEL_CONFIG_FILE"));
        let given_migrations = global
            .migrations_dir
            .clone()
            .or_else(|| environment.path("MIGRATION_DIRECTORY"));
        let is_config_given = config.is_some();
        let config = config.unwrap_or_else(|| {
            let root = marked_root(&folder).unwrap_or_else(|| folder.clone());
            root.join("diesel.toml")
        });
        Self {
            folder,
            config,
            is_config_given,
            given_migrations,
        }
    }

    /// Returns the folder of `diesel.toml`, else of `Cargo.toml`, else of the migrations.
    pub(crate) fn root(&self) -> Option<PathBuf> {
        marked_root(&self.folder).or_else(|| {
            let migrations = nearest(&self.folder, |folder| folder.join("migrations").is_dir());
            migrations.map(Path::to_owned)
        })
    }

    /// Returns the migrations folder.
    ///
    /// # Errors
    /// A `diesel.toml` that cannot be read, or that is configured but missing; no folder here or
    /// above.
    pub(crate) fn migrations(&self) -> Result<PathBuf> {
        if self.is_config_given && !self.config.exists() {
            return Err(Error::usage(
                format!("there is no file `{}`", self.config.display()),
                "`--config-file` and `DIESEL_CONFIG_FILE` name the project's `diesel.toml`; `init` \
                 creates it",
            ));
        }
        if let Some(folder) = self.named_migrations()? {
            return Ok(folder);
        }
        let parent = nearest(&self.folder, |folder| folder.join("migrations").is_dir());
        parent
            .map(|folder| folder.join("migrations"))
            .ok_or_else(|| {
                Error::usage(
                    format!(
                        "there is no folder `migrations` in `{}` or above",
                        self.folder.display()
                    ),
                    "create one with `init`, or name it with `--migrations-dir`",
                )
            })
    }

    /// Returns the migrations folder that an option, a variable or `diesel.toml` sets.
    ///
    /// # Errors
    /// A `diesel.toml` that cannot be read.
    pub(crate) fn named_migrations(&self) -> Result<Option<PathBuf>> {
        if let Some(folder) = &self.given_migrations {
            return Ok(Some(folder.clone()));
        }
        // An absolute path replaces the base.
        let section = self.config()?.migrations_directory;
        Ok(section.map(|section| self.base().join(section.dir)))
    }

    /// Returns the settings for printing `schema.rs`, with its files.
    ///
    /// # Errors
    /// A `diesel.toml` that cannot be read, or that names files outside of the project, or a file that
    /// is not Rust.
    pub(crate) fn print_schemas(&self) -> Result<PrintSchemas> {
        let mut schemas = self.config()?.print_schema;
        schemas.set_base(self.base());
        for settings in schemas.settings.values() {
            for (key, path) in [
                ("file", &settings.file),
                ("patch_file", &settings.patch_file),
            ] {
                if let Some(path) = path {
                    self.demand_inside(&format!("[print_schema] {key}"), path)?;
                }
            }
            if let Some(path) = &settings.file {
                boundary::demand_rust("[print_schema] file", path)?;
            }
        }
        Ok(schemas)
    }

    fn config(&self) -> Result<Config> {
        match self.config.exists() {
            true => read_toml(&self.config),
            false => Ok(Config::default()),
        }
    }

    /// Returns the folder that paths in settings are relative to.
    pub(crate) fn base(&self) -> &Path {
        self.config.parent().unwrap_or(Path::new(""))
    }

    /// Returns the name of the project's database: that of the package, else of the folder, in
    /// snake_case, so that it needs no quotes.
    pub(crate) fn database_name(root: &Path) -> String {
        let package = read_toml::<Manifest>(&root.join("Cargo.toml"))
            .ok()
            .and_then(|manifest| manifest.package)
            .map(|package| package.name);
        let folder = || root.file_name().map(|name| name.to_string_lossy().into());
        let name = package.or_else(folder).unwrap_or_default();
        let name = snake_case(&name);
        match name.as_str() {
            // PostgreSQL's own databases.
            "" | "postgres" | "template0" | "template1" => {
                format!("app_{name}").trim_end_matches('_').to_owned()
            }
            // PostgreSQL truncates longer names.
            _ => name.chars().take(63).collect(),
        }
    }

    /// Returns a path relative to the current folder, if it is below it.
    pub(crate) fn shown(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.folder) {
            Ok(below) if !below.as_os_str().is_empty() => below.to_owned(),
            _ => path.to_owned(),
        }
    }
}

/// Converts text to `snake_case`: lower-case ASCII letters and digits, with single underscores.
pub(crate) fn snake_case(text: &str) -> String {
    let mut name = String::with_capacity(text.len() + 4);
    let characters: Vec<char> = text.chars().collect();
    for (place, c) in characters.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            if !name.ends_with('_') {
                name.push('_');
            }
            continue;
        }
        let before = place.checked_sub(1).and_then(|place| characters.get(place));
        let after = characters.get(place + 1);
        let follows = before.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        let ends_acronym = before.is_some_and(char::is_ascii_uppercase)
            && after.is_some_and(char::is_ascii_lowercase);
        if c.is_ascii_uppercase() && (follows || ends_acronym) && !name.ends_with('_') {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    name.trim_matches('_').to_owned()
}

/// Finds the root as `diesel` does: the nearest `diesel.toml` takes precedence over a `Cargo.toml`.
fn marked_root(folder: &Path) -> Option<PathBuf> {
    ["diesel.toml", "Cargo.toml"]
        .into_iter()
        .find_map(|file| nearest(folder, |folder| folder.join(file).is_file()))
        .map(Path::to_owned)
}

fn nearest(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Option<&Path> {
    folder.ancestors().find(|folder| wanted(folder))
}

/// Reads a TOML file of settings.
///
/// # Errors
/// `Io` if it cannot be read, `File` if it is not valid.
pub(crate) fn read_toml<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).map_err(Error::io("read", path))?;
    toml::from_str(without_mark(&text)).map_err(|error| Error::File {
        path: path.to_owned(),
        message: format!("is not valid: {}", error.to_string().trim_end()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_snake_case() {
        for (text, name) in [
            ("AddUsers", "add_users"),
            ("add-users", "add_users"),
            ("addHTTPServer", "add_http_server"),
            ("Add  users!", "add_users"),
            ("add_v2Users", "add_v2_users"),
            ("über", "ber"),
            ("", ""),
        ] {
            assert_eq!(snake_case(text), name, "{text}");
        }
    }

    #[test]
    fn the_database_is_named_after_the_package_or_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("My-Shop");
        fs::create_dir(&root).unwrap();
        assert_eq!(Project::database_name(&root), "my_shop");
        fs::write(
            root.join("Cargo.toml"),
            "[package]\nname = \"postgres\"\nversion.workspace = true\n",
        )
        .unwrap();
        assert_eq!(Project::database_name(&root), "app_postgres");
    }
}
