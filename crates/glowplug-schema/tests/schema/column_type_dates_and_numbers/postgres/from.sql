CREATE TABLE t (id serial PRIMARY KEY, price double precision, seen text, at timestamp, day date, moment time, flag integer);
