CREATE TABLE texts (
    id INT PRIMARY KEY,
    a VARCHAR(20),
    b TEXT,
    c VARCHAR(10)
);
INSERT INTO texts VALUES (1, 'ä', 'ö', 'c');
