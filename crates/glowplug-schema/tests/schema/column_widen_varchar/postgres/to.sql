CREATE TABLE users (id serial PRIMARY KEY, name varchar(50) NOT NULL DEFAULT 'x', note varchar, code char(2));
