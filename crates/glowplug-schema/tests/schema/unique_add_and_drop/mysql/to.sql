CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    age INT,
    email VARCHAR(100),
    slug VARCHAR(60),
    CONSTRAINT users_email_key UNIQUE (email),
    UNIQUE KEY users_slug_key (slug)
);
