CREATE TABLE companies (id serial PRIMARY KEY, name text NOT NULL, street text, city text, phone varchar(20), vat text UNIQUE);
CREATE TABLE contacts (id serial PRIMARY KEY, company_id integer NOT NULL REFERENCES companies ON DELETE CASCADE, name text NOT NULL, email text);
CREATE INDEX contacts_company_id_idx ON contacts (company_id);
CREATE TABLE notes (id serial PRIMARY KEY, company_id integer NOT NULL REFERENCES companies, body text NOT NULL, contact_id integer REFERENCES contacts ON DELETE SET NULL);
CREATE INDEX notes_company_id_idx ON notes (company_id);
CREATE VIEW company_cities AS SELECT city, count(*) AS clients FROM companies GROUP BY city;
