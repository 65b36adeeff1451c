CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    age INT,
    bio TEXT,
    KEY users_age_idx (age DESC, name(10)),
    KEY users_bio_idx (bio(100)) COMMENT 'the start',
    UNIQUE KEY users_start_key (bio(20), age)
);
