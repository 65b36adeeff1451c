use glowplug::Database::Sqlite;

use super::{refused, split, stay_whole};

#[test]
fn strings_names_and_comments_keep_their_semicolons() {
    stay_whole(
        Sqlite,
        &[
            "SELECT 'a;b', 'it''s;', x'00', '\\'",
            "SELECT \"a;\"\"b\", `a;``b`, [a;b], [a[;]",
            "SELECT /* ; /* ' */ 1 -- ; '\n + 1",
            "SELECT -1 - -2, $a, a$b",
        ],
    );
    // Comments do not nest.
    assert_eq!(split(Sqlite, "SELECT 1 /* /* */; SELECT 2").len(), 2);
    assert_eq!(split(Sqlite, "SELECT (1; SELECT 2").len(), 2);
}

#[test]
fn triggers_stay_whole() {
    stay_whole(
        Sqlite,
        &[
            "CREATE TRIGGER a AFTER INSERT ON t BEGIN UPDATE t SET x = 1; DELETE FROM u; END",
            "create temp trigger if not exists a after insert on t for each row\n\
             when case when new.x then 1 else 0 end begin\n\
             select case new.x when 1 then raise(abort, 'no; END;') end; -- ; END\n\
             update t set x = case when 1 then 2 end /* ; */; end",
            "EXPLAIN QUERY PLAN CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END",
            "CREATE TEMPORARY TRIGGER a AFTER INSERT ON begin BEGIN SELECT \"end\"; END",
        ],
    );
    assert_eq!(split(Sqlite, "BEGIN; SELECT 1; END; SELECT 2").len(), 4);
    assert_eq!(
        split(Sqlite, "CREATE TABLE trigger (a); SELECT 1; END").len(),
        3
    );
}

#[test]
fn a_comment_may_end_with_the_script() {
    assert_eq!(split(Sqlite, "SELECT 1; /* ; SELECT 2"), ["SELECT 1"]);
    assert_eq!(split(Sqlite, "SELECT 1 /* ; SELECT 2"), ["SELECT 1"]);
}

#[test]
fn commands_of_the_shell_are_refused() {
    refused(Sqlite, "SELECT 1;\n.read it's.sql\n", "sqlite3", ".read");
    refused(Sqlite, "-- a\n .import a b", "sqlite3", ".import");
    assert_eq!(split(Sqlite, "SELECT main\n.t.a, .5; SELECT 1").len(), 2);
}

#[test]
fn what_has_no_end_is_pointed_at() {
    refused(Sqlite, "SELECT 1; SELECT 'a;", "the string", "'a");
    refused(Sqlite, "SELECT [a;", "the quoted name", "[a");
    refused(Sqlite, "SELECT `a``;", "the quoted name", "`a");
}
