-- up
DROP VIEW a_names;
DROP VIEW z_adults;
CREATE VIEW z_adults AS
SELECT id, name, age
FROM people
WHERE age > 20;
CREATE VIEW a_names AS
SELECT name, age
FROM z_adults;
CREATE VIEW a_first AS
SELECT min(name) AS name
FROM a_names;

-- down
DROP VIEW a_first;
DROP VIEW a_names;
DROP VIEW z_adults;
CREATE VIEW z_adults AS
SELECT id, name
FROM people
WHERE age > 17;
CREATE VIEW a_names AS
SELECT name
FROM z_adults;
