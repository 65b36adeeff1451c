CREATE TABLE books (author TEXT, title TEXT, UNIQUE (author, title));
CREATE TABLE copies (id INTEGER PRIMARY KEY, t TEXT, a TEXT, FOREIGN KEY (t, a) REFERENCES books (title, author));
