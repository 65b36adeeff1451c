CREATE TABLE `users` (
    `id` INT(11) NOT NULL AUTO_INCREMENT,
    `name` VARCHAR(20) NOT NULL DEFAULT 'x',
    `active` TINYINT(1) NOT NULL DEFAULT 0,
    `price` DECIMAL(8, 2) DEFAULT NULL,
    `at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP(),
    `body` JSON NULL,
    PRIMARY KEY (`id`),
    KEY `users_name` (`name`),
    CONSTRAINT `positive` CHECK (`price` > 0)
);
CREATE VIEW `names` AS SELECT `users`.`name` AS `name` FROM `users` WHERE `users`.`name` <> 'x';
CREATE TRIGGER `polite` BEFORE INSERT ON `users` FOR EACH ROW set new.name = trim( new.name );
