//! Maps files to module paths.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::settings::Settings;
use crate::dialect::rust_name;
use crate::rust::is_name;

/// Returns the module path of a `schema.rs`.
///
/// If neither the settings nor a `#[path]` name it, and the file cannot be a module of its name,
/// the second value is a remark about that.
pub(super) fn schema_module(
    settings: &Settings,
    named: &BTreeMap<PathBuf, Vec<String>>,
    file: &Path,
) -> (Vec<String>, Option<String>) {
    match (&settings.schema_module, named.get(file)) {
        (Some(path), _) => (path.split("::").map(str::to_owned).collect(), None),
        (None, Some(path)) => (path.clone(), None),
        (None, None) => (module(file), remark(file)),
    }
}

/// Returns the module path of a file: `crate::models::users` for `…/src/models/users.rs`.
pub(super) fn module(file: &Path) -> Vec<String> {
    let names: Vec<&str> = file
        .components()
        .filter_map(|component| match component {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    let below = match names.iter().rposition(|name| *name == "src") {
        Some(place) => &names[place + 1..],
        None => &names[names.len().saturating_sub(1)..],
    };
    let mut path = vec!["crate".to_owned()];
    let below = match below {
        [folders @ .., "mod.rs" | "lib.rs" | "main.rs"] => folders,
        below => below,
    };
    path.extend(below.iter().map(|name| segment(name)));
    path
}

/// Returns the module name of a file or folder; with underscores if it is not a valid name.
fn segment(name: &str) -> String {
    let name = name.strip_suffix(".rs").unwrap_or(name);
    if is_name(name) {
        return name.to_owned();
    }
    let raw = format!("r#{name}");
    match is_name(&raw) {
        true => raw,
        false => rust_name(name, None),
    }
}

/// Returns a remark if a file cannot be a module of its name.
pub(super) fn remark(file: &Path) -> Option<String> {
    let name = file.file_name()?.to_str()?;
    let (module, plain) = (segment(name), name.strip_suffix(".rs").unwrap_or(name));
    let whole = ["crate", &module].join("::");
    (module.trim_start_matches("r#") != plain).then(|| {
        format!(
            "`{plain}` is no name of a module: write `#[path = \"{name}\"] mod {module};`, or name \
             the module in `.glowplug.toml`: `[models] schema_module = \"{whole}\"`"
        )
    })
}

/// Returns the path by which code in one file refers to something in another: with `super` if both
/// are in one folder, else from the crate root.
pub(super) fn between(from: &Path, to: &Path, inner: &[String], name: &str) -> String {
    let siblings = from.parent() == to.parent() && !is_root(from) && !is_root(to);
    let mut path = match siblings {
        true => vec!["super".to_owned(), module(to).pop().unwrap_or_default()],
        false => module(to),
    };
    path.extend(inner.iter().cloned());
    path.push(name.to_owned());
    path.join("::")
}

/// Returns true if a file is the module of its folder.
fn is_root(file: &Path) -> bool {
    let stem = file.file_stem().and_then(|stem| stem.to_str());
    matches!(stem, Some("mod" | "lib" | "main"))
}

/// Returns the file that declares the modules of a folder: `models.rs` next to it, or an existing
/// `mod.rs` in it.
pub(super) fn module_file(folder: &Path, exists: impl Fn(&Path) -> bool) -> PathBuf {
    let inside = folder.join("mod.rs");
    match exists(&inside) {
        true => inside,
        false => folder.with_extension("rs"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_modules() {
        let path = |file: &str| module(Path::new(file)).join("::");
        assert_eq!(path("/shop/src/schema.rs"), "crate::schema");
        assert_eq!(path("/src/shop/src/db/schema.rs"), "crate::db::schema");
        assert_eq!(path("src/db/mod.rs"), "crate::db");
        assert_eq!(path("src/lib.rs"), "crate");
        assert_eq!(path("schema.rs"), "crate::schema");
        assert_eq!(path("src/schema.billing.rs"), "crate::schema_billing");
        assert_eq!(path("src/my-db/2.rs"), "crate::my_db::_2");
        assert_eq!(path("src/type.rs"), "crate::r#type");
    }

    #[test]
    fn siblings_are_named_by_super() {
        let named = |from: &str, to: &str| between(Path::new(from), Path::new(to), &[], "User");
        let user = "src/models/users.rs";
        assert_eq!(named("src/models/posts.rs", user), "super::users::User");
        assert_eq!(named("src/models.rs", user), "crate::models::users::User");
        assert_eq!(named(user, "src/people/mod.rs"), "crate::people::User");
    }
}
