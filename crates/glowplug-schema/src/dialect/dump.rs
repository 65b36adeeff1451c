//! Finds the statements of a dump that create what the database or the runner maintains itself.

use glowplug::dialect::bookkeeping::DIESEL;
use glowplug::sql::Statement;

/// Returns the replacement of each statement of a dump; `None` for those that stay. Statements on
/// the bookkeeping tables are replaced by nothing.
pub fn declared(statements: &[Statement]) -> Vec<Option<String>> {
    let own = statements.iter().map(|statement| {
        let first = statement.words(1);
        let first = first.first().map(String::as_str).unwrap_or_default();
        const KINDS: [&str; 8] = [
            "ALTER", "COMMENT", "COPY", "CREATE", "DROP", "GRANT", "INSERT", "LOCK",
        ];
        let names = statement.words(9);
        let ours = KINDS.contains(&first) && names.iter().any(|name| is_ours(&name.to_lowercase()));
        ours.then(String::new)
    });
    let own: Vec<Option<String>> = own.collect();
    let Some(first) = statements.first() else {
        return own;
    };
    let others = super::of(first.database).dump_replacements(statements);
    let all = own.into_iter().zip(others);
    all.map(|(one, other)| one.or(other)).collect()
}

fn is_ours(name: &str) -> bool {
    name == DIESEL || name.starts_with("__glowplug_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use glowplug::model::Database;

    #[test]
    fn the_bookkeeping_of_a_dump_is_left_out() {
        let script = "DROP TABLE IF EXISTS `__glowplug_history`;\n\
            CREATE TABLE `__diesel_schema_migrations` (version varchar(50));\n\
            CREATE TABLE users (id int);\n\
            /*!40000 ALTER TABLE `__glowplug_history` DISABLE KEYS */;\n\
            CREATE VIEW applied AS SELECT id, name, a, b, c, d FROM __diesel_schema_migrations;";
        let all = glowplug::sql::statements(Database::Mysql, script.as_bytes());
        let all: Vec<Statement> = all.map(Result::unwrap).collect();
        let left_out = declared(&all).into_iter().map(|one| one.is_some());
        assert_eq!(
            left_out.collect::<Vec<_>>(),
            [true, true, false, true, false]
        );
    }
}
