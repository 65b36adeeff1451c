CREATE SCHEMA elsewhere;
SET search_path TO elsewhere;
SET default_transaction_read_only = on;
CREATE TEMPORARY TABLE users (id INTEGER);
