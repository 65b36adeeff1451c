CREATE TABLE `order` (
    `key` INT PRIMARY KEY,
    `Group` INT,
    `two words` INT,
    `back``tick` INT,
    `größe` INT NOT NULL DEFAULT 1,
    `1st` INT,
    UNIQUE KEY `unique` (`Group`, `two words`),
    CONSTRAINT `check` CHECK (`back``tick` > 0),
    CONSTRAINT `references` FOREIGN KEY (`two words`) REFERENCES `order` (`key`)
) COMMENT = 'it''s';
CREATE TABLE `Mixed Case` (`select` INT PRIMARY KEY);
CREATE VIEW `a view` AS SELECT `key`, `two words` AS `from` FROM `order`;
