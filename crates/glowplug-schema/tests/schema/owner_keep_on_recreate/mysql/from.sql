CREATE TABLE users (id int PRIMARY KEY, name varchar(20), age int);
CREATE DEFINER=`app`@`%` SQL SECURITY INVOKER VIEW named AS SELECT id, name FROM users;
SET @before = @@sql_mode, SESSION sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT';
CREATE DEFINER=`app`@`%` TRIGGER aged BEFORE INSERT ON users FOR EACH ROW SET NEW.age = 1;
CREATE FUNCTION both_names(a varchar(20), b varchar(20)) RETURNS varchar(41) DETERMINISTIC RETURN a || ' ' || b;
SET SESSION sql_mode = @before;
