INSERT INTO logs VALUES ('a'), ('a');
