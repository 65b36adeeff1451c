CREATE TABLE seats (room integer, number integer, taken boolean, PRIMARY KEY (room, number));
