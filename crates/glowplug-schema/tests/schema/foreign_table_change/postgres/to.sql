CREATE EXTENSION postgres_fdw;
CREATE FOREIGN DATA WRAPPER own OPTIONS (debug 'true');
CREATE SERVER far VERSION '1' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far', dbname 'it''s');
COMMENT ON SERVER far IS 'far away';
CREATE FOREIGN TABLE users (
    id int OPTIONS (column_name 'Id') NOT NULL,
    name text DEFAULT 'nobody',
    sorted text COLLATE "C",
    CONSTRAINT positive CHECK (id > 0)
) SERVER far OPTIONS (table_name 'people');
COMMENT ON COLUMN users.name IS 'as it is said';
CREATE VIEW names AS SELECT name FROM users;
