CREATE TABLE users (id serial PRIMARY KEY, name text, age integer);
CREATE VIEW adults AS SELECT id, name FROM users WHERE age >= 18;
CREATE VIEW ages (years) WITH (security_barrier) AS SELECT age FROM users WITH LOCAL CHECK OPTION;
COMMENT ON VIEW ages IS 'of all';
COMMENT ON COLUMN ages.years IS 'since birth';
