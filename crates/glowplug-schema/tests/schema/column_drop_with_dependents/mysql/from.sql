CREATE TABLE users (
    id INT PRIMARY KEY,
    email VARCHAR(50),
    age INT,
    name VARCHAR(20),
    nick VARCHAR(20),
    UNIQUE KEY users_email_key (email),
    KEY users_name_idx (name),
    KEY users_both_idx (name, nick),
    CONSTRAINT users_age_check CHECK (age > 0)
);
