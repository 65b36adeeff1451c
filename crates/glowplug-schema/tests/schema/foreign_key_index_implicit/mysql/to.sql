CREATE TABLE users (uuid VARCHAR(40) NOT NULL PRIMARY KEY);

CREATE TABLE devices (
    uuid CHAR(36) NOT NULL PRIMARY KEY,
    user_uuid VARCHAR(40) NOT NULL,
    FOREIGN KEY (user_uuid) REFERENCES users (uuid)
);
