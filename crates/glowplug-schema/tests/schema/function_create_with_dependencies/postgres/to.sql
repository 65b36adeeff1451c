CREATE TABLE a_table (id serial PRIMARY KEY);
CREATE FUNCTION zero() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM a_table';
CREATE FUNCTION again() RETURNS bigint LANGUAGE sql AS 'SELECT zero()';
CREATE FUNCTION newest() RETURNS a_table LANGUAGE sql AS 'SELECT a_table FROM a_table ORDER BY id DESC LIMIT 1';
CREATE TABLE counts (n bigint DEFAULT again());
