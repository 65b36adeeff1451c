//! Reads rows directly into their struct.
//!
//! Diesel's derive reads a row into a tuple, each column through a view of that part of the row,
//! and moves the tuple into the struct. A struct whose fields are columns of one table needs
//! neither: on a page of twenty memories that was a third of the client's work beyond plain
//! `tokio-postgres`.

use diesel::deserialize::{self, FromSql};
use diesel::pg::Pg;
use diesel::result::UnexpectedEndOfRow;
use diesel::row::{Field, Row};

use crate::error::Error;

/// Defines the struct for the rows of a table: `row! { struct Name of table { … } }`, whose fields
/// are columns of the table.
///
/// It implements what `#[derive(HasQuery)]` does, with the same checks: the compiler compares each
/// field with its column, and the query selects the columns in the order of the fields.
#[macro_export]
macro_rules! row {
    (
        $(#[$attribute:meta])*
        $visibility:vis struct $name:ident of $table:ident {
            $($(#[$doc:meta])* $field_visibility:vis $field:ident: $type:ty,)+
        }
    ) => {
        $(#[$attribute])*
        #[derive(::diesel::Selectable)]
        #[diesel(table_name = $table, check_for_backend(::diesel::pg::Pg))]
        $visibility struct $name {
            $($(#[$doc])* $field_visibility $field: $type,)+
        }

        const _: () = {
            use ::diesel::deserialize::{FromStaticSqlRow, Queryable, Result};
            use ::diesel::dsl::SqlTypeOf;
            use ::diesel::pg::Pg;
            use ::diesel::{HasQuery, query_builder::AsQuery};
            use ::diesel::row::Row;

            type SqlTypes = ($(SqlTypeOf<$table::$field>,)+);

            impl HasQuery<Pg> for $name {
                type BaseQuery = <$table::table as AsQuery>::Query;

                fn base_query() -> Self::BaseQuery {
                    $table::table.as_query()
                }
            }

            impl Queryable<SqlTypes, Pg> for $name {
                type Row = Self;

                fn build(row: Self) -> Result<Self> {
                    Ok(row)
                }
            }

            impl FromStaticSqlRow<SqlTypes, Pg> for $name {
                fn build_from_row<'a>(row: &impl Row<'a, Pg>) -> Result<Self> {
                    let mut column = 0;
                    Ok(Self {
                        $($field: $crate::statements::read::<SqlTypeOf<$table::$field>, _>(
                            row, &mut column,
                        )?,)+
                    })
                }
            }
        };
    };
}

/// Reads a column of a row, and advances to the next. For [`row!`](crate::row).
///
/// # Errors
/// `Undecodable` with the column's name, which Diesel passes on.
// Inlined: a call for each column took 4,000 instructions on a page of twenty.
#[inline(always)]
pub fn read<'a, S, T: FromSql<S, Pg>>(
    row: &impl Row<'a, Pg>,
    column: &mut usize,
) -> deserialize::Result<T> {
    let field = row.get(*column).ok_or(UnexpectedEndOfRow)?;
    *column += 1;
    T::from_nullable_sql(field.value()).map_err(|_| undecodable(&field))
}

#[cold]
fn undecodable<'a>(field: &impl Field<'a, Pg>) -> Box<dyn std::error::Error + Send + Sync> {
    let column = field.field_name().unwrap_or("value").to_owned();
    Error::Undecodable { column }.into()
}
