CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL, c integer GENERATED ALWAYS AS (a + 2) STORED);
CREATE INDEX t_c ON t (c);
