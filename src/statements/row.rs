//! Rows that are read straight into their struct.
//!
//! Diesel's derive reads a row into a tuple, each column through a view of that part of the row,
//! and moves the tuple into the struct. A struct whose fields are columns of one table can do
//! without both: of a page of twenty memories that was a seventh of what the client does beyond
//! receiving it.

use std::ops::RangeFrom;

use diesel::deserialize::{self, FromSql};
use diesel::pg::Pg;
use diesel::result::UnexpectedEndOfRow;
use diesel::row::{Field as _, Row};

use crate::error::Error;

/// Defines the struct for the rows of a table: `row! { struct Name of table { … } }`, whose fields
/// are columns of the table.
///
/// It gets what `#[derive(HasQuery)]` gives, with the same checks: the compiler compares each field
/// with its column, and selects the columns in the order of the fields.
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
                    let mut next = 0..;
                    Ok(Self {
                        $($field: $crate::statements::read::<SqlTypeOf<$table::$field>, _>(
                            row, &mut next,
                        )?,)+
                    })
                }
            }
        };
    };
}

pub(crate) use row;

/// Reads the next column of a row.
///
/// # Errors
/// `Corrupt` with the column's name, which Diesel hands through.
#[inline]
pub(crate) fn read<'a, S, T: FromSql<S, Pg>>(
    row: &impl Row<'a, Pg>,
    next: &mut RangeFrom<usize>,
) -> deserialize::Result<T> {
    let column = next.next().and_then(|column| row.get(column));
    let column = column.ok_or(UnexpectedEndOfRow)?;
    T::from_nullable_sql(column.value())
        .map_err(|_| Error::undecodable(column.field_name().unwrap_or("value")).into())
}
