CREATE TABLE t (a int, id int PRIMARY KEY, b int); ALTER TABLE t DROP a; ALTER TABLE t ADD c text;
