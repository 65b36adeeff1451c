//! Resolves the paths of SQL types, with the imports of their `table!`.

use std::collections::HashMap;

use glowplug::catalog::DieselType;
use syn::{GenericArgument, ItemUse, Path, PathArguments, Type, TypePath, UseTree};

use super::DeclaredType;

/// The names that the `use` lines of a `table!` import.
pub(super) struct Imports(HashMap<String, Vec<String>>);

impl Imports {
    pub(super) fn of(uses: &[ItemUse]) -> Self {
        let mut imports = Self(HashMap::new());
        for item in uses {
            imports.take(&[], &item.tree);
        }
        imports
    }

    fn take(&mut self, before: &[String], tree: &UseTree) {
        let join = |name: &syn::Ident| {
            let name = syn::ext::IdentExt::unraw(name).to_string();
            [before, &[name]].concat()
        };
        match tree {
            UseTree::Path(path) => self.take(&join(&path.ident), &path.tree),
            UseTree::Name(name) => {
                let path = join(&name.ident);
                self.0.insert(path[path.len() - 1].clone(), path);
            }
            UseTree::Rename(rename) => {
                let alias = syn::ext::IdentExt::unraw(&rename.rename).to_string();
                self.0.insert(alias, join(&rename.ident));
            }
            UseTree::Glob(_) => {}
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.take(before, tree);
                }
            }
        }
    }

    /// Expands a path with the imports.
    fn resolve(&self, path: Vec<String>) -> Vec<String> {
        match self.0.get(&path[0]) {
            Some(imported) => [imported.as_slice(), &path[1..]].concat(),
            None => path,
        }
    }
}

/// Returns the names that a path consists of.
pub(super) fn segments(path: &Path) -> Vec<String> {
    let segments = path.segments.iter();
    segments
        .map(|segment| syn::ext::IdentExt::unraw(&segment.ident).to_string())
        .collect()
}

/// Converts the path of a type to a Diesel type.
pub(super) fn read(path: &TypePath, seen: &Seen<'_>) -> DieselType {
    let names = seen.imports.resolve(segments(&path.path));
    let name = names[names.len() - 1].as_str();
    match (name, argument(&path.path)) {
        ("Nullable", Some(inner)) => DieselType {
            nullable: true,
            ..read(inner, seen)
        },
        ("Array", Some(inner)) => {
            let inner = read(inner, seen);
            DieselType {
                array: true,
                nullable_elements: inner.nullable || inner.nullable_elements,
                nullable: false,
                ..inner
            }
        }
        ("Unsigned", Some(inner)) => DieselType {
            unsigned: true,
            ..read(inner, seen)
        },
        ("Range" | "Multirange", Some(inner)) => {
            let mut inner = read(inner, seen);
            inner.wrappers.insert(0, name.to_owned());
            inner
        }
        _ => plain(&names, seen),
    }
}

/// The SQL types of the project by their names in Rust.
pub(super) type ByName<'t> = HashMap<&'t str, Vec<&'t DeclaredType>>;

pub(super) fn by_name(types: &[DeclaredType]) -> ByName<'_> {
    let mut by_name = ByName::new();
    for own in types {
        by_name.entry(&own.rust_name).or_default().push(own);
    }
    by_name
}

/// The context in which a path is resolved.
pub(super) struct Seen<'s> {
    pub(super) module: &'s [String],
    pub(super) imports: &'s Imports,
    pub(super) types: &'s ByName<'s>,
}

fn plain(names: &[String], seen: &Seen<'_>) -> DieselType {
    let name = &names[names.len() - 1];
    let common = |own: &&DeclaredType| {
        let both = seen.module.iter().zip(&own.module);
        both.take_while(|(a, b)| a == b).count()
    };
    let own = match names[0].as_str() {
        "diesel" => None,
        _ => seen.types.get(name.as_str()),
    };
    let own = own.and_then(|own| own.iter().copied().max_by_key(common));
    DieselType {
        name: name.clone(),
        sql_name: own.map(|own| own.name.clone()),
        schema: own.and_then(|own| own.schema.clone()),
        imported: own.is_none()
            && names.len() > 1
            && matches!(names[0].as_str(), "crate" | "self" | "super"),
        array: false,
        wrappers: Vec::new(),
        nullable_elements: false,
        unsigned: false,
        nullable: false,
        max_length: None,
    }
}

/// Returns the type argument at the end of a path.
fn argument(path: &Path) -> Option<&TypePath> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(Type::Path(inner)) => Some(inner),
        _ => None,
    }
}
