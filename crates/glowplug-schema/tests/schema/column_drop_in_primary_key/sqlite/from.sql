CREATE TABLE seats (room INTEGER NOT NULL, number INTEGER NOT NULL, taken BOOLEAN, PRIMARY KEY (room, number));
