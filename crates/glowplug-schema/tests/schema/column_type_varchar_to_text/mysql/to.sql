CREATE TABLE users (id INT PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x', KEY users_name_idx (name(20)), CONSTRAINT known CHECK (name IN ('x', 'y')));
