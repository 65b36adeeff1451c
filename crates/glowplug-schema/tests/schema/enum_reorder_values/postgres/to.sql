CREATE TYPE size AS ENUM ('small', 'medium', 'large');
CREATE TABLE t (id serial PRIMARY KEY, size size);
CREATE VIEW sizes AS SELECT size FROM t WHERE size > 'small';
