-- up
CREATE SCHEMA extensions;
CREATE EXTENSION hstore WITH SCHEMA extensions;
ALTER EXTENSION pgcrypto SET SCHEMA extensions;
CREATE TABLE t (
    id uuid DEFAULT extensions.gen_random_uuid() PRIMARY KEY,
    tags extensions.hstore,
    key bytea DEFAULT extensions.gen_random_bytes(16)
);

-- down
-- data-loss: all rows of t are lost
DROP TABLE t;
ALTER EXTENSION pgcrypto SET SCHEMA public;
DROP EXTENSION hstore;
DROP SCHEMA extensions;
