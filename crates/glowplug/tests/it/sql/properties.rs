use glowplug::Database;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::split;
use crate::checks;

/// What scripts are made of, and what is easily mistaken.
const FRAGMENTS: &[&str] = &[
    ";",
    "'",
    "\"",
    "`",
    "[",
    "]",
    "(",
    ")",
    "\\",
    "$$",
    "$a$",
    "$",
    "E'",
    "--",
    "-- ",
    "#",
    "/*",
    "*/",
    "/*!",
    "/*!50003 ",
    "/*M!999999",
    "\n",
    "\r\n",
    " ",
    "a",
    "1",
    "é",
    "\u{feff}",
    "CREATE ",
    "TRIGGER ",
    "FUNCTION ",
    "FOR EACH ROW ",
    "BEGIN ",
    "ATOMIC ",
    "END",
    "CASE ",
    "IF ",
    "THEN ",
    "DO ",
    "REPEAT ",
    "UNTIL ",
    "DECLARE ",
    "HANDLER FOR ",
    "DELIMITER ",
    "//",
    "COPY ",
    "STDIN",
];

/// Statements that hold semicolons where they separate nothing, for every database.
const COMMON: &[&str] = &[
    "SELECT 1",
    "INSERT INTO t VALUES ('a;''b')",
    "SELECT \"a;b\"",
    "SELECT /* ; ' */ 'é;'",
    "UPDATE t SET a = 1 -- ; '\n WHERE b",
    "SELECT ';' -- ;\r\n , 2",
    "SELECT(1)",
];

const POSTGRES: &[&str] = &[
    "SELECT $$;$$, $a$ ; $b$ $a$",
    "SELECT E'\\';' /* /* ; */ ; */ + 1",
    "SELECT a$b$, E'' \n '\\';'",
    "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END",
];

const SQLITE: &[&str] = &[
    "SELECT [a;b], `c;d`",
    "SELECT /* /* ; */ 1",
    "CREATE TEMP TRIGGER a AFTER INSERT ON t BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 3; END",
];

const MYSQL: &[&str] = &[
    "SELECT `a;b`, 'a\\';', \"a\\\";\"",
    "SELECT 1 # ; '\n + 1",
    "SELECT 1 /*!50003 + ';' ; */",
    "CREATE TRIGGER a AFTER INSERT ON t FOR EACH ROW BEGIN IF a THEN SET @a = 1; END IF; END",
    "CREATE PROCEDURE p() REPEAT SET a = CASE 1 WHEN 1 THEN 2 END; UNTIL 1 END REPEAT",
];

const AROUND: &[&str] = &[
    "",
    " ",
    "\r\n",
    "-- a; '\n",
    "/* b; \" */",
    "\n-- é\r\n  ",
    ";",
];

fn database() -> impl Strategy<Value = Database> {
    select(&Database::ALL[..])
}

fn own(database: Database) -> Vec<&'static str> {
    let own = match database {
        Database::Postgres => POSTGRES,
        Database::Sqlite => SQLITE,
        Database::Mysql => MYSQL,
    };
    [COMMON, own].concat()
}

/// Statements, and what stands before and behind each of them.
fn lists() -> impl Strategy<Value = (Database, Vec<(&'static str, &'static str, &'static str)>)> {
    database().prop_flat_map(|database| {
        let around = || select(AROUND);
        let list = vec((around(), select(own(database)), around()), 0..9);
        (Just(database), list)
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_bytes_are_split_into_themselves(database in database(), bytes in vec(any::<u8>(), 0..60)) {
        checks::check_split(database, &bytes);
        checks::check_words(database, &bytes);
    }

    #[test]
    fn any_fragments_are_split_into_themselves(
        database in database(),
        fragments in vec(select(FRAGMENTS), 0..40),
    ) {
        let script = fragments.concat();
        checks::check_split(database, script.as_bytes());
        checks::check_words(database, script.as_bytes());
    }

    #[test]
    fn joined_statements_are_split_again((database, list) in lists()) {
        let parts = list.iter().map(|(before, text, behind)| format!("{before}{text}{behind}"));
        let parts: Vec<String> = parts.collect();
        let texts: Vec<&str> = list.iter().map(|(_, text, _)| *text).collect();
        prop_assert_eq!(split(database, &parts.join(";")), texts);
    }
}
