//! Removes from a dump what SQLite maintains itself, but its shell writes in `.schema`,
//! `.fullschema` and `.dump`.

use glowplug::sql::Statement;

/// Returns the replacement of each statement; `None` for those that stay. The `AUTOINCREMENT`
/// counters and the statistics of `ANALYZE` are removed. A dump inserts virtual tables directly
/// into `sqlite_schema`; this is replaced by `CREATE VIRTUAL TABLE`, and the inserted rows are
/// removed, including those of shadow tables.
pub(super) fn replaced(statements: &[Statement]) -> Vec<Option<String>> {
    let all = statements.iter().map(|statement| statement.words(6));
    let all: Vec<Vec<String>> = all.collect();
    let is_dump = all
        .iter()
        .any(|words| starts(words, &["PRAGMA", "WRITABLE_SCHEMA"]));
    let replaced = statements.iter().zip(&all).map(|(statement, words)| {
        if let Some(create) = virtual_table(statement, words) {
            return Some(create);
        }
        let dumped = is_dump
            && (starts(words, &["INSERT", "INTO"])
                || starts(words, &["PRAGMA", "WRITABLE_SCHEMA"]));
        (dumped || is_automatic(words)).then(String::new)
    });
    replaced.collect()
}

fn starts(words: &[String], with: &[&str]) -> bool {
    let mut pairs = words.iter().zip(with);
    words.len() >= with.len() && pairs.all(|(word, with)| word.eq_ignore_ascii_case(with))
}

/// Returns true if a statement affects a table that SQLite maintains.
fn is_automatic(words: &[String]) -> bool {
    let own = |name: Option<&String>| {
        let name = name.map(|name| name.to_lowercase());
        name.is_some_and(|name| name == "sqlite_sequence" || name.starts_with("sqlite_stat"))
    };
    if starts(words, &["CREATE", "TABLE"]) {
        let mut rest = words[2..].iter();
        return own(rest.find(|word| !["IF", "NOT", "EXISTS"].contains(&word.as_str())));
    }
    let writes = starts(words, &["INSERT", "INTO"]) || starts(words, &["DELETE", "FROM"]);
    writes && own(words.get(2)) || starts(words, &["ANALYZE"])
}

/// Returns the statement that is the last value in
/// `INSERT INTO sqlite_schema(…)VALUES('table',…,'CREATE VIRTUAL TABLE …')`.
fn virtual_table(statement: &Statement, words: &[String]) -> Option<String> {
    let table = words
        .get(2)
        .filter(|_| starts(words, &["INSERT", "INTO"]))?;
    if !["sqlite_schema", "sqlite_master"].contains(&table.to_lowercase().as_str()) {
        return None;
    }
    let (_, create) = statement.text.split_once("'CREATE VIRTUAL TABLE ")?;
    let (create, _) = create.rsplit_once('\'')?;
    Some(format!(
        "CREATE VIRTUAL TABLE {}",
        create.replace("''", "'")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use glowplug::model::Database;

    fn left(script: &str) -> Vec<Option<String>> {
        let all = glowplug::sql::statements(Database::Sqlite, script.as_bytes());
        let all: Vec<Statement> = all.map(Result::unwrap).collect();
        replaced(&all)
    }

    #[test]
    fn only_tables_of_sqlite_itself_are_left_out() {
        let script = "CREATE TABLE sqlite_sequence(name,seq);\n\
            CREATE TABLE IF NOT EXISTS \"sqlite_stat1\"(tbl,idx,stat);\n\
            CREATE TABLE sqlite(name);\n\
            INSERT INTO sqlite_stat1 VALUES('a',NULL,'1');\n\
            INSERT INTO stats VALUES('a');\n\
            DELETE FROM sqlite_sequence;\n\
            ANALYZE sqlite_schema;\n\
            CREATE VIEW v AS SELECT * FROM sqlite_sequence;";
        let found: Vec<bool> = left(script).iter().map(Option::is_some).collect();
        assert_eq!(found, [true, true, false, true, false, true, true, false]);
    }

    #[test]
    fn a_dump_creates_its_virtual_tables_and_has_no_rows() {
        let script = "CREATE TABLE a(b);\n\
            PRAGMA writable_schema=ON;\n\
            INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','f','f',0,\
            'CREATE VIRTUAL TABLE f USING fts5(b, content=''a'')');\n\
            CREATE TABLE IF NOT EXISTS 'f_data'(id INTEGER PRIMARY KEY, block BLOB);\n\
            INSERT INTO f_data VALUES(1,X'00');";
        let create = "CREATE VIRTUAL TABLE f USING fts5(b, content='a')";
        assert_eq!(
            left(script),
            [
                None,
                Some(String::new()),
                Some(create.to_owned()),
                None,
                Some(String::new())
            ]
        );
    }
}
