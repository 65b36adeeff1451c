CREATE TABLE words (id int PRIMARY KEY, plain text);
