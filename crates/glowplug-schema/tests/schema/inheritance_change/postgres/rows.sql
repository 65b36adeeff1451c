INSERT INTO cars (name, wheels) VALUES ('a', 4);
