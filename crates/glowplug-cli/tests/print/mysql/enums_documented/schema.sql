CREATE TABLE people (id INT PRIMARY KEY, mood ENUM('sad', 'ok', 'it''s fine') NOT NULL, size ENUM('s', 'm'), tags SET('a', 'bcd', 'ef'), odd ENUM('with(paren)', 'with space', 'ünï'), unsigned_word ENUM('unsigned'));
CREATE TABLE `odd table` (id INT PRIMARY KEY, `type` ENUM('a'), place POINT);
