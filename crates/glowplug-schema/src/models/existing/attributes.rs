//! Reads the Diesel attributes of existing structs, enums and fields.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use syn::meta::ParseNestedMeta;
use syn::punctuated::Punctuated;
use syn::{Attribute, Path, Token};

/// The Diesel attributes of a struct, an enum or a field.
#[derive(Default)]
pub(in super::super) struct Attributes {
    /// The last names of the derives.
    pub(in super::super) derives: BTreeSet<String>,
    /// The paths given as `table_name`.
    pub(in super::super) tables: Vec<Vec<String>>,
    /// The last names of the types given as `sql_type`.
    pub(in super::super) sql_types: Vec<String>,
    /// The value of `column_name`.
    pub(in super::super) column: Option<String>,
    /// Whether the value is converted, or is a struct of its own: `embed`, `serialize_as`…
    pub(in super::super) is_converted: bool,
    /// Whether it is marked with `embed`.
    pub(in super::super) is_embedded: bool,
    /// Whether it is marked with `skip_insertion` or `skip_update`.
    pub(in super::super) is_skipped: bool,
    /// The value of `treat_none_as_null`.
    pub(in super::super) none_is_null: bool,
}

/// The derives that mark a struct as one of Diesel.
const DERIVES: [&str; 5] = [
    "Queryable",
    "Selectable",
    "Identifiable",
    "Insertable",
    "AsChangeset",
];

impl Attributes {
    pub(super) fn of(attributes: &[Attribute]) -> Self {
        let mut all = Self::default();
        for attribute in attributes {
            if attribute.path().is_ident("derive") {
                let derived = Punctuated::<Path, Token![,]>::parse_terminated;
                let derived = attribute.parse_args_with(derived).unwrap_or_default();
                all.derives.extend(derived.iter().filter_map(last));
            } else if attribute.path().is_ident("diesel") {
                // Attributes that are not read here are left to Diesel.
                let _ = attribute.parse_nested_meta(|meta| all.take(&meta));
            } else if attribute.path().is_ident("cfg_attr") {
                all.conditional(attribute);
            } else if attribute.path().is_ident("table_name")
                || attribute.path().is_ident("column_name")
            {
                all.old(attribute);
            }
        }
        all
    }

    /// Reads derives in `cfg_attr`: they are treated as derived.
    fn conditional(&mut self, attribute: &Attribute) {
        let _ = attribute.parse_nested_meta(|meta| match meta.path.is_ident("derive") {
            true => meta.parse_nested_meta(|derived| {
                self.derives.extend(last(&derived.path));
                Ok(())
            }),
            false => pass(&meta),
        });
    }

    /// Reads an attribute of Diesel 1: `#[table_name = "users"]`.
    fn old(&mut self, attribute: &Attribute) {
        let Ok(pair) = attribute.meta.require_name_value() else {
            return;
        };
        let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) = &pair.value
        else {
            return;
        };
        match attribute.path().is_ident("table_name") {
            true => self.tables.push(vec![text.value()]),
            false => self.column = Some(text.value()),
        }
    }

    fn take(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let key = meta
            .path
            .get_ident()
            .map(ToString::to_string)
            .unwrap_or_default();
        match key.as_str() {
            "table_name" => {
                let path: Path = meta.value()?.parse()?;
                self.tables.push(names(&path));
            }
            "sql_type" => {
                let path: syn::TypePath = meta.value()?.parse()?;
                self.sql_types.extend(last(&path.path));
            }
            "column_name" => {
                let value = meta.value()?;
                self.column = Some(match value.peek(syn::LitStr) {
                    true => value.parse::<syn::LitStr>()?.value(),
                    false => last(&value.parse::<Path>()?).unwrap_or_default(),
                });
            }
            "treat_none_as_null" => {
                self.none_is_null = meta.value()?.parse::<syn::LitBool>()?.value
            }
            "embed" => (self.is_embedded, self.is_converted) = (true, true),
            "serialize_as" | "deserialize_as" | "select_expression" => {
                self.is_converted = true;
                pass(meta)?;
            }
            "skip_insertion" | "skip_update" => {
                self.is_skipped = true;
                pass(meta)?;
            }
            _ => pass(meta)?,
        }
        Ok(())
    }

    /// Returns true if a trait of Diesel is derived.
    pub(super) fn is_of_diesel(&self) -> bool {
        DERIVES.iter().any(|name| self.derives.contains(*name))
    }

    /// Returns true if this trait is derived.
    pub(in super::super) fn derives(&self, name: &str) -> bool {
        self.derives.contains(name)
    }
}

fn last(path: &Path) -> Option<String> {
    names(path).pop()
}

fn names(path: &Path) -> Vec<String> {
    use syn::ext::IdentExt;
    let segments = path.segments.iter();
    segments
        .map(|segment| segment.ident.unraw().to_string())
        .collect()
}

/// Skips the value of a key.
fn pass(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        let value = meta.value()?;
        while !value.is_empty() && !value.peek(Token![,]) {
            value.parse::<proc_macro2::TokenTree>()?;
        }
    } else if meta.input.peek(syn::token::Paren) {
        let within;
        syn::parenthesized!(within in meta.input);
        within.parse::<TokenStream>()?;
    }
    Ok(())
}
