CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, lower_name TEXT AS (lower(name)) STORED UNIQUE);
