-- up
CREATE FOREIGN DATA WRAPPER own OPTIONS (debug 'true');
CREATE SERVER far VERSION '1' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far', dbname 'it''s');
COMMENT ON SERVER far IS 'far away';
CREATE FOREIGN TABLE users (
    id integer OPTIONS (column_name 'Id') NOT NULL,
    name text DEFAULT 'nobody'::text,
    sorted text COLLATE "C",
    CONSTRAINT positive CHECK ((id > 0))
) SERVER far OPTIONS (table_name 'people');
COMMENT ON COLUMN users.name IS 'as it is said';
CREATE OR REPLACE VIEW names AS
 SELECT name
   FROM users;
DROP FOREIGN TABLE old_users;
DROP SERVER old;

-- down
CREATE SERVER old FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'old');
CREATE FOREIGN TABLE old_users (
    id integer,
    name text
) SERVER old;
CREATE OR REPLACE VIEW names AS
 SELECT name
   FROM old_users;
DROP FOREIGN DATA WRAPPER own;
DROP FOREIGN TABLE users;
DROP SERVER far;
