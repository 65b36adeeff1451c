CREATE TABLE events (id serial PRIMARY KEY, body text);
