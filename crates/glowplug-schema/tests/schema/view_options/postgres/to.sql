CREATE TABLE people (id serial PRIMARY KEY, name text, age integer);
CREATE VIEW a WITH (security_barrier) AS SELECT id FROM people WHERE id > 1 WITH LOCAL CHECK OPTION;
CREATE VIEW b AS SELECT id FROM people WHERE id > 2;
