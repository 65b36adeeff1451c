CREATE TABLE t (
    id serial PRIMARY KEY,
    a integer CHECK (a BETWEEN 1 AND 9 AND a <> 5),
    s varchar(9) CHECK (s IN ('a', 'b')),
    t timestamp with time zone DEFAULT CURRENT_TIMESTAMP
);
CREATE VIEW v AS SELECT a FROM t WHERE a BETWEEN 1 AND 2 AND s IN ('a', 'b');
