CREATE TABLE t (id serial PRIMARY KEY, flags smallint, mask bit(16), price bigint, digits integer);
