CREATE TABLE authors (id INT PRIMARY KEY);
CREATE TABLE books (id INT PRIMARY KEY, author_id INT,
    CONSTRAINT books_author FOREIGN KEY (author_id) REFERENCES authors (id));
INSERT INTO authors VALUES (1);
INSERT INTO books VALUES (1, 1);
