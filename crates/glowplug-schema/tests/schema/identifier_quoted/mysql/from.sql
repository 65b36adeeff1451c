CREATE TABLE `order` (`key` INT PRIMARY KEY, `Group` INT);
INSERT INTO `order` VALUES (1, 2);
