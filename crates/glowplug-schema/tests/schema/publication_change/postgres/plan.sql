-- up
CREATE SCHEMA s;
-- table-rewrite: values are converted
ALTER TABLE a ALTER COLUMN n TYPE bigint USING n::bigint;
CREATE TABLE d (
    id integer PRIMARY KEY
);
CREATE PUBLICATION of_a_schema WITH (publish_via_partition_root = true);
COMMENT ON PUBLICATION of_a_schema IS 'all in s';
ALTER PUBLICATION of_a_schema ADD TABLES IN SCHEMA s;
DROP PUBLICATION goes;
-- data-loss: all rows of c are lost
DROP TABLE c;
DROP PUBLICATION changes;
CREATE PUBLICATION changes WITH (publish = 'insert, update');
ALTER PUBLICATION changes ADD TABLE a (id, m) WHERE ((n > 5));
ALTER PUBLICATION changes ADD TABLE d;

-- down
CREATE TABLE c (
    id integer PRIMARY KEY
);
CREATE PUBLICATION goes FOR ALL TABLES;
DROP SCHEMA s;
DROP PUBLICATION of_a_schema;
-- data-loss: all rows of d are lost
DROP TABLE d;
DROP PUBLICATION changes;
-- table-rewrite: values are converted
-- may-fail: a.n may hold numbers beyond the range of the new type
ALTER TABLE a ALTER COLUMN n TYPE integer USING n::integer;
CREATE PUBLICATION changes;
ALTER PUBLICATION changes ADD TABLE a;
ALTER PUBLICATION changes ADD TABLE b;
ALTER PUBLICATION changes ADD TABLE c;
