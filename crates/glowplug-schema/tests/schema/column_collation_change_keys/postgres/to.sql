CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE users (
    name text COLLATE nocase PRIMARY KEY,
    email text COLLATE nocase UNIQUE,
    code text UNIQUE,
    plain text COLLATE "C" UNIQUE
);
CREATE UNIQUE INDEX users_code_idx ON users (email, code);
