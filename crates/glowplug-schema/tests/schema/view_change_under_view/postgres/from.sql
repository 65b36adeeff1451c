CREATE TABLE people (id serial PRIMARY KEY, name text, age integer);
CREATE VIEW z_adults AS SELECT id, name FROM people WHERE age > 17;
CREATE VIEW a_names AS SELECT name FROM z_adults;
