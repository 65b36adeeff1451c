-- up
-- `day` is converted to text first: the server refuses to convert it directly; `host` is converted to text first: the server refuses to convert it directly; `token` is converted to text first: the server refuses to convert it directly
-- table-rewrite: `day` is converted to text first
-- long-lock: `day` is converted to text first
-- table-rewrite: `host` is converted to text first
-- long-lock: `host` is converted to text first
-- table-rewrite: `token` is converted to text first
-- long-lock: `token` is converted to text first
ALTER TABLE t
    MODIFY COLUMN day varchar(26),
    MODIFY COLUMN host varchar(15),
    MODIFY COLUMN token varchar(36);
-- data-loss: `host` becomes inet6 from inet4: without strict mode values that do not fit are cut or replaced
-- may-fail: `host` becomes inet6 from inet4: under strict mode values that do not fit are refused
-- table-rewrite: `host` becomes inet6 from inet4
-- long-lock: `host` becomes inet6 from inet4
-- data-loss: `token` becomes datetime from uuid: without strict mode values that do not fit are cut or replaced
-- may-fail: `token` becomes datetime from uuid: under strict mode values that do not fit are refused
-- table-rewrite: `token` becomes datetime from uuid
-- long-lock: `token` becomes datetime from uuid
-- data-loss: `day` becomes uuid from date: without strict mode values that do not fit are cut or replaced
-- may-fail: `day` becomes uuid from date: under strict mode values that do not fit are refused
-- table-rewrite: `day` becomes uuid from date
-- long-lock: `day` becomes uuid from date
-- data-loss: the values of `place` are lost
ALTER TABLE t
    DROP KEY t_place,
    DROP COLUMN place,
    MODIFY COLUMN host inet6,
    MODIFY COLUMN token datetime,
    MODIFY COLUMN day uuid,
    ADD COLUMN place int NOT NULL AFTER day;

-- down
-- `day` is converted to text first: the server refuses to convert it directly; `host` is converted to text first: the server refuses to convert it directly; `token` is converted to text first: the server refuses to convert it directly
-- table-rewrite: `day` is converted to text first
-- long-lock: `day` is converted to text first
-- table-rewrite: `host` is converted to text first
-- long-lock: `host` is converted to text first
-- table-rewrite: `token` is converted to text first
-- long-lock: `token` is converted to text first
ALTER TABLE t
    MODIFY COLUMN day varchar(36),
    MODIFY COLUMN host varchar(45),
    MODIFY COLUMN token varchar(26);
-- data-loss: `host` becomes inet4 from inet6: without strict mode values that do not fit are cut or replaced
-- may-fail: `host` becomes inet4 from inet6: under strict mode values that do not fit are refused
-- table-rewrite: `host` becomes inet4 from inet6
-- long-lock: `host` becomes inet4 from inet6
-- data-loss: `token` becomes uuid from datetime: without strict mode values that do not fit are cut or replaced
-- may-fail: `token` becomes uuid from datetime: under strict mode values that do not fit are refused
-- table-rewrite: `token` becomes uuid from datetime
-- long-lock: `token` becomes uuid from datetime
-- data-loss: `day` becomes date from uuid: without strict mode values that do not fit are cut or replaced
-- may-fail: `day` becomes date from uuid: under strict mode values that do not fit are refused
-- table-rewrite: `day` becomes date from uuid
-- long-lock: `day` becomes date from uuid
-- data-loss: the values of `place` are lost
-- may-fail: rows that are there get no valid value in `place`
-- long-lock: `t_place` is spatial
ALTER TABLE t
    DROP COLUMN place,
    MODIFY COLUMN host inet4,
    MODIFY COLUMN token uuid,
    MODIFY COLUMN day date,
    ADD COLUMN place point NOT NULL AFTER day,
    ADD SPATIAL KEY t_place (place);
