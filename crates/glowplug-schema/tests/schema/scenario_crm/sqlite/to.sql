CREATE TABLE companies (id INTEGER PRIMARY KEY, name TEXT NOT NULL, street TEXT, city TEXT, vat TEXT UNIQUE);
CREATE TABLE contacts (id INTEGER PRIMARY KEY, company_id INTEGER NOT NULL REFERENCES companies (id) ON DELETE CASCADE, name TEXT NOT NULL);
CREATE INDEX contacts_company_id_idx ON contacts (company_id);
CREATE TABLE notes (id INTEGER PRIMARY KEY, company_id INTEGER NOT NULL REFERENCES companies (id), body TEXT NOT NULL, contact_id INTEGER REFERENCES contacts (id) ON DELETE SET NULL);
CREATE INDEX notes_company_id_idx ON notes (company_id);
CREATE VIEW company_cities AS SELECT city, count(*) AS clients FROM companies GROUP BY city;
