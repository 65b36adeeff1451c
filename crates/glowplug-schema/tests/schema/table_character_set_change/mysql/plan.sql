-- up
-- table-rewrite: `a` becomes utf8mb4_general_ci from latin1_swedish_ci
-- long-lock: `a` becomes utf8mb4_general_ci from latin1_swedish_ci
-- table-rewrite: `b` becomes utf8mb4_general_ci from latin1_swedish_ci
-- long-lock: `b` becomes utf8mb4_general_ci from latin1_swedish_ci
ALTER TABLE texts
    MODIFY COLUMN a varchar(20),
    MODIFY COLUMN b text,
    COLLATE=utf8mb4_general_ci;

-- down
-- data-loss: `a` becomes latin1_swedish_ci from utf8mb4_general_ci: without strict mode values that do not fit are cut or replaced
-- may-fail: `a` becomes latin1_swedish_ci from utf8mb4_general_ci: under strict mode values that do not fit are refused
-- table-rewrite: `a` becomes latin1_swedish_ci from utf8mb4_general_ci
-- long-lock: `a` becomes latin1_swedish_ci from utf8mb4_general_ci
-- data-loss: `b` becomes latin1_swedish_ci from utf8mb4_general_ci: without strict mode values that do not fit are cut or replaced
-- may-fail: `b` becomes latin1_swedish_ci from utf8mb4_general_ci: under strict mode values that do not fit are refused
-- table-rewrite: `b` becomes latin1_swedish_ci from utf8mb4_general_ci
-- long-lock: `b` becomes latin1_swedish_ci from utf8mb4_general_ci
ALTER TABLE texts
    MODIFY COLUMN a varchar(20),
    MODIFY COLUMN b text,
    COLLATE=latin1_swedish_ci;
