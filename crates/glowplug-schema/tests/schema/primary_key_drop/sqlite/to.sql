CREATE TABLE events (id INTEGER, body TEXT);
