CREATE TABLE rooms (house INT, number INT, PRIMARY KEY (house, number));
CREATE TABLE beds (id INT PRIMARY KEY, house INT, number INT);
INSERT INTO rooms VALUES (1, 2);
INSERT INTO beds VALUES (1, 1, 2);
