-- up
DROP VIEW named;
DROP VIEW people;
-- data-loss: the values of `users.name` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN name;
CREATE VIEW people AS
SELECT id
FROM users;
CREATE VIEW named AS
SELECT *
FROM people;

-- down
DROP VIEW named;
DROP VIEW people;
ALTER TABLE users ADD COLUMN name TEXT;
CREATE VIEW people AS
SELECT id, name
FROM users;
CREATE VIEW named AS
SELECT *
FROM people;
