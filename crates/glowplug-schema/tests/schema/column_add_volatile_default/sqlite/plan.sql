-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE,
    name TEXT,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    token TEXT NOT NULL DEFAULT (lower(hex(randomblob(8))))
);
-- table-rewrite: all rows of `users` are rewritten
INSERT INTO new_users (id, email, name)
SELECT id, email, name
FROM users;
DELETE FROM sqlite_sequence WHERE name = 'new_users';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'new_users', seq FROM sqlite_sequence WHERE name = 'users';
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- data-loss: the values of `users.created_at` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN created_at;
-- data-loss: the values of `users.token` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN token;
