use glowplug::Database::Mysql;

use super::{refused, split, stay_whole};

/// Bodies that need no `DELIMITER`; a test creates them on a server, too.
pub(super) const BODIES: &[&str] = &[
    "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW SET NEW.x = IF(NEW.x, 1, 2)",
    "CREATE TRIGGER b BEFORE UPDATE ON t FOR EACH ROW BEGIN SET NEW.x = 1; SET NEW.y = 2; END",
    "CREATE TRIGGER c BEFORE INSERT ON t FOR EACH ROW FOLLOWS a BEGIN SET @a = 1; SET @b = 2; END",
    "CREATE TRIGGER d AFTER DELETE ON t FOR EACH ROW IF OLD.x THEN SET @a = 1; ELSE SET @a = 2; END IF",
    "create or replace definer=`root`@'localhost' procedure p1(in a int, out `end` int)\n\
     comment 'begin; end' sql security invoker\n\
     begin -- it's ;\n\
       declare done, begin int default case when a then 1 else 2 end;\n\
       declare c cursor for select x from t;\n\
       declare continue handler for not found, sqlstate value '42000', 1062 begin set done = 1; end;\n\
       declare exit handler for sqlexception if done then set done = 2; end if;\n\
       open c;\n\
       outermost: loop\n\
         fetch c into a;\n\
         if done then leave outermost; elseif if(a, 1, 2) = 3 then set a = 4; else iterate outermost; end if;\n\
       end loop outermost;\n\
       while a > 0 do set a = a - 1; if exists (select 1) then set a = 0; end if; end while;\n\
       repeat set a = a + 1; set a = repeat('1', 1); until a > 3 end repeat;\n\
       case a when 1 then set a = case a when 1 then 2 end; when 2 then begin end; else set a = 3; end case;\n\
       case when a = 1 then select case when a then if(a, 1, 2) else 3 end; end case;\n\
       create temporary table if not exists u (begin int, end int);\n\
       drop table if exists u;\n\
       select t.end, `begin` from (select 1 as `end`, 2 as `begin`) t;\n\
       do sleep(0);\n\
       begin declare x int; begin end; end;\n\
     end",
    "CREATE PROCEDURE p2() DROP TABLE IF EXISTS u",
    "CREATE PROCEDURE IF NOT EXISTS p3() NOT DETERMINISTIC READS SQL DATA WHILE 0 DO SET @a = 1; END WHILE",
    "CREATE PROCEDURE p4() l: BEGIN LEAVE l; END l",
    "CREATE PROCEDURE p5() IF EXISTS (SELECT 1) THEN SET @a = 1; END IF",
    "CREATE PROCEDURE p6() CASE 1 WHEN 1 THEN SET @a = 1; END CASE",
    "CREATE FUNCTION f1(a INT) RETURNS VARCHAR(20) CHARACTER SET utf8mb4 DETERMINISTIC BEGIN RETURN 'a;'; END",
    "CREATE FUNCTION f2(a INT) RETURNS INT UNSIGNED RETURN CASE a WHEN 1 THEN 2 END",
    "CREATE FUNCTION f3() RETURNS SET('a','b') CHARSET utf8mb4 NO SQL RETURN IF(1, 'a', 'b')",
    "CREATE EVENT e1 ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' ENDS '2037-02-01' ON COMPLETION PRESERVE\n\
     DISABLE COMMENT 'do' DO BEGIN SET @a = 1; SET @b = 2; END",
    "ALTER EVENT e1 DO BEGIN SET @a = 1; SET @b = 3; END",
    "/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER g AFTER UPDATE ON t FOR EACH ROW\n\
     BEGIN SET @a = 1; SET @b = 2; END */",
];

/// The same, for MariaDB only.
pub(super) const MARIADB_BODIES: &[&str] = &[
    "BEGIN NOT ATOMIC DECLARE a INT; SET a = 1; END",
    "IF 1 THEN SET @a = 1; SET @b = 2; END IF",
    "FOR i IN 1..3 DO SET @a = i; SET @b = 2; END FOR",
    "CREATE PROCEDURE p7() FOR i IN (SELECT x FROM t) DO SET @a = i.x; SET @b = 2; END FOR",
];

