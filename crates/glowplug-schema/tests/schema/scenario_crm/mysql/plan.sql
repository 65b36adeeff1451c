-- up
RENAME TABLE clients TO companies;
ALTER TABLE notes RENAME COLUMN client_id TO company_id;
ALTER TABLE notes RENAME COLUMN note TO body;
-- table-rewrite: `notes_client_id_fkey` is recreated as `notes_company_id_fkey`
-- long-lock: `notes_client_id_fkey` is recreated as `notes_company_id_fkey`
ALTER TABLE notes
    DROP FOREIGN KEY notes_client_id_fkey,
    ADD CONSTRAINT notes_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies (id);
ALTER TABLE notes RENAME INDEX notes_client_id_idx TO notes_company_id_idx;
RENAME TABLE client_cities TO company_cities;
CREATE TABLE contacts (
    id int NOT NULL AUTO_INCREMENT,
    company_id int NOT NULL,
    name varchar(100) NOT NULL,
    PRIMARY KEY (id),
    KEY contacts_company_id_idx (company_id),
    CONSTRAINT contacts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies (id) ON DELETE CASCADE
);
ALTER TABLE companies
    MODIFY COLUMN name varchar(200) NOT NULL,
    ADD COLUMN vat varchar(20),
    ADD UNIQUE KEY companies_vat_key (vat);
-- table-rewrite: every row is looked up for `notes_contact_id_fkey`
-- long-lock: every row is looked up for `notes_contact_id_fkey`
ALTER TABLE notes
    ADD COLUMN contact_id int,
    ADD KEY notes_contact_id_idx (contact_id),
    ADD CONSTRAINT notes_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE SET NULL;
CREATE OR REPLACE VIEW company_cities AS
select `companies`.`city` AS `city`,count(0) AS `clients` from `companies` group by `companies`.`city`;

-- down
RENAME TABLE company_cities TO client_cities;
ALTER TABLE notes RENAME INDEX notes_company_id_idx TO notes_client_id_idx;
-- table-rewrite: `notes_company_id_fkey` is recreated as `notes_client_id_fkey`
-- long-lock: `notes_company_id_fkey` is recreated as `notes_client_id_fkey`
ALTER TABLE notes
    DROP FOREIGN KEY notes_company_id_fkey,
    ADD CONSTRAINT notes_client_id_fkey FOREIGN KEY (company_id) REFERENCES companies (id);
ALTER TABLE notes RENAME COLUMN body TO note;
ALTER TABLE notes RENAME COLUMN company_id TO client_id;
RENAME TABLE companies TO clients;
ALTER TABLE notes DROP FOREIGN KEY notes_contact_id_fkey;
-- data-loss: the rows of contacts are lost
DROP TABLE contacts;
-- data-loss: the values of `vat` are lost
-- data-loss: `name` becomes varchar(100) from varchar(200): without strict mode values that do not fit are cut or replaced
-- may-fail: `name` becomes varchar(100) from varchar(200): under strict mode values that do not fit are refused
-- table-rewrite: `name` becomes varchar(100) from varchar(200)
-- long-lock: `name` becomes varchar(100) from varchar(200)
ALTER TABLE clients
    DROP KEY companies_vat_key,
    DROP COLUMN vat,
    MODIFY COLUMN name varchar(100) NOT NULL;
-- data-loss: the values of `contact_id` are lost
ALTER TABLE notes
    DROP KEY notes_contact_id_idx,
    DROP COLUMN contact_id;
CREATE OR REPLACE VIEW client_cities AS
select `clients`.`city` AS `city`,count(0) AS `clients` from `clients` group by `clients`.`city`;
