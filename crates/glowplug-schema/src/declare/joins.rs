//! Reads `joinable!` declarations and resolves the tables that they name.

use std::collections::HashMap;

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Ident, Path, Token};

use super::DeclaredJoin;
use super::declarations::Declarations;
use super::paths::segments;
use super::read::Reader;
use super::tables::Named;

/// A `joinable!`: `child -> parent (column)`.
pub(super) struct Joinable {
    child: Path,
    parent: Path,
    column: Ident,
    span: Span,
}

impl Parse for Joinable {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let child: Path = input.call(Path::parse_mod_style)?;
        input.parse::<Token![->]>()?;
        let parent = input.call(Path::parse_mod_style)?;
        let within;
        let parenthesis = syn::parenthesized!(within in input);
        let column = within.parse()?;
        input.parse::<Option<Token![;]>>()?;
        let child_span = child.span();
        let span = child_span
            .join(parenthesis.span.close())
            .unwrap_or(child_span);
        Ok(Self {
            child,
            parent,
            column,
            span,
        })
    }
}

/// Returns the joins between known tables; joins to tables declared elsewhere are left out.
pub(super) fn read(found: &Declarations, tables: &[Named], reader: &Reader) -> Vec<DeclaredJoin> {
    let mut named: ByName<'_> = HashMap::new();
    for table in tables {
        named.entry(&table.rust_name).or_default().push(table);
    }
    let joins = found.joins.iter().filter_map(|piece| {
        let child = find(&named, &piece.module, &piece.syntax.child)?;
        let parent = find(&named, &piece.module, &piece.syntax.parent)?;
        let column = syn::ext::IdentExt::unraw(&piece.syntax.column).to_string();
        let columns = child.table.columns.iter();
        let column = columns
            .filter(|declared| declared.rust_name == column)
            .map(|declared| declared.name.clone())
            .next()
            .unwrap_or(column);
        Some(DeclaredJoin {
            child: child.table.name.clone(),
            parent: parent.table.name.clone(),
            column,
            mark: reader.mark(piece.file, piece.syntax.span),
        })
    });
    joins.collect()
}

/// The tables by their names in Rust.
type ByName<'t> = HashMap<&'t str, Vec<&'t Named>>;

/// Resolves a path to a table, as seen from a module: of the tables with its last name, the
/// nearest.
fn find<'t>(tables: &ByName<'t>, module: &[String], path: &Path) -> Option<&'t Named> {
    let path = segments(path);
    let (name, before) = path.split_last()?;
    let near = |table: &&Named| {
        let inside = before
            .last()
            .is_none_or(|last| table.module.last() == Some(last));
        let common = module.iter().zip(&table.module).take_while(|(a, b)| a == b);
        (
            inside,
            common.count(),
            std::cmp::Reverse(table.module.len()),
        )
    };
    tables.get(name.as_str())?.iter().copied().max_by_key(near)
}
