-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW client_cities;
DROP INDEX notes_client_id_idx;
CREATE INDEX notes_company_id_idx ON notes (client_id);
CREATE VIEW company_cities AS
SELECT city, count(*) AS clients
FROM clients
GROUP BY city;
ALTER TABLE clients RENAME TO companies;
ALTER TABLE notes RENAME COLUMN client_id TO company_id;
ALTER TABLE notes RENAME COLUMN note TO body;
DROP VIEW company_cities;
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id) ON DELETE CASCADE,
    name TEXT NOT NULL
);
-- `companies` is recreated: SQLite cannot change it in place
CREATE TABLE new_companies (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    street TEXT,
    city TEXT,
    vat TEXT UNIQUE
);
-- table-rewrite: all rows of `companies` are rewritten
INSERT INTO new_companies (id, name, street, city)
SELECT id, name, street, city
FROM companies;
DROP TABLE companies;
ALTER TABLE new_companies RENAME TO companies;
ALTER TABLE notes ADD COLUMN contact_id INTEGER REFERENCES contacts (id) ON DELETE SET NULL;
CREATE INDEX contacts_company_id_idx ON contacts (company_id);
CREATE VIEW company_cities AS
SELECT city, count(*) AS clients
FROM companies
GROUP BY city;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW company_cities;
DROP INDEX notes_company_id_idx;
CREATE INDEX notes_client_id_idx ON notes (company_id);
CREATE VIEW client_cities AS
SELECT city, count(*) AS clients
FROM companies
GROUP BY city;
ALTER TABLE notes RENAME COLUMN body TO note;
ALTER TABLE notes RENAME COLUMN company_id TO client_id;
ALTER TABLE companies RENAME TO clients;
DROP VIEW client_cities;
-- data-loss: all rows of `contacts` are lost
DROP TABLE contacts;
-- `notes` is recreated: SQLite cannot change it in place
CREATE TABLE new_notes (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id),
    note TEXT NOT NULL
);
-- table-rewrite: all rows of `notes` are rewritten
-- data-loss: the values of `notes.contact_id` are lost
INSERT INTO new_notes (id, client_id, note)
SELECT id, client_id, note
FROM notes;
DROP TABLE notes;
ALTER TABLE new_notes RENAME TO notes;
-- `clients` is recreated: SQLite cannot change it in place
CREATE TABLE new_clients (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    street TEXT,
    city TEXT
);
-- table-rewrite: all rows of `clients` are rewritten
-- data-loss: the values of `clients.vat` are lost
INSERT INTO new_clients (id, name, street, city)
SELECT id, name, street, city
FROM clients;
DROP TABLE clients;
ALTER TABLE new_clients RENAME TO clients;
CREATE INDEX notes_client_id_idx ON notes (client_id);
CREATE VIEW client_cities AS
SELECT city, count(*) AS clients
FROM clients
GROUP BY city;
COMMIT;
PRAGMA foreign_keys = ON;
