-- up
CREATE TABLE `Mixed Case` (
    `select` int NOT NULL,
    PRIMARY KEY (`select`)
);
-- may-fail: rows may violate `check`
-- table-rewrite: every row is checked for `check`
-- long-lock: every row is checked for `check`
-- table-rewrite: every row is looked up for `references`
-- long-lock: every row is looked up for `references`
ALTER TABLE `order`
    ADD COLUMN `two words` int,
    ADD COLUMN `back``tick` int,
    ADD COLUMN `größe` int NOT NULL DEFAULT 1,
    ADD COLUMN `1st` int,
    ADD UNIQUE KEY `unique` (`Group`, `two words`),
    ADD KEY `references` (`two words`),
    ADD CONSTRAINT `check` CHECK (`back``tick` > 0),
    ADD CONSTRAINT `references` FOREIGN KEY (`two words`) REFERENCES `order` (`key`),
    COMMENT = 'it''s';
CREATE VIEW `a view` AS
select `order`.`key` AS `key`,`order`.`two words` AS `from` from `order`;

-- down
DROP VIEW `a view`;
-- data-loss: the values of `two words` are lost
-- data-loss: the values of `back`tick` are lost
-- data-loss: the values of `größe` are lost
-- data-loss: the values of `1st` are lost
ALTER TABLE `order`
    DROP FOREIGN KEY `references`,
    DROP CONSTRAINT `check`,
    DROP KEY `unique`,
    DROP KEY `references`,
    DROP COLUMN `two words`,
    DROP COLUMN `back``tick`,
    DROP COLUMN `größe`,
    DROP COLUMN `1st`,
    COMMENT = '';
-- data-loss: the rows of `Mixed Case` are lost
DROP TABLE `Mixed Case`;
