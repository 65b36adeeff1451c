CREATE TABLE servers (
    server_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) NOT NULL UNIQUE COMMENT 'What people call it.',
    size ENUM('small', 'it''s large', '') NOT NULL DEFAULT 'small',
    color ENUM('red', 'blue'),
    is_public BOOLEAN NOT NULL DEFAULT TRUE,
    members INT UNSIGNED NOT NULL,
    flags TINYINT UNSIGNED,
    price DECIMAL(10, 2),
    letters INT GENERATED ALWAYS AS (CHAR_LENGTH(name)) STORED,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    seen_at DATETIME
) COMMENT 'A guild.';

CREATE TABLE channels (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    server_id BIGINT UNSIGNED NOT NULL,
    name VARCHAR(100),
    CONSTRAINT channels_server FOREIGN KEY (server_id) REFERENCES servers (server_id) ON DELETE CASCADE
);
