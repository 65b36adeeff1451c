CREATE TABLE books (author text, title text, UNIQUE (author, title));
CREATE TABLE copies (id serial PRIMARY KEY, t text, a text, FOREIGN KEY (t, a) REFERENCES books (title, author) MATCH FULL);
