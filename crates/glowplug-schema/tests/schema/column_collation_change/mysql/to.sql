CREATE TABLE texts (
    id INT PRIMARY KEY,
    a VARCHAR(20) COLLATE utf8mb4_bin,
    b TEXT,
    c VARCHAR(10) CHARACTER SET latin1
);
