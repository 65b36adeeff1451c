CREATE DOMAIN amount AS integer NOT NULL DEFAULT 3 CONSTRAINT positive CHECK (value > 1 AND value BETWEEN 0 AND 99);
CREATE TABLE t (id serial PRIMARY KEY, amount amount);
