use glowplug::Database::Postgres;

use super::{refused, split, stay_whole};

#[test]
fn strings_names_and_comments_keep_their_semicolons() {
    stay_whole(
        Postgres,
        &[
            "SELECT 'a;b', 'it''s;', ';'",
            r"SELECT E'it\'s;', e'\\', ';'",
            r"SELECT 'back\', ';'",
            "SELECT E'a'\n  'b\\';c'",
            "SELECT E'a' -- ;\n\n 'b\\';c'",
            r"SELECT ne'\', U&'\0061;', B'1', X'1', N';'",
            "SELECT \"a;\"\"b\", U&\"d!0061;\" UESCAPE '!'",
            "SELECT /* ; /* nested ; */ ; */ 1 -- ;\n + 1",
            "SELECT 1 --;\r + 1",
            "SELECT 1 +-- ;\n 2 */* ; */ 3",
        ],
    );
}

#[test]
fn dollar_quotes_follow_the_rules_of_tags() {
    stay_whole(
        Postgres,
        &[
            "SELECT $$ ; ' $a$ $1 $$",
            "SELECT $a$ ; $$ $b$ $A$ $ab$ $a$",
            "SELECT $été_1$ ; $été_1$",
            "SELECT 1$a$;$a$, 1.5e5$a$;$a$, 0x1f$a$;$a$, $1$a$;$a$",
            "SELECT $a$x$$a$",
        ],
    );
    // No quotes: an identifier goes on, and a tag cannot start with a digit.
    assert_eq!(
        split(Postgres, "SELECT a$b$; SELECT c$b$"),
        ["SELECT a$b$", "SELECT c$b$"]
    );
    assert_eq!(
        split(Postgres, "SELECT $1; SELECT $1"),
        ["SELECT $1", "SELECT $1"]
    );
    assert_eq!(
        split(Postgres, "SELECT é$b$; SELECT 1"),
        ["SELECT é$b$", "SELECT 1"]
    );
}

#[test]
fn bodies_and_parentheses_stay_whole() {
    stay_whole(
        Postgres,
        &[
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
            "create or replace procedure p() begin /* a */ atomic\n\
             SELECT CASE WHEN true THEN CASE WHEN true THEN 1 END ELSE 2 END AS end;\n\
             SELECT t.end, t.case FROM t; end",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN CASE WHEN true THEN 1 END",
            "CREATE FUNCTION begin() RETURNS int LANGUAGE plpgsql AS $$ BEGIN; END; $$",
            "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT (2); SELECT 3)",
        ],
    );
    assert_eq!(
        split(Postgres, "BEGIN; SELECT 1; END"),
        ["BEGIN", "SELECT 1", "END"]
    );
    assert_eq!(
        split(Postgres, "CREATE TABLE begin (atomic int); END").len(),
        2
    );
    assert_eq!(split(Postgres, "SELECT ')'; SELECT 1)); SELECT 2").len(), 3);
}

#[test]
fn commands_of_psql_are_refused() {
    refused(
        Postgres,
        "SELECT 1;\n\\connect other\n",
        "psql",
        "\\connect",
    );
    refused(Postgres, "\\restrict it's\nSELECT 1;", "psql", "\\restrict");
    refused(Postgres, "SELECT 1 \\gset", "psql", "\\gset");
    assert_eq!(
        split(Postgres, "SELECT '\\d', \"\\d\", $$\\d$$ -- \\d\n").len(),
        1
    );
}

#[test]
fn data_between_statements_is_refused() {
    let copy = "COPY public.t (a, b) FROM stdin;\n1\tit's\n\\.\n";
    refused(Postgres, copy, "FROM STDIN", "COPY");
    refused(
        Postgres,
        "SELECT 1; copy t from /* a */ STDIN (FORMAT csv);",
        "psql",
        "copy",
    );
    refused(Postgres, "COPY (SELECT 1) TO STDOUT", "TO STDOUT", "COPY");
    let advice = super::problem(Postgres, copy).advice;
    assert!(advice.contains("pg_dump --inserts"), "{advice}");
    assert_eq!(
        split(Postgres, "COPY t FROM '/stdin'; COPY t TO 'stdout'").len(),
        2
    );
}

#[test]
fn what_has_no_end_is_pointed_at() {
    refused(Postgres, "SELECT 1;\n 'a;''", "the string", "'a");
    refused(Postgres, "SELECT E'a\\'", "the string", "'a");
    refused(Postgres, "SELECT \"a;", "the quoted name", "\"a");
    refused(
        Postgres,
        "SELECT $a$ ; $b$",
        "the dollar-quoted string",
        "$a$",
    );
    refused(Postgres, "SELECT 1; /* a /* b */", "the comment", "/* a");
}
