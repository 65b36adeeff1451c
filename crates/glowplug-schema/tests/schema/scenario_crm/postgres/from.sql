CREATE TABLE clients (id serial PRIMARY KEY, name varchar(100) NOT NULL, street text, city text, phone varchar(20));
CREATE TABLE notes (id serial PRIMARY KEY, client_id integer NOT NULL REFERENCES clients, note text NOT NULL);
CREATE INDEX notes_client_id_idx ON notes (client_id);
CREATE VIEW client_cities AS SELECT city, count(*) AS clients FROM clients GROUP BY city;
