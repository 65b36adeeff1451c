CREATE DOMAIN email AS text CONSTRAINT has_at CHECK (value LIKE '%@%');
COMMENT ON DOMAIN email IS 'an address';
CREATE TABLE t (id serial PRIMARY KEY, mail email, other email DEFAULT 'x@y');
