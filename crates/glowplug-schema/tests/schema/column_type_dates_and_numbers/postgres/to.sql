CREATE TABLE t (id serial PRIMARY KEY, price integer, seen timestamp, at date, day timestamp, moment interval, flag smallint);
