//! Maps the types in `table!` to types of the database.

use std::borrow::Cow;

use glowplug::catalog::{
    Catalog, DataType, DieselType, Extension, QualifiedName, TypeKind, TypeName,
};
use heck::{ToSnakeCase, ToUpperCamelCase};

use super::known::{self, ALIASES, EXTENSIONS, SYSTEM};
use crate::dialect::conventions::{
    MissingObject, ResolvedType, UnknownTypeName, bare, is_named, loose, similar,
};
use crate::dialect::postgres::quote::quote;

/// Where Diesel looks for types that are declared without a schema.
const DEFAULT_SCHEMA: &str = "public";

/// Returns true if two declared types are the same, apart from length and nullability. Elements of
/// arrays can always be `NULL` in the database, whatever an older `table!` declares.
pub(in crate::dialect::postgres) fn is_same(left: &DieselType, right: &DieselType) -> bool {
    let schemas = match (&left.schema, &right.schema) {
        (Some(left), Some(right)) => left == right,
        _ => true,
    };
    left.array == right.array && schemas && key(left) == key(right)
}

/// Returns a key by which type names are compared.
fn key(declared: &DieselType) -> String {
    if let Some(name) = system_name(declared) {
        return name.to_owned();
    }
    let name = declared.sql_name.as_ref().unwrap_or(&declared.name);
    format!("{}{}", loose(name), declared.wrappers.concat())
}

/// Returns the name in `pg_type` if it is a built-in type.
fn system_name(declared: &DieselType) -> Option<&'static str> {
    if let Some(name) = &declared.sql_name {
        let of_the_system = matches!(declared.schema.as_deref(), None | Some("pg_catalog"));
        return known::system(name)
            .map(|(name, _)| name)
            .filter(|_| of_the_system);
    }
    let plain = loose(&declared.name);
    let alias = ALIASES.binary_search_by_key(&plain.as_str(), |(alias, _)| alias);
    let name = match alias {
        Ok(place) => ALIASES[place].1,
        Err(_) if plain == "char" && declared.max_length.is_some() => "bpchar",
        Err(_) => SYSTEM.iter().find(|(name, _)| loose(name) == plain)?.0,
    };
    match declared.wrappers.as_slice() {
        [] => Some(name),
        [wrapper] => known::range(name, wrapper == "Multirange"),
        _ => None,
    }
}

/// Returns the type of a new column.
///
/// # Errors
/// If neither the database nor a common extension has such a type.
pub(in crate::dialect::postgres) fn data_type(
    declared: &DieselType,
    catalog: &Catalog,
) -> Result<ResolvedType, UnknownTypeName> {
    let element = element(declared, catalog)?;
    Ok(ResolvedType {
        data_type: match declared.array {
            true => array(element.data_type),
            false => element.data_type,
        },
        needs: element.needs,
    })
}

fn element(declared: &DieselType, catalog: &Catalog) -> Result<ResolvedType, UnknownTypeName> {
    // A type of the project may have the name of a built-in one, but is then declared with its
    // schema.
    if let Some(name) = system_name(declared) {
        return Ok(ResolvedType {
            data_type: of_the_system(name, declared.max_length),
            needs: None,
        });
    }
    if declared.wrappers.is_empty() {
        if let Some(data_type) = own(declared, catalog) {
            return Ok(ResolvedType {
                data_type,
                needs: None,
            });
        }
        if let Some(typed) = of_an_extension(declared, catalog) {
            return Ok(typed);
        }
        if let Some(name) = &declared.sql_name {
            return Ok(missing(name, declared.schema.as_deref(), catalog));
        }
        if declared.imported {
            return Ok(missing(&declared.name.to_snake_case(), None, catalog));
        }
    }
    Err(unknown(declared, catalog))
}

fn of_the_system(name: &str, length: Option<u64>) -> DataType {
    let (name, sql) = known::system(name).expect("only names from there come here");
    let data_type = DataType {
        sql: sql.to_owned(),
        name: TypeName {
            schema: None,
            name: name.to_owned(),
        },
        kind: match name.ends_with("range") {
            true => TypeKind::Range,
            false => TypeKind::Base,
        },
        element: None,
        base: None,
        length: None,
        unsigned: false,
    };
    // `bit` without a length is `bit(1)`.
    let length = length.or((name == "bit").then_some(1));
    with_length(&data_type, length).unwrap_or(data_type)
}

/// Returns the type with another length, if it can have one.
pub(in crate::dialect::postgres) fn with_length(
    data_type: &DataType,
    length: Option<u64>,
) -> Option<DataType> {
    let plain = match data_type.name.name.as_str() {
        "varchar" => "character varying",
        "bpchar" if length.is_some() => "character",
        "bpchar" => "bpchar",
        "varbit" => "bit varying",
        "bit" => "bit",
        _ => return None,
    };
    Some(DataType {
        sql: match length {
            Some(length) => format!("{plain}({length})"),
            None => plain.to_owned(),
        },
        length: length.and_then(|length| u32::try_from(length).ok()),
        ..data_type.clone()
    })
}

fn array(element: DataType) -> DataType {
    DataType {
        sql: format!("{}[]", element.sql),
        name: TypeName {
            schema: element.name.schema.clone(),
            name: format!("_{}", element.name.name),
        },
        element: Some(element.name),
        base: None,
        length: None,
        ..element
    }
}

