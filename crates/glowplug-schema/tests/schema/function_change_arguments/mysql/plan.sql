-- up
-- may-fail: show_it is recreated: calls fail for those to whom EXECUTE on it was granted
DROP PROCEDURE show_it;
-- may-fail: calc is recreated: calls fail for those to whom EXECUTE on it was granted
DROP FUNCTION calc;
CREATE FUNCTION calc(x int, y int) RETURNS int
    DETERMINISTIC
RETURN x + y;
CREATE PROCEDURE show_it()
SELECT calc(1, 2);
CREATE OR REPLACE VIEW v AS
select `calc`(`t`.`id`,`t`.`a`) AS `a` from `t`;

-- down
-- may-fail: show_it is recreated: calls fail for those to whom EXECUTE on it was granted
DROP PROCEDURE show_it;
-- may-fail: calc is recreated: calls fail for those to whom EXECUTE on it was granted
DROP FUNCTION calc;
CREATE FUNCTION calc(x int) RETURNS int
    DETERMINISTIC
RETURN x + 1;
CREATE PROCEDURE show_it()
SELECT calc(1);
CREATE OR REPLACE VIEW v AS
select `calc`(`t`.`id`) AS `a` from `t`;
