CREATE TABLE users (id serial PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'x', note varchar(100), code char(2));
