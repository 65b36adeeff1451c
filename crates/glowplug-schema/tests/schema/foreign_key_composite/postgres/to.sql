CREATE TABLE books (author text, title text, PRIMARY KEY (author, title));
CREATE TABLE copies (
    id serial PRIMARY KEY, author text, title text,
    FOREIGN KEY (author, title) REFERENCES books ON UPDATE CASCADE ON DELETE SET NULL (title)
);
