CREATE TABLE clients (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(100) NOT NULL, street VARCHAR(100), city VARCHAR(100));
CREATE TABLE notes (
    id INT PRIMARY KEY AUTO_INCREMENT,
    client_id INT NOT NULL,
    note TEXT NOT NULL,
    KEY notes_client_id_idx (client_id),
    CONSTRAINT notes_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients (id)
);
CREATE VIEW client_cities AS SELECT city, COUNT(*) AS clients FROM clients GROUP BY city;
