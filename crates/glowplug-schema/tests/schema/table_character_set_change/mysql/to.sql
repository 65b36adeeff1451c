CREATE TABLE texts (
    id INT PRIMARY KEY,
    a VARCHAR(20),
    b TEXT,
    c VARCHAR(10) CHARACTER SET ascii
);
