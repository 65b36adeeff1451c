//! The definer and `sql_mode` of views, triggers, routines and events.

use super::{Context, cell};
use crate::catalog::{Maker, ObjectName};
use crate::dialect::mysql::quote;
use crate::model::Row;

/// Returns how an object was created, if that differs from how the current account would create it.
/// `definer` and `sql_mode` are columns of the row; some objects have no `sql_mode`.
pub(super) fn maker(
    row: &Row,
    object: ObjectName,
    definer: usize,
    sql_mode: Option<usize>,
    context: &Context<'_>,
) -> Option<(ObjectName, Maker)> {
    let by = cell(row, definer);
    let mode = sql_mode.map(|place| cell(row, place));
    let maker = Maker {
        definer: (by != context.user && !by.is_empty()).then(|| account(&by)),
        sql_mode: mode.filter(|mode| *mode != context.sql_mode),
        text: None,
    };
    (maker != Maker::default()).then_some((object, maker))
}

/// Quotes `app@%` for use in a statement.
fn account(name: &str) -> String {
    match name.rsplit_once('@') {
        Some((user, host)) => format!("{}@{}", quote(user), quote(host)),
        None => quote(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_and_roles_are_quoted() {
        assert_eq!(account("app@%"), "`app`@`%`");
        assert_eq!(account("a@b@localhost"), "`a@b`@`localhost`");
        assert_eq!(account("owner"), "`owner`");
    }
}