#[test]
fn strings_names_and_comments_keep_their_semicolons() {
    stay_whole(
        Mysql,
        &[
            r"SELECT 'a;b', 'it''s;', 'it\'s;', '\\', ';'",
            r#"SELECT "a;b", "it""s;", "it\"s;", "\\", ";""#,
            r"SELECT `a;``b`, `a\`, ';'",
            "SELECT 1 # ; '\n + 1 -- ; '\n + 1 --\t;\n + 1 --\n + 1",
            "SELECT /* ; ' /* */ 1",
            "SELECT 1 /*! + 1; */ /*!50003 + ';' */ /*M!100000 + 1; */",
            "SELECT /*+ NO_ICP(t) ; */ 1",
            "/*!40101 SET NAMES utf8 */",
        ],
    );
    // `--` alone is an operator twice.
    assert_eq!(
        split(Mysql, "SELECT 1--1; SELECT 2"),
        ["SELECT 1--1", "SELECT 2"]
    );
    let dump = "/*M!999999\\- enable the sandbox mode */ \n-- a\nCREATE TABLE t (a int);";
    assert_eq!(split(Mysql, dump), ["CREATE TABLE t (a int)"]);
}

#[test]
fn bodies_need_no_delimiter() {
    stay_whole(Mysql, BODIES);
    stay_whole(Mysql, MARIADB_BODIES);
    assert_eq!(split(Mysql, "BEGIN; SELECT 1; COMMIT").len(), 3);
    assert_eq!(split(Mysql, "BEGIN WORK; SELECT 1; COMMIT").len(), 3);
    assert_eq!(
        split(Mysql, "CREATE TABLE `trigger` (`begin` int); SELECT 1").len(),
        2
    );
    assert_eq!(
        split(Mysql, "CREATE DEFINER=a@b VIEW v AS SELECT 1; SELECT 2").len(),
        2
    );
}

#[test]
fn delimiters_are_taken_out_and_obeyed() {
    let script = "SELECT 0;\nDELIMITER ;;\r\nCREATE PROCEDURE p() BEGIN SELECT ';;', 1; END;;\n\
                  -- a ;;\nSELECT 2 ;;\ndelimiter ; \nSELECT 3; SELECT 4";
    let expected = [
        "SELECT 0",
        "CREATE PROCEDURE p() BEGIN SELECT ';;', 1; END",
        "SELECT 2",
        "SELECT 3",
        "SELECT 4",
    ];
    assert_eq!(split(Mysql, script), expected);
    let script =
        "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; END$$ SELECT 1$$\nDELIMITER ;\n";
    assert_eq!(
        split(Mysql, script),
        ["CREATE PROCEDURE p() BEGIN SELECT 1; END", "SELECT 1"]
    );
    let script = "DELIMITER '//'\nSELECT 1; // SELECT 2//DELIMITER ;\nSELECT 3; SELECT 4";
    assert_eq!(
        split(Mysql, script),
        ["SELECT 1;", "SELECT 2", "SELECT 3", "SELECT 4"]
    );
    refused(
        Mysql,
        "SELECT 1;\nDELIMITER \nSELECT 2;",
        "DELIMITER",
        "DELIMITER",
    );
    assert_eq!(split(Mysql, "SELECT 1 AS delimiter ; SELECT 2").len(), 2);
}

#[test]
fn commands_of_the_client_are_refused() {
    refused(Mysql, "SELECT 1;\nsource it's.sql\n", "mysql", "source");
    refused(Mysql, "SELECT 1;\n\\. it's.sql\n", "mysql", "\\.");
    refused(Mysql, "SELECT 1\\G", "mysql", "\\G");
    refused(
        Mysql,
        "LOAD DATA LOCAL INFILE 'a' INTO TABLE t",
        "LOCAL",
        "LOAD",
    );
    refused(
        Mysql,
        "load data concurrent local infile 'a' into table t",
        "LOCAL",
        "load",
    );
    refused(
        Mysql,
        "LOAD XML LOCAL INFILE 'a' INTO TABLE t",
        "LOCAL",
        "LOAD",
    );
    assert_eq!(
        split(Mysql, "LOAD DATA INFILE 'local' INTO TABLE local").len(),
        1
    );
    assert_eq!(split(Mysql, "SELECT source FROM system").len(), 1);
}

#[test]
fn what_has_no_end_is_pointed_at() {
    refused(Mysql, "SELECT 1; SELECT 'a\\';", "the string", "'a");
    refused(Mysql, "SELECT \"a\\", "the string", "\"a");
    refused(Mysql, "SELECT `a;", "the quoted name", "`a");
    refused(Mysql, "SELECT 1; /* a", "the comment", "/* a");
    refused(Mysql, "SELECT 1; /*!50003 SELECT 2;", "the comment", "/*!");
}
