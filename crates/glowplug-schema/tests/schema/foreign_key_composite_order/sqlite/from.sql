CREATE TABLE books (author TEXT, title TEXT, UNIQUE (author, title));
CREATE TABLE copies (id INTEGER PRIMARY KEY, t TEXT, a TEXT);
