-- up
-- long-lock: the order of texts changes
-- may-fail: rows of users may have the same email
-- may-fail: rows of users may have the same email, code
-- may-fail: rows of users may have the same name
ALTER TABLE users
    ALTER COLUMN code TYPE text,
    ALTER COLUMN email TYPE text COLLATE nocase,
    ALTER COLUMN name TYPE text COLLATE nocase,
    ALTER COLUMN plain TYPE text COLLATE "C";

-- down
-- long-lock: the order of texts changes
-- may-fail: rows of users may have the same code
-- may-fail: rows of users may have the same email, code
ALTER TABLE users
    ALTER COLUMN code TYPE text COLLATE nocase,
    ALTER COLUMN email TYPE text,
    ALTER COLUMN name TYPE text COLLATE "C",
    ALTER COLUMN plain TYPE text;
