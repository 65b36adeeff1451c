CREATE TABLE authors (id INT PRIMARY KEY);
CREATE TABLE books (id INT PRIMARY KEY, author_id INT,
    KEY books_author_idx (author_id),
    CONSTRAINT books_author FOREIGN KEY (author_id) REFERENCES authors (id));
