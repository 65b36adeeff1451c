CREATE TABLE clients (id INTEGER PRIMARY KEY, name TEXT NOT NULL, street TEXT, city TEXT);
CREATE TABLE notes (id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES clients (id), note TEXT NOT NULL);
CREATE INDEX notes_client_id_idx ON notes (client_id);
CREATE VIEW client_cities AS SELECT city, count(*) AS clients FROM clients GROUP BY city;
