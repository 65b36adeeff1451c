CREATE TABLE t (id serial PRIMARY KEY, price numeric(10,2), name text);
CREATE VIEW prices AS SELECT id, price FROM t;
CREATE VIEW dear AS SELECT id FROM prices WHERE price > 10;
CREATE VIEW names AS SELECT name FROM t;
