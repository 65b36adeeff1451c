//! Finds foreign objects among the bookkeeping tables. Tables have no owner here; views and
//! triggers run with the rights of their definer, or with ours.

use diesel_async::AsyncMysqlConnection;

use super::query;
use crate::error::{ServerError, UntrustedTable};
use crate::model::{Row, Value};
use crate::session::Caching;

/// Engines that store the rows in the database itself, rather than elsewhere or nowhere.
const ENGINES: [&str; 5] = ["InnoDB", "MyISAM", "Aria", "ROCKSDB", "ndbcluster"];

/// The query for one table. There is one per table, because a list of names makes the servers open
/// every table of a schema.
const LOOK: &str = "SELECT 'table', CONCAT(table_type, ''), COALESCE(engine, ''), '', ? \
     FROM information_schema.tables WHERE table_schema = ? AND table_name = ? \
     UNION ALL SELECT 'trigger', CONCAT(trigger_name, ''), '', CONCAT(definer, ''), ? \
     FROM information_schema.triggers WHERE event_object_schema = ? AND event_object_table = ?";

pub(super) async fn look(
    connection: &mut AsyncMysqlConnection,
    database: &str,
    names: &[&str],
) -> Result<Vec<UntrustedTable>, ServerError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let sql = vec![LOOK; names.len()].join(" UNION ALL ");
    let values = names
        .iter()
        .flat_map(|name| [name, database, name, name, database, name]);
    let values: Vec<Value> = values.map(Value::from).collect();
    let answer = query::rows(connection, &sql, &values, Caching::Prepared).await?;
    let distrusted = answer.rows.iter().filter_map(|row| distrust(database, row));
    Ok(distrusted.collect())
}

fn distrust(database: &str, row: &Row) -> Option<UntrustedTable> {
    let text = |index: usize| row[index].as_text().unwrap_or_default();
    let (kind, engine) = (text(1), text(2));
    let table = format!("{database}.{}", text(4));
    if text(0) == "trigger" {
        let definer = text(3);
        return Some(UntrustedTable {
            reason: format!("has the trigger `{kind}` of `{definer}`"),
            advice: format!("look at what it does, then run `DROP TRIGGER {kind}`"),
            table,
            unreadable: false,
        });
    }
    let is_ours = ENGINES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(engine));
    if kind.ends_with("TABLE") && is_ours {
        return None;
    }
    let what = match kind.ends_with("TABLE") {
        true => format!("a table of the engine `{engine}`"),
        false => format!("a {}", kind.to_lowercase()),
    };
    Some(UntrustedTable {
        reason: format!("is {what}, and no table of applied migrations"),
        advice: format!("look at what it is, then drop or rename `{table}`"),
        table,
        unreadable: true,
    })
}
