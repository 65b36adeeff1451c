-- up
CREATE TABLE `table` (
    `table` int NOT NULL,
    type varchar(20) NOT NULL,
    end date,
    PRIMARY KEY (`table`, type),
    UNIQUE KEY `unique` (end)
);
CREATE TABLE `check` (
    `primary` int,
    `references` varchar(20),
    KEY `key` (`primary`, `references`),
    CONSTRAINT `foreign` FOREIGN KEY (`primary`, `references`) REFERENCES `table` (`table`, type)
);
CREATE TABLE user (
    user varchar(20) NOT NULL,
    PRIMARY KEY (user)
);

-- down
-- data-loss: the rows of user are lost
DROP TABLE user;
-- data-loss: the rows of `check` are lost
DROP TABLE `check`;
-- data-loss: the rows of `table` are lost
DROP TABLE `table`;
