//! Files and the modules that they are.

use std::path::{Component, Path, PathBuf};

use super::settings::Settings;

/// The path of the module that a `schema.rs` is.
pub(super) fn schema_module(settings: &Settings, file: &Path) -> Vec<String> {
    match &settings.schema_module {
        Some(path) => path.split("::").map(str::to_owned).collect(),
        None => module(file),
    }
}

/// The path of the module that a file is: `crate::models::users` for `…/src/models/users.rs`.
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
    path.extend(
        below
            .iter()
            .map(|name| name.trim_end_matches(".rs").to_owned()),
    );
    if matches!(
        path.last().map(String::as_str),
        Some("mod" | "lib" | "main")
    ) {
        path.pop();
    }
    path
}

/// How code in one file names something in a module of another: by `super`, where both are in one
/// folder, else from the root of the crate.
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

/// Whether a file is the module that its folder is.
fn is_root(file: &Path) -> bool {
    let stem = file.file_stem().and_then(|stem| stem.to_str());
    matches!(stem, Some("mod" | "lib" | "main"))
}

/// The file that names the modules of a folder: `models.rs` beside it, or the `mod.rs` in it that
/// is there already.
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
