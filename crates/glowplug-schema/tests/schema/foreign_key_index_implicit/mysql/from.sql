CREATE TABLE users (uuid CHAR(36) NOT NULL PRIMARY KEY);

-- The server makes an index `user_uuid` for it.
CREATE TABLE devices (
    uuid CHAR(36) NOT NULL PRIMARY KEY,
    user_uuid CHAR(36) NOT NULL,
    FOREIGN KEY (user_uuid) REFERENCES users (uuid)
);
