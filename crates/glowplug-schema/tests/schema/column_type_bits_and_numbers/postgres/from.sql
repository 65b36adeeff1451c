CREATE TABLE t (id serial PRIMARY KEY, flags bit(8), mask smallint, price money, digits varbit);
