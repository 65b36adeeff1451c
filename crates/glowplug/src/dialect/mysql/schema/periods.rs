//! Reads periods and partitioning by time, which MariaDB reports only in `SHOW CREATE TABLE`.

use super::{Reader, cell};
use crate::catalog::{Constraint, ConstraintKind, Index, IndexKey, Partitioned, Table};
use crate::dialect::mysql::tokens::{Token, tokens};
use crate::dialect::mysql::{format, query, quote};
use crate::error::ServerError;
use crate::session::Caching;

impl Reader<'_> {
    /// Completes the tables that have a period, or whose history is partitioned.
    pub(super) async fn periods(&mut self, tables: &mut [Table]) -> Result<(), ServerError> {
        for table in tables {
            let cut = table.partitioned.as_ref();
            let cut = cut.is_some_and(|cut| cut.by.starts_with("SYSTEM_TIME"));
            if !cut && !may_have_period(table) && !has_system_period(table) {
                continue;
            }
            let database = self.database.as_text().unwrap_or_default();
            let (database, name) = (quote(database), quote(&table.name.name));
            let sql = format!("SHOW CREATE TABLE {database}.{name}");
            let answer = query::rows(self.connection, &sql, &[], Caching::Once).await?;
            if let Some(row) = answer.rows.first() {
                complete(table, &cell(row, 1));
            }
        }
        Ok(())
    }
}

/// Returns true if a table may have the check that comes with a period: `` `a` < `b` ``.
fn may_have_period(table: &Table) -> bool {
    table.constraints.iter().any(|constraint| {
        let ConstraintKind::Check { expression } = &constraint.kind else {
            return false;
        };
        let parts: Vec<Token<'_>> = tokens(expression).map(|(_, token)| token).collect();
        let [
            from @ Token::Quoted(_),
            Token::Symbol('<'),
            to @ Token::Quoted(_),
        ] = &parts[..]
        else {
            return false;
        };
        let is_time = |token: &Token<'_>| {
            let column = token.name().and_then(|name| table.column(&name));
            column.is_some_and(|column| {
                let name = column.data_type.name.name.as_str();
                !column.nullable && ["date", "datetime", "timestamp"].contains(&name)
            })
        };
        is_time(from) && is_time(to)
    })
}

fn has_system_period(table: &Table) -> bool {
    table.columns.iter().any(format::is_row_time)
}

/// Completes a table from its definition.
fn complete(table: &mut Table, definition: &str) {
    for line in definition.lines() {
        let line = line.trim().trim_end_matches(',');
        if let Some(period) = line.strip_prefix("PERIOD FOR ") {
            let name = period.split(" (").next().unwrap_or_default();
            let name = name.trim_matches('`').replace("``", "`");
            table
                .constraints
                .retain(|constraint| !is_check(constraint, &name));
            table.options.push(line.to_owned());
            table.options.sort();
        } else if let Some(keys) = line.strip_suffix(" WITHOUT OVERLAPS)") {
            without_overlaps(table, line, keys);
        }
    }
    if let Some(partitioned) = &mut table.partitioned
        && partitioned.by.starts_with("SYSTEM_TIME")
        && let Some((_, by)) = definition.split_once("PARTITION BY ")
    {
        *partitioned = cut(by);
    }
}

fn is_check(constraint: &Constraint, name: &str) -> bool {
    matches!(constraint.kind, ConstraintKind::Check { .. })
        && constraint.name.as_deref() == Some(name)
}

/// Marks a key as `WITHOUT OVERLAPS`. The server reports its period as two additional columns.
fn without_overlaps(table: &mut Table, line: &str, keys: &str) {
    let Some((head, keys)) = keys.split_once(" (") else {
        return;
    };
    let name = match head.strip_prefix("UNIQUE KEY `") {
        Some(name) => name.trim_end_matches('`').replace("``", "`"),
        None => "PRIMARY".to_owned(),
    };
    let own = |constraint: &Constraint| constraint.name.as_deref() == Some(&name);
    if name == "PRIMARY" {
        if let Some(key) = table.constraints.iter_mut().find(|key| own(key)) {
            let list = format!("{keys} WITHOUT OVERLAPS)").replace("`,`", "`, `");
            key.definition = format!("PRIMARY KEY ({}", format::plain(&list));
        }
        return;
    }
    let Some(place) = table.constraints.iter().position(own) else {
        return;
    };
    let key = table.constraints.remove(place);
    let columns = match key.kind {
        ConstraintKind::Unique { columns, .. } => columns,
        _ => Vec::new(),
    };
    let period = line.rsplit_once(['(', ',']).map_or(line, |(_, last)| last);
    table
        .indexes
        .push(index(name, &columns, period.trim_end_matches(')')));
    table
        .indexes
        .sort_by(|left, right| left.name.cmp(&right.name));
}

/// Returns a unique index whose last two columns are a period.
fn index(name: String, columns: &[String], period: &str) -> Index {
    let own = columns.iter().take(columns.len().saturating_sub(2));
    let own = own.map(|column| part(Some(column.clone()), None));
    Index {
        name,
        unique: true,
        method: "BTREE".to_owned(),
        keys: own.chain([part(None, Some(period.to_owned()))]).collect(),
        include: Vec::new(),
        predicate: None,
        nulls_not_distinct: false,
        valid: true,
        options: Vec::new(),
        comment: None,
    }
}

const fn part(column: Option<String>, expression: Option<String>) -> IndexKey {
    IndexKey {
        column,
        expression,
        collation: None,
        operator_class: None,
        descending: false,
        nulls_first: false,
        prefix: None,
    }
}

/// Returns how a history is partitioned. The server adds partitions on its own, and by default
/// starts at the date of creation: neither counts as a difference.
fn cut(by: &str) -> Partitioned {
    let mut by = by.replace(" ENGINE = InnoDB", "").replace(" \n", "\n");
    if let Some((before, rest)) = by.split_once(" STARTS TIMESTAMP'") {
        let after = rest.split_once('\'').map_or("", |(_, after)| after);
        by = format!("{before}{after}");
    }
    if by.contains(" AUTO")
        && let Some((before, _)) = by.split_once("\nPARTITIONS ")
    {
        by = before.to_owned();
    }
    Partitioned {
        by: by.trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_adds_to_a_cut_is_left_out() {
        let auto =
            "SYSTEM_TIME INTERVAL 1 MONTH STARTS TIMESTAMP'2026-11-30 00:00:00' AUTO\nPARTITIONS 3";
        assert_eq!(cut(auto).by, "SYSTEM_TIME INTERVAL 1 MONTH AUTO");
        let plain = "SYSTEM_TIME \n(PARTITION `p0` HISTORY ENGINE = InnoDB,\n PARTITION `pn` CURRENT ENGINE = InnoDB)";
        assert_eq!(
            cut(plain).by,
            "SYSTEM_TIME\n(PARTITION `p0` HISTORY,\n PARTITION `pn` CURRENT)"
        );
    }
}