/// Returns a user-defined type of the catalog: one with exactly this SQL name; else one that Diesel
/// would spell this way; else one that matches apart from the prefixes and suffixes in use.
fn own(declared: &DieselType, catalog: &Catalog) -> Option<DataType> {
    let own = own_types(catalog);
    if let Some(name) = &declared.sql_name {
        let mut named = own.iter().filter(|(of, ..)| of.name == *name);
        let found = match &declared.schema {
            Some(schema) => named.find(|(of, ..)| of.schema.as_ref() == Some(schema)),
            None => named.max_by_key(|(of, ..)| of.schema.as_deref() == Some(DEFAULT_SCHEMA)),
        };
        return found.map(|(name, kind, base)| named_type(name, *kind, base.clone(), catalog));
    }
    let tests: [&dyn Fn(&str) -> bool; 3] = [
        &|name| is_named(&declared.name, name),
        &|name| loose(&declared.name) == loose(name),
        &|name| loose(bare(&declared.name)) == loose(name),
    ];
    let found = tests
        .iter()
        .find_map(|test| own.iter().find(|(of, ..)| test(&of.name)));
    let (name, kind, base) = match found {
        Some(found) => found,
        None => {
            // Both have a prefix or suffix, but a different one.
            let both = |name: &str| bare(&declared.name) == bare(&name.to_upper_camel_case());
            let mut alike = own.iter().filter(|(of, ..)| both(&of.name));
            alike.next().filter(|_| alike.next().is_none())?
        }
    };
    Some(named_type(name, *kind, base.clone(), catalog))
}

type Own<'c> = (&'c QualifiedName, TypeKind, Option<TypeName>);

fn own_types(catalog: &Catalog) -> Vec<Own<'_>> {
    let enums = catalog
        .enums
        .iter()
        .map(|of| (&of.name, TypeKind::Enum, None));
    let domains = catalog.domains.iter().map(|of| {
        let base = of.data_type.base.as_ref().unwrap_or(&of.data_type.name);
        (&of.name, TypeKind::Domain, Some(base.clone()))
    });
    let composites = catalog.composites.iter();
    let composites = composites.map(|of| (&of.name, TypeKind::Composite, None));
    let ranges = catalog
        .ranges
        .iter()
        .map(|of| (&of.name, TypeKind::Range, None));
    enums
        .chain(domains)
        .chain(composites)
        .chain(ranges)
        .collect()
}

fn named_type(
    name: &QualifiedName,
    kind: TypeKind,
    base: Option<TypeName>,
    catalog: &Catalog,
) -> DataType {
    let sql = match &name.schema {
        Some(schema) if !catalog.is_default(Some(schema)) => {
            Cow::Owned(format!("{}.{}", quote(schema), quote(&name.name)))
        }
        _ => quote(&name.name),
    };
    DataType {
        sql: sql.into_owned(),
        name: TypeName {
            schema: name.schema.clone(),
            name: name.name.clone(),
        },
        kind,
        element: None,
        base,
        length: None,
        unsigned: false,
    }
}

/// Returns a type of a common extension, which is needed unless it is installed.
fn of_an_extension(declared: &DieselType, catalog: &Catalog) -> Option<ResolvedType> {
    let name = declared.sql_name.as_deref().unwrap_or(&declared.name);
    let (name, extension) = EXTENSIONS.iter().find(|(of, _)| *of == loose(name))?;
    let installed = catalog.extensions.iter().find(|of| of.name == *extension);
    let schema = match installed {
        Some(installed) => Some(installed.schema.clone()),
        None => catalog.default_schema.clone(),
    };
    let needs = installed.is_none().then(|| {
        MissingObject::Extension(Extension {
            name: (*extension).to_owned(),
            schema: schema.clone().unwrap_or_default(),
            version: String::new(),
        })
    });
    let name = QualifiedName {
        schema,
        name: (*name).to_owned(),
    };
    Some(ResolvedType {
        data_type: named_type(&name, TypeKind::Base, None, catalog),
        needs,
    })
}

/// Returns a type that is declared by its SQL name, but does not exist in the database.
fn missing(name: &str, schema: Option<&str>, catalog: &Catalog) -> ResolvedType {
    let name = QualifiedName {
        schema: Some(schema.unwrap_or(DEFAULT_SCHEMA).to_owned()),
        name: name.to_owned(),
    };
    ResolvedType {
        data_type: named_type(&name, TypeKind::Enum, None, catalog),
        needs: Some(MissingObject::Type(name)),
    }
}

fn unknown(declared: &DieselType, catalog: &Catalog) -> UnknownTypeName {
    let own = own_types(catalog)
        .into_iter()
        .map(|(of, ..)| of.name.as_str());
    let system = SYSTEM.iter().chain(EXTENSIONS).map(|(name, _)| *name);
    let known: Vec<String> = system
        .chain(own)
        .map(|name| name.to_upper_camel_case())
        .collect();
    let diesel = [
        "BigInt",
        "Integer",
        "SmallInt",
        "Double",
        "Float",
        "Binary",
        "Timestamptz",
    ];
    let known = known.iter().map(String::as_str).chain(diesel);
    UnknownTypeName {
        similar: similar(&declared.name, known),
        name: declared.name.clone(),
    }
}
