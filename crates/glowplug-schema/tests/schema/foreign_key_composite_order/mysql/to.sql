CREATE TABLE books (author VARCHAR(50), title VARCHAR(50), UNIQUE KEY books_key (author, title));
CREATE TABLE copies (id INT PRIMARY KEY, t VARCHAR(50), a VARCHAR(50), KEY copies_book (a, t), CONSTRAINT copies_book FOREIGN KEY (a, t) REFERENCES books (author, title));
