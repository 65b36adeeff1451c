CREATE TABLE kept (id int PRIMARY KEY);
CREATE TABLE given (id serial PRIMARY KEY);
CREATE TABLE taken (id int PRIMARY KEY);
ALTER TABLE taken OWNER TO pg_monitor;
CREATE VIEW stays AS SELECT id FROM kept;
ALTER VIEW stays OWNER TO pg_monitor;
