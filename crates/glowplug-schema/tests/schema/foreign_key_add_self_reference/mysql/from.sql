CREATE TABLE nodes (
    id INT PRIMARY KEY,
    parent_id INT
);
INSERT INTO nodes VALUES (1, NULL), (2, 1);
