CREATE TABLE t (
    id INT PRIMARY KEY,
    host INET6,
    token DATETIME,
    day UUID,
    place INT NOT NULL
);
