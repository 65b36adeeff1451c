-- up
-- devices_ibfk_1 is recreated: its columns change
ALTER TABLE devices DROP FOREIGN KEY devices_ibfk_1;
-- table-rewrite: `uuid` becomes varchar(40) from char(36)
-- long-lock: `uuid` becomes varchar(40) from char(36)
ALTER TABLE users MODIFY COLUMN uuid varchar(40) NOT NULL;
-- table-rewrite: `user_uuid` becomes varchar(40) from char(36)
-- long-lock: `user_uuid` becomes varchar(40) from char(36)
ALTER TABLE devices MODIFY COLUMN user_uuid varchar(40) NOT NULL;
-- user_uuid is recreated: if the server made it by itself, it would be devices_ibfk_1 from now on
-- table-rewrite: every row is looked up for `devices_ibfk_1`
-- long-lock: every row is looked up for `devices_ibfk_1`
ALTER TABLE devices
    DROP KEY user_uuid,
    ADD KEY user_uuid (user_uuid),
    ADD CONSTRAINT devices_ibfk_1 FOREIGN KEY (user_uuid) REFERENCES users (uuid);

-- down
-- devices_ibfk_1 is recreated: its columns change
ALTER TABLE devices DROP FOREIGN KEY devices_ibfk_1;
-- data-loss: `uuid` becomes char(36) from varchar(40): without strict mode values that do not fit are cut or replaced
-- may-fail: `uuid` becomes char(36) from varchar(40): under strict mode values that do not fit are refused
-- table-rewrite: `uuid` becomes char(36) from varchar(40)
-- long-lock: `uuid` becomes char(36) from varchar(40)
-- data-loss: values of `uuid` lose spaces at their end
ALTER TABLE users MODIFY COLUMN uuid char(36) NOT NULL;
-- data-loss: `user_uuid` becomes char(36) from varchar(40): without strict mode values that do not fit are cut or replaced
-- may-fail: `user_uuid` becomes char(36) from varchar(40): under strict mode values that do not fit are refused
-- table-rewrite: `user_uuid` becomes char(36) from varchar(40)
-- long-lock: `user_uuid` becomes char(36) from varchar(40)
-- data-loss: values of `user_uuid` lose spaces at their end
ALTER TABLE devices MODIFY COLUMN user_uuid char(36) NOT NULL;
-- user_uuid is recreated: if the server made it by itself, it would be devices_ibfk_1 from now on
-- table-rewrite: every row is looked up for `devices_ibfk_1`
-- long-lock: every row is looked up for `devices_ibfk_1`
ALTER TABLE devices
    DROP KEY user_uuid,
    ADD KEY user_uuid (user_uuid),
    ADD CONSTRAINT devices_ibfk_1 FOREIGN KEY (user_uuid) REFERENCES users (uuid);
