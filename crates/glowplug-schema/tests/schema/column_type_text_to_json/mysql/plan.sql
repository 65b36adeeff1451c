-- up
-- may-fail: rows may violate the check of `config`: json_valid(`config`)
-- table-rewrite: every row is checked for `config`
-- long-lock: every row is checked for `config`
-- table-rewrite: `config` becomes utf8mb4_bin from utf8mb4_general_ci
-- long-lock: `config` becomes utf8mb4_bin from utf8mb4_general_ci
ALTER TABLE users MODIFY COLUMN config json;

-- down
-- table-rewrite: `config` becomes utf8mb4_general_ci from utf8mb4_bin
-- long-lock: `config` becomes utf8mb4_general_ci from utf8mb4_bin
ALTER TABLE users MODIFY COLUMN config longtext;
