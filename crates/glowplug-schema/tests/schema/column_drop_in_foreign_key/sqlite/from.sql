CREATE TABLE rooms (house INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (house, number));
CREATE TABLE beds (id INTEGER PRIMARY KEY, house INTEGER, number INTEGER, FOREIGN KEY (house, number) REFERENCES rooms (house, number));
