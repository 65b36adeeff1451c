CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE size AS ENUM ('s', 'm');
CREATE TABLE people (id int PRIMARY KEY, mood mood NOT NULL, size size, search tsvector);
