-- up
-- data-loss: `id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from bigint
-- long-lock: `id` becomes int from bigint
-- data-loss: `name` becomes varchar(20) from varchar(100): without strict mode values that do not fit are cut or replaced
-- may-fail: `name` becomes varchar(20) from varchar(100): under strict mode values that do not fit are refused
-- table-rewrite: `name` becomes varchar(20) from varchar(100)
-- long-lock: `name` becomes varchar(20) from varchar(100)
-- data-loss: `price` becomes decimal(10,2) from decimal(10,4): without strict mode values that do not fit are cut or replaced
-- may-fail: `price` becomes decimal(10,2) from decimal(10,4): under strict mode values that do not fit are refused
-- table-rewrite: `price` becomes decimal(10,2) from decimal(10,4)
-- long-lock: `price` becomes decimal(10,2) from decimal(10,4)
-- data-loss: `seen` becomes datetime from datetime(6): without strict mode values that do not fit are cut or replaced
-- may-fail: `seen` becomes datetime from datetime(6): under strict mode values that do not fit are refused
-- table-rewrite: `seen` becomes datetime from datetime(6)
-- long-lock: `seen` becomes datetime from datetime(6)
-- data-loss: `body` becomes varchar(500) from mediumtext: without strict mode values that do not fit are cut or replaced
-- may-fail: `body` becomes varchar(500) from mediumtext: under strict mode values that do not fit are refused
-- table-rewrite: `body` becomes varchar(500) from mediumtext
-- long-lock: `body` becomes varchar(500) from mediumtext
ALTER TABLE items
    MODIFY COLUMN id int NOT NULL,
    MODIFY COLUMN name varchar(20),
    MODIFY COLUMN price decimal(10,2),
    MODIFY COLUMN seen datetime,
    MODIFY COLUMN body varchar(500);

-- down
-- table-rewrite: `id` becomes bigint from int
-- long-lock: `id` becomes bigint from int
-- table-rewrite: `name` becomes varchar(100) from varchar(20)
-- long-lock: `name` becomes varchar(100) from varchar(20)
-- data-loss: `price` becomes decimal(10,4) from decimal(10,2): without strict mode values that do not fit are cut or replaced
-- may-fail: `price` becomes decimal(10,4) from decimal(10,2): under strict mode values that do not fit are refused
-- table-rewrite: `price` becomes decimal(10,4) from decimal(10,2)
-- long-lock: `price` becomes decimal(10,4) from decimal(10,2)
-- table-rewrite: `seen` becomes datetime(6) from datetime
-- long-lock: `seen` becomes datetime(6) from datetime
-- table-rewrite: `body` becomes mediumtext from varchar(500)
-- long-lock: `body` becomes mediumtext from varchar(500)
ALTER TABLE items
    MODIFY COLUMN id bigint NOT NULL,
    MODIFY COLUMN name varchar(100),
    MODIFY COLUMN price decimal(10,4),
    MODIFY COLUMN seen datetime(6),
    MODIFY COLUMN body mediumtext;
