CREATE TABLE people (id serial PRIMARY KEY, name text, age integer);
CREATE VIEW z_adults AS SELECT id, name, age FROM people WHERE age > 20;
CREATE VIEW a_names AS SELECT name, age FROM z_adults;
CREATE VIEW a_first AS SELECT min(name) AS name FROM a_names;
