CREATE TABLE t (id INT PRIMARY KEY, mood ENUM('sad', 'ok', 'good') NOT NULL DEFAULT 'good', CONSTRAINT fine CHECK (mood <> 'good' OR id > 0));
