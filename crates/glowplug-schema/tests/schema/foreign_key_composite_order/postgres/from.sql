CREATE TABLE books (author text, title text, UNIQUE (author, title));
CREATE TABLE copies (id serial PRIMARY KEY, t text, a text);
