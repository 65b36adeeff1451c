-- up
ALTER TABLE clients RENAME TO companies;
ALTER SEQUENCE clients_id_seq RENAME TO companies_id_seq;
ALTER TABLE companies RENAME CONSTRAINT clients_pkey TO companies_pkey;
ALTER TABLE notes RENAME COLUMN client_id TO company_id;
ALTER TABLE notes RENAME COLUMN note TO body;
ALTER TABLE notes RENAME CONSTRAINT notes_client_id_fkey TO notes_company_id_fkey;
ALTER INDEX notes_client_id_idx RENAME TO notes_company_id_idx;
ALTER VIEW client_cities RENAME TO company_cities;
ALTER TABLE companies ADD COLUMN vat text;
ALTER TABLE companies ALTER COLUMN name TYPE text USING name::text;
CREATE TABLE contacts (
    id serial PRIMARY KEY,
    company_id integer NOT NULL REFERENCES companies(id) ON DELETE CASCADE,
    name text NOT NULL,
    email text
);
CREATE INDEX contacts_company_id_idx ON contacts (company_id);
ALTER TABLE notes ADD COLUMN contact_id integer REFERENCES contacts(id) ON DELETE SET NULL;
-- alone
CREATE UNIQUE INDEX CONCURRENTLY companies_vat_key ON companies (vat);
-- later
ALTER TABLE companies
    ADD CONSTRAINT companies_vat_key UNIQUE USING INDEX companies_vat_key;

-- down
ALTER VIEW company_cities RENAME TO client_cities;
ALTER INDEX notes_company_id_idx RENAME TO notes_client_id_idx;
ALTER TABLE notes RENAME CONSTRAINT notes_company_id_fkey TO notes_client_id_fkey;
ALTER TABLE notes RENAME COLUMN body TO note;
ALTER TABLE notes RENAME COLUMN company_id TO client_id;
ALTER TABLE companies RENAME CONSTRAINT companies_pkey TO clients_pkey;
ALTER SEQUENCE companies_id_seq RENAME TO clients_id_seq;
ALTER TABLE companies RENAME TO clients;
ALTER TABLE notes DROP CONSTRAINT notes_contact_id_fkey;
ALTER TABLE clients DROP CONSTRAINT companies_vat_key;
-- data-loss: the values of clients.vat are lost
ALTER TABLE clients DROP COLUMN vat;
-- data-loss: values of clients.name lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE clients ALTER COLUMN name TYPE varchar(100) USING name::varchar(100);
-- data-loss: the values of notes.contact_id are lost
ALTER TABLE notes DROP COLUMN contact_id;
-- data-loss: all rows of contacts are lost
DROP TABLE contacts;
