CREATE TABLE rooms (house integer, number integer, PRIMARY KEY (house, number));
CREATE TABLE beds (id integer PRIMARY KEY, house integer, number integer, FOREIGN KEY (house, number) REFERENCES rooms);
