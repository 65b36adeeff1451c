//! Collects the declarations in a file (`table!`, `joinable!`, structs), each with its module.

use diesel_table_macro_syntax::TableDecl;
use syn::parse::{Parse, ParseStream};
use syn::{Item, ItemStruct, Macro};

use super::joins::Joinable;
use super::read::Reader;

/// The declarations in all files.
#[derive(Default)]
pub(super) struct Declarations {
    pub(super) tables: Vec<Piece<TableDecl>>,
    pub(super) joins: Vec<Piece<Joinable>>,
    pub(super) structs: Vec<Piece<ItemStruct>>,
    /// Whether a `table!` is written without a path.
    pub(super) is_old: bool,
}

/// A declaration and its location.
pub(super) struct Piece<T> {
    pub(super) file: usize,
    pub(super) module: Vec<String>,
    pub(super) syntax: T,
}

/// The content of a `table!`: one table, or several in the oldest form.
struct Tables(Vec<TableDecl>);

impl Parse for Tables {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut tables = vec![input.parse()?];
        while !input.is_empty() {
            tables.push(input.parse()?);
        }
        Ok(Self(tables))
    }
}

impl Declarations {
    /// Collects the declarations among items, and in the modules among them.
    pub(super) fn look(
        &mut self,
        file: usize,
        module: &[String],
        items: &[Item],
        reader: &mut Reader,
    ) {
        for item in items {
            match item {
                Item::Macro(item) => {
                    if let Err(error) = self.take(file, module, &item.mac) {
                        reader.malformed(file, &error);
                    }
                }
                Item::Mod(inner) => {
                    if let Some((_, items)) = &inner.content {
                        let name = syn::ext::IdentExt::unraw(&inner.ident).to_string();
                        self.look(file, &[module, &[name]].concat(), items, reader);
                    }
                }
                Item::Struct(item) => self.structs.push(Piece::new(file, module, item.clone())),
                _ => {}
            }
        }
    }

    fn take(&mut self, file: usize, module: &[String], found: &Macro) -> syn::Result<()> {
        let Some(name) = found.path.segments.last() else {
            return Ok(());
        };
        if name.ident == "table" {
            self.is_old |= found.path.segments.len() == 1;
            let Tables(tables) = found.parse_body()?;
            let tables = tables
                .into_iter()
                .map(|table| Piece::new(file, module, table));
            self.tables.extend(tables);
        } else if name.ident == "joinable" {
            self.joins
                .push(Piece::new(file, module, found.parse_body()?));
        }
        Ok(())
    }
}

impl<T> Piece<T> {
    fn new(file: usize, module: &[String], syntax: T) -> Self {
        Self {
            file,
            module: module.to_vec(),
            syntax,
        }
    }
}
