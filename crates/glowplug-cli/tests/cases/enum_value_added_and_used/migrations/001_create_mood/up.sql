CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE people (id INTEGER PRIMARY KEY, mood mood NOT NULL);
