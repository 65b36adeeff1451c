-- up
-- table-rewrite: `a` becomes utf8mb4_bin from utf8mb4_general_ci
-- long-lock: `a` becomes utf8mb4_bin from utf8mb4_general_ci
-- data-loss: `c` becomes latin1_swedish_ci from utf8mb4_general_ci: without strict mode values that do not fit are cut or replaced
-- may-fail: `c` becomes latin1_swedish_ci from utf8mb4_general_ci: under strict mode values that do not fit are refused
-- table-rewrite: `c` becomes latin1_swedish_ci from utf8mb4_general_ci
-- long-lock: `c` becomes latin1_swedish_ci from utf8mb4_general_ci
ALTER TABLE texts
    MODIFY COLUMN a varchar(20) COLLATE utf8mb4_bin,
    MODIFY COLUMN c varchar(10) COLLATE latin1_swedish_ci;

-- down
-- table-rewrite: `a` becomes utf8mb4_general_ci from utf8mb4_bin
-- long-lock: `a` becomes utf8mb4_general_ci from utf8mb4_bin
-- table-rewrite: `c` becomes utf8mb4_general_ci from latin1_swedish_ci
-- long-lock: `c` becomes utf8mb4_general_ci from latin1_swedish_ci
ALTER TABLE texts
    MODIFY COLUMN a varchar(20),
    MODIFY COLUMN c varchar(10);
