CREATE TABLE `type` (`type` INT PRIMARY KEY, `table` INT, `columns` INT, `fn` INT);
CREATE TABLE `Mixed Case` (`Id` INT PRIMARY KEY, `camelCase` INT, `with space` INT, `a"quote` INT, `1st` INT, `a.b` INT, `日本` INT);
CREATE TABLE same (same INT PRIMARY KEY, mixed INT, FOREIGN KEY (mixed) REFERENCES `Mixed Case` (`Id`));
CREATE TABLE __hidden (id INT PRIMARY KEY);
CREATE TABLE _shown (id INT PRIMARY KEY);
CREATE TABLE `table` (id INT PRIMARY KEY, `type` INT, FOREIGN KEY (`type`) REFERENCES `type` (`type`));
