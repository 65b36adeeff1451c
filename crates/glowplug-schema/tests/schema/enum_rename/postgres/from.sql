CREATE TYPE tag AS ENUM ('a', 'b');
CREATE TABLE t (id serial PRIMARY KEY, tags tag[] NOT NULL DEFAULT '{a}', main tag DEFAULT 'b');
CREATE FUNCTION has(t tag) RETURNS boolean LANGUAGE sql AS 'SELECT true';
