CREATE TABLE rooms (number INT PRIMARY KEY);
CREATE TABLE beds (id INT PRIMARY KEY, number INT, CONSTRAINT beds_room FOREIGN KEY (number) REFERENCES rooms (number));
