CREATE TABLE users (id INT PRIMARY KEY, title VARCHAR(200) NOT NULL COMMENT 'as shown', KEY users_name_idx (title));
