CREATE DOMAIN amount AS integer DEFAULT 1 CONSTRAINT positive CHECK (value > 0) CONSTRAINT odd CHECK (value % 2 = 1);
CREATE TABLE t (id serial PRIMARY KEY, amount amount);
