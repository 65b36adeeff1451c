CREATE TABLE seats (number INT, taken BOOLEAN, PRIMARY KEY (number));
