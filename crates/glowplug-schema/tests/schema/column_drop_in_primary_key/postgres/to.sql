CREATE TABLE seats (number integer, taken boolean, PRIMARY KEY (number));
