CREATE TABLE companies (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(200) NOT NULL, street VARCHAR(100), city VARCHAR(100), vat VARCHAR(20), UNIQUE KEY companies_vat_key (vat));
CREATE TABLE contacts (
    id INT PRIMARY KEY AUTO_INCREMENT,
    company_id INT NOT NULL,
    name VARCHAR(100) NOT NULL,
    KEY contacts_company_id_idx (company_id),
    CONSTRAINT contacts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies (id) ON DELETE CASCADE
);
CREATE TABLE notes (
    id INT PRIMARY KEY AUTO_INCREMENT,
    company_id INT NOT NULL,
    body TEXT NOT NULL,
    contact_id INT,
    KEY notes_company_id_idx (company_id),
    KEY notes_contact_id_idx (contact_id),
    CONSTRAINT notes_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies (id),
    CONSTRAINT notes_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE SET NULL
);
CREATE VIEW company_cities AS SELECT city, COUNT(*) AS clients FROM companies GROUP BY city;
