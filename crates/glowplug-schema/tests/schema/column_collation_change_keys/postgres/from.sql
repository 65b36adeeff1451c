CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE users (
    name text COLLATE "C" PRIMARY KEY,
    email text UNIQUE,
    code text COLLATE nocase UNIQUE,
    plain text UNIQUE
);
CREATE UNIQUE INDEX users_code_idx ON users (email, code);
