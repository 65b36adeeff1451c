CREATE TABLE rooms (house INT, number INT, PRIMARY KEY (house, number));
CREATE TABLE beds (id INT PRIMARY KEY, house INT, number INT, CONSTRAINT beds_room FOREIGN KEY (house, number) REFERENCES rooms (house, number));
