CREATE TABLE events (id serial, body text);
