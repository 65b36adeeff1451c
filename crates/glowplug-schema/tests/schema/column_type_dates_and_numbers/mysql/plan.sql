-- up
-- data-loss: `price` becomes int from double: without strict mode values that do not fit are cut or replaced
-- may-fail: `price` becomes int from double: under strict mode values that do not fit are refused
-- table-rewrite: `price` becomes int from double
-- long-lock: `price` becomes int from double
-- data-loss: `seen` becomes datetime from varchar(30): without strict mode values that do not fit are cut or replaced
-- may-fail: `seen` becomes datetime from varchar(30): under strict mode values that do not fit are refused
-- table-rewrite: `seen` becomes datetime from varchar(30)
-- long-lock: `seen` becomes datetime from varchar(30)
-- data-loss: `at` becomes date from datetime: without strict mode values that do not fit are cut or replaced
-- may-fail: `at` becomes date from datetime: under strict mode values that do not fit are refused
-- table-rewrite: `at` becomes date from datetime
-- long-lock: `at` becomes date from datetime
-- table-rewrite: `day` becomes datetime from date
-- long-lock: `day` becomes datetime from date
-- data-loss: `moment` becomes varchar(20) from time: without strict mode values that do not fit are cut or replaced
-- may-fail: `moment` becomes varchar(20) from time: under strict mode values that do not fit are refused
-- table-rewrite: `moment` becomes varchar(20) from time
-- long-lock: `moment` becomes varchar(20) from time
-- table-rewrite: `year` becomes smallint from year
-- long-lock: `year` becomes smallint from year
ALTER TABLE t
    MODIFY COLUMN price int,
    MODIFY COLUMN seen datetime,
    MODIFY COLUMN at date,
    MODIFY COLUMN day datetime,
    MODIFY COLUMN moment varchar(20),
    MODIFY COLUMN year smallint;

-- down
-- table-rewrite: `price` becomes double from int
-- long-lock: `price` becomes double from int
-- data-loss: `seen` becomes varchar(30) from datetime: without strict mode values that do not fit are cut or replaced
-- may-fail: `seen` becomes varchar(30) from datetime: under strict mode values that do not fit are refused
-- table-rewrite: `seen` becomes varchar(30) from datetime
-- long-lock: `seen` becomes varchar(30) from datetime
-- table-rewrite: `at` becomes datetime from date
-- long-lock: `at` becomes datetime from date
-- data-loss: `day` becomes date from datetime: without strict mode values that do not fit are cut or replaced
-- may-fail: `day` becomes date from datetime: under strict mode values that do not fit are refused
-- table-rewrite: `day` becomes date from datetime
-- long-lock: `day` becomes date from datetime
-- data-loss: `moment` becomes time from varchar(20): without strict mode values that do not fit are cut or replaced
-- may-fail: `moment` becomes time from varchar(20): under strict mode values that do not fit are refused
-- table-rewrite: `moment` becomes time from varchar(20)
-- long-lock: `moment` becomes time from varchar(20)
-- data-loss: `year` becomes year from smallint: without strict mode values that do not fit are cut or replaced
-- may-fail: `year` becomes year from smallint: under strict mode values that do not fit are refused
-- table-rewrite: `year` becomes year from smallint
-- long-lock: `year` becomes year from smallint
ALTER TABLE t
    MODIFY COLUMN price double,
    MODIFY COLUMN seen varchar(30),
    MODIFY COLUMN at datetime,
    MODIFY COLUMN day date,
    MODIFY COLUMN moment time,
    MODIFY COLUMN year year;
