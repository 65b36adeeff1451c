CREATE TABLE authors (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50)
);
CREATE TABLE books (
    id INT PRIMARY KEY AUTO_INCREMENT,
    author_id INT NOT NULL,
    KEY books_author_idx (author_id, id),
    CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors (id)
);
