CREATE TABLE users (
    id UUID PRIMARY KEY DEFAULT (UUID()),
    name TEXT
);
CREATE TABLE posts (
    id INT PRIMARY KEY AUTO_INCREMENT,
    user_id UUID NOT NULL,
    CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id)
);
