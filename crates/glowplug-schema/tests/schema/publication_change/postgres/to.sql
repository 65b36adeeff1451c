CREATE SCHEMA s;
CREATE TABLE a (id int PRIMARY KEY, n bigint, m int);
CREATE TABLE b (id int PRIMARY KEY);
CREATE TABLE d (id int PRIMARY KEY);
CREATE PUBLICATION changes FOR TABLE a (id, m) WHERE (n > 5), d WITH (publish = 'insert, update');
ALTER PUBLICATION changes OWNER TO CURRENT_USER;
CREATE PUBLICATION of_a_schema FOR TABLES IN SCHEMA s WITH (publish_via_partition_root);
COMMENT ON PUBLICATION of_a_schema IS 'all in s';
