CREATE TABLE logs (line TEXT);
