CREATE TABLE seats (room INT, number INT, taken BOOLEAN, PRIMARY KEY (room, number));
