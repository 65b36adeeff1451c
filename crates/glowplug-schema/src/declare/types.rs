//! Reads the types in `sql_types`: structs that derive `SqlType`, and their names in the database.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, ItemStruct, LitStr};

use super::DeclaredType;
use super::declarations::Declarations;
use super::read::Reader;

/// Returns all SQL types among the structs.
pub(super) fn read(found: &Declarations, reader: &mut Reader) -> Vec<DeclaredType> {
    let types = found.structs.iter().filter_map(|piece| {
        let (name, schema) = called(&piece.syntax)?;
        Some(DeclaredType {
            rust_name: syn::ext::IdentExt::unraw(&piece.syntax.ident).to_string(),
            module: piece.module.clone(),
            name,
            schema,
            mark: reader.mark(piece.file, piece.syntax.ident.span()),
        })
    });
    types.collect()
}

/// Returns the name and the schema that attributes give to a type.
fn called(item: &ItemStruct) -> Option<(String, Option<String>)> {
    let mut name = None;
    let mut schema = None;
    for attribute in &item.attrs {
        let mut take = |meta: ParseNestedMeta<'_>| one(&meta, &mut name, &mut schema);
        // Errors are ignored: the attributes of other macros have other forms.
        if attribute.path().is_ident("diesel") {
            let _ = attribute.parse_nested_meta(|meta| {
                match meta.path.get_ident().map(ToString::to_string).as_deref() {
                    Some("postgres_type" | "mysql_type") => meta.parse_nested_meta(&mut take),
                    _ => pass(&meta),
                }
            });
        } else if attribute.path().is_ident("postgres") {
            // Diesel 1: `#[postgres(type_name = "mood")]`.
            let _ = attribute.parse_nested_meta(&mut take);
        } else if attribute.path().is_ident("mysql_type") {
            name = name.or_else(|| text(attribute));
        }
    }
    name.map(|name| (name, schema))
}

fn one(
    meta: &ParseNestedMeta<'_>,
    name: &mut Option<String>,
    schema: &mut Option<String>,
) -> syn::Result<()> {
    let target = if meta.path.is_ident("name") || meta.path.is_ident("type_name") {
        name
    } else if meta.path.is_ident("schema") || meta.path.is_ident("type_schema") {
        schema
    } else {
        return pass(meta);
    };
    *target = Some(meta.value()?.parse::<LitStr>()?.value());
    Ok(())
}

/// Skips the value of a key that is not needed.
fn pass(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(syn::Token![=]) {
        meta.value()?.parse::<syn::Expr>()?;
    } else if meta.input.peek(syn::token::Paren) {
        let within;
        syn::parenthesized!(within in meta.input);
        within.parse::<proc_macro2::TokenStream>()?;
    }
    Ok(())
}

fn text(attribute: &Attribute) -> Option<String> {
    match &attribute.meta.require_name_value().ok()?.value {
        syn::Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
