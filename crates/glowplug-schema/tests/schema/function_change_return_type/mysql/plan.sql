-- up
DROP VIEW v;
-- may-fail: total is recreated: calls fail for those to whom EXECUTE on it was granted
DROP FUNCTION total;
CREATE FUNCTION total(a int, b int) RETURNS bigint
    DETERMINISTIC
RETURN a + b;
CREATE VIEW v AS
select `total`(`t`.`id`,`t`.`a`) AS `total` from `t`;

-- down
DROP VIEW v;
-- may-fail: total is recreated: calls fail for those to whom EXECUTE on it was granted
DROP FUNCTION total;
CREATE FUNCTION total(a int, b int) RETURNS int
    DETERMINISTIC
RETURN a + b;
CREATE VIEW v AS
select `total`(`t`.`id`,`t`.`a`) AS `total` from `t`;
