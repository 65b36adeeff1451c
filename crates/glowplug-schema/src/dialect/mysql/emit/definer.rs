//! Preserves the definer and `sql_mode` of objects that are dropped and recreated.

use glowplug::catalog::ObjectName;

use super::grouped_changes::GroupedChanges;
use crate::change::Step;
use crate::dialect::mysql::quote::literal;

/// Returns the statements that create an object, with the definer and `sql_mode` that it had
/// before.
pub(super) fn again(object: &ObjectName, sql: &str, work: &GroupedChanges<'_>) -> Vec<Step> {
    let Some(maker) = work
        .from
        .makers
        .0
        .get(object)
        .or_else(|| work.to.makers.0.get(object))
    else {
        return vec![Step::new(sql)];
    };
    let sql = match &maker.definer {
        Some(definer) => by(sql, definer),
        None => sql.to_owned(),
    };
    let Some(mode) = &maker.sql_mode else {
        return vec![Step::new(sql)];
    };
    let set = format!(
        "SET @former_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = {}",
        literal(mode)
    );
    vec![
        Step::new(set),
        Step::new(sql),
        Step::new("SET SESSION sql_mode = @former_sql_mode"),
    ]
}

/// Adds a `DEFINER` clause to a statement, after the algorithm of a view.
fn by(sql: &str, definer: &str) -> String {
    const WORDS: [&str; 2] = ["CREATE OR REPLACE", "CREATE"];
    let Some(verb) = WORDS.into_iter().find(|verb| sql.starts_with(verb)) else {
        return sql.to_owned();
    };
    let rest = sql[verb.len()..].trim_start();
    match rest
        .strip_prefix("ALGORITHM=")
        .and_then(|rest| rest.split_once(' '))
    {
        Some((algorithm, rest)) => {
            format!("{verb} ALGORITHM={algorithm} DEFINER={definer} {rest}")
        }
        None => format!("{verb} DEFINER={definer} {rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definer_stands_where_the_server_wants_it() {
        let app = "`app`@`%`";
        for (sql, expected) in [
            ("CREATE TRIGGER t", "CREATE DEFINER=`app`@`%` TRIGGER t"),
            (
                "CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW v",
                "CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`app`@`%` SQL SECURITY INVOKER VIEW v",
            ),
            ("CREATE VIEW v", "CREATE DEFINER=`app`@`%` VIEW v"),
            (
                "CREATE AGGREGATE FUNCTION f()",
                "CREATE DEFINER=`app`@`%` AGGREGATE FUNCTION f()",
            ),
        ] {
            assert_eq!(by(sql, app), expected);
        }
    }
}
