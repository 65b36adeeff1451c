-- up
CREATE TABLE a_table (
    id int NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (id)
);
CREATE FUNCTION zero() RETURNS bigint
    READS SQL DATA
RETURN (SELECT COUNT(*) FROM a_table);
CREATE FUNCTION again() RETURNS bigint
    READS SQL DATA
RETURN zero();
CREATE VIEW counts AS
select `again`() AS `n`;

-- down
DROP VIEW counts;
DROP FUNCTION again;
DROP FUNCTION zero;
-- data-loss: the rows of a_table are lost
DROP TABLE a_table;
