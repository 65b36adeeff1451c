CREATE TABLE jobs (id INT PRIMARY KEY, stage ENUM('new', 'done') NOT NULL DEFAULT 'new');
CREATE VIEW open_jobs AS SELECT id FROM jobs WHERE stage = 'new';
