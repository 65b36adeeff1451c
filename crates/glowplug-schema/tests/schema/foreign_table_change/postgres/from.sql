CREATE EXTENSION postgres_fdw;
CREATE SERVER old FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'old');
CREATE FOREIGN TABLE old_users (id int, name text) SERVER old;
CREATE VIEW names AS SELECT name FROM old_users;
