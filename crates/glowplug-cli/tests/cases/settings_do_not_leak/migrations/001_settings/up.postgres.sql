CREATE SCHEMA elsewhere;
SET search_path TO elsewhere;
SET statement_timeout = 1;
CREATE TEMPORARY TABLE users (id INTEGER);
