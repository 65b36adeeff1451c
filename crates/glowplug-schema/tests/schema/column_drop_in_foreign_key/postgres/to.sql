CREATE TABLE rooms (number integer PRIMARY KEY);
CREATE TABLE beds (id integer PRIMARY KEY, number integer, FOREIGN KEY (number) REFERENCES rooms);
