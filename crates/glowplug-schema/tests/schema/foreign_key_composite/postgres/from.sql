CREATE TABLE books (author text, title text, PRIMARY KEY (author, title));
CREATE TABLE copies (id serial PRIMARY KEY, author text, title text);
