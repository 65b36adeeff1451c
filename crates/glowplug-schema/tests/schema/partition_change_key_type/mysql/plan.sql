-- up
-- table-rewrite: `year` becomes bigint from int
-- long-lock: `year` becomes bigint from int
ALTER TABLE events MODIFY COLUMN year bigint NOT NULL;

-- down
-- data-loss: `year` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `year` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `year` becomes int from bigint
-- long-lock: `year` becomes int from bigint
ALTER TABLE events MODIFY COLUMN year int NOT NULL;
