CREATE TABLE people (id serial PRIMARY KEY, name text, age integer);
CREATE VIEW a AS SELECT id FROM people WHERE id > 1;
CREATE VIEW b WITH (security_barrier) AS SELECT id FROM people WHERE id > 2 WITH CASCADED CHECK OPTION;
