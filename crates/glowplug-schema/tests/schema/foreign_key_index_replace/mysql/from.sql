CREATE TABLE authors (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50)
);
CREATE TABLE books (
    id INT PRIMARY KEY AUTO_INCREMENT,
    author_id INT NOT NULL,
    CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors (id)
);
INSERT INTO authors VALUES (1, 'Ada');
INSERT INTO books VALUES (1, 1);
