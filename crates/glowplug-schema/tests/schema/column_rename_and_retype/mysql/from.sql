CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), KEY users_name_idx (name));
