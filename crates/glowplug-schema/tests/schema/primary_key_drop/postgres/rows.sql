INSERT INTO events (body) VALUES ('a');
