CREATE TABLE `table` (`table` INT, type VARCHAR(20), `end` DATE, PRIMARY KEY (`table`, type), UNIQUE KEY `unique` (`end`));
CREATE TABLE `check` (`primary` INT, `references` VARCHAR(20), KEY `key` (`primary`, `references`), CONSTRAINT `foreign` FOREIGN KEY (`primary`, `references`) REFERENCES `table` (`table`, type));
CREATE TABLE `user` (`user` VARCHAR(20) PRIMARY KEY);
