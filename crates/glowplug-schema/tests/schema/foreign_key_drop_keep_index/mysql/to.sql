CREATE TABLE authors (id INT PRIMARY KEY);
CREATE TABLE books (id INT PRIMARY KEY, author_id INT,
    KEY books_author (author_id));
