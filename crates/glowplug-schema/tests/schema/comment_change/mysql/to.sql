CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    age INT COMMENT 'it''s in years, rounded\\'
) COMMENT 'all people';
CREATE TABLE more (id INT PRIMARY KEY COMMENT 'its key') COMMENT 'more';
