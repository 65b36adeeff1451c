-- up
DROP PROCEDURE gone;
-- may-fail: plus is recreated: calls fail for those to whom EXECUTE on it was granted
DROP FUNCTION plus;
CREATE PROCEDURE clean(IN days int, OUT gone int)
    MODIFIES SQL DATA
BEGIN
    DELETE FROM people WHERE age > days;
    SET gone = ROW_COUNT();
END;
CREATE FUNCTION half(x int) RETURNS decimal(10,2)
    DETERMINISTIC
    NO SQL
    SQL SECURITY INVOKER
BEGIN
    DECLARE y DECIMAL(10, 2);
    SET y = x / 2;
    RETURN y;
END;
CREATE FUNCTION plus(x int, y int) RETURNS bigint
    DETERMINISTIC
    COMMENT 'both'
RETURN x + y;
CREATE OR REPLACE VIEW older AS
select `plus`(`people`.`age`,2) AS `age`,`half`(`people`.`age`) AS `half` from `people`;

-- down
DROP PROCEDURE clean;
DROP FUNCTION half;
-- may-fail: plus is recreated: calls fail for those to whom EXECUTE on it was granted
DROP FUNCTION plus;
CREATE PROCEDURE gone()
SELECT 1;
CREATE FUNCTION plus(x int) RETURNS int
    DETERMINISTIC
RETURN x + 1;
CREATE OR REPLACE VIEW older AS
select `plus`(`people`.`age`) AS `age` from `people`;
