-- up
-- may-fail: rows may have the same values in the primary key by utf8mb4_general_ci
-- table-rewrite: `name` becomes utf8mb4_general_ci from utf8mb4_bin
-- long-lock: `name` becomes utf8mb4_general_ci from utf8mb4_bin
-- may-fail: rows may have the same values in `users_email` by utf8mb4_general_ci
-- table-rewrite: `email` becomes utf8mb4_general_ci from utf8mb4_bin
-- long-lock: `email` becomes utf8mb4_general_ci from utf8mb4_bin
-- table-rewrite: `code` becomes utf8mb4_bin from utf8mb4_general_ci
-- long-lock: `code` becomes utf8mb4_bin from utf8mb4_general_ci
-- table-rewrite: `free` becomes utf8mb4_general_ci from utf8mb4_bin
-- long-lock: `free` becomes utf8mb4_general_ci from utf8mb4_bin
ALTER TABLE users
    MODIFY COLUMN name varchar(20) NOT NULL,
    MODIFY COLUMN email varchar(20),
    MODIFY COLUMN code varchar(20) COLLATE utf8mb4_bin,
    MODIFY COLUMN free varchar(20);

-- down
-- table-rewrite: `name` becomes utf8mb4_bin from utf8mb4_general_ci
-- long-lock: `name` becomes utf8mb4_bin from utf8mb4_general_ci
-- table-rewrite: `email` becomes utf8mb4_bin from utf8mb4_general_ci
-- long-lock: `email` becomes utf8mb4_bin from utf8mb4_general_ci
-- may-fail: rows may have the same values in `users_code` by utf8mb4_general_ci
-- table-rewrite: `code` becomes utf8mb4_general_ci from utf8mb4_bin
-- long-lock: `code` becomes utf8mb4_general_ci from utf8mb4_bin
-- table-rewrite: `free` becomes utf8mb4_bin from utf8mb4_general_ci
-- long-lock: `free` becomes utf8mb4_bin from utf8mb4_general_ci
ALTER TABLE users
    MODIFY COLUMN name varchar(20) COLLATE utf8mb4_bin NOT NULL,
    MODIFY COLUMN email varchar(20) COLLATE utf8mb4_bin,
    MODIFY COLUMN code varchar(20),
    MODIFY COLUMN free varchar(20) COLLATE utf8mb4_bin;
