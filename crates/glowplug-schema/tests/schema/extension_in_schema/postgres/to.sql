CREATE SCHEMA extensions;
CREATE EXTENSION pgcrypto SCHEMA extensions;
CREATE EXTENSION hstore SCHEMA extensions;
CREATE TABLE t (id uuid PRIMARY KEY DEFAULT extensions.gen_random_uuid(), tags extensions.hstore, key bytea DEFAULT extensions.gen_random_bytes(16));
