CREATE TABLE events (id INT NOT NULL, body TEXT);
