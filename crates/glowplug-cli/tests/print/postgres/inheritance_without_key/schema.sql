CREATE TABLE base (id int PRIMARY KEY, a text NOT NULL); CREATE TABLE child (b int) INHERITS (base);
