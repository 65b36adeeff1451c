-- up
DROP TRIGGER aged;
-- may-fail: both_names is recreated: calls fail for those to whom EXECUTE on it was granted
DROP FUNCTION both_names;
SET @former_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES';
CREATE FUNCTION both_names(a varchar(20), b varchar(20)) RETURNS varchar(41)
    DETERMINISTIC
RETURN b || ' ' || a;
SET SESSION sql_mode = @former_sql_mode;
CREATE OR REPLACE DEFINER=`app`@`%` SQL SECURITY INVOKER VIEW named AS
select `users`.`id` AS `id`,`users`.`name` AS `name`,`users`.`age` AS `age` from `users`;
SET @former_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES';
CREATE DEFINER=`app`@`%` TRIGGER aged BEFORE INSERT ON users FOR EACH ROW
SET NEW.age = 2;
SET SESSION sql_mode = @former_sql_mode;

-- down
DROP TRIGGER aged;
-- may-fail: both_names is recreated: calls fail for those to whom EXECUTE on it was granted
DROP FUNCTION both_names;
SET @former_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES';
CREATE FUNCTION both_names(a varchar(20), b varchar(20)) RETURNS varchar(41)
    DETERMINISTIC
RETURN a || ' ' || b;
SET SESSION sql_mode = @former_sql_mode;
CREATE OR REPLACE DEFINER=`app`@`%` SQL SECURITY INVOKER VIEW named AS
select `users`.`id` AS `id`,`users`.`name` AS `name` from `users`;
SET @former_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES';
CREATE DEFINER=`app`@`%` TRIGGER aged BEFORE INSERT ON users FOR EACH ROW
SET NEW.age = 1;
SET SESSION sql_mode = @former_sql_mode;
