CREATE TABLE cars (id INT PRIMARY KEY, color ENUM('green', 'blue') NOT NULL DEFAULT 'green', KEY cars_color_idx (color));
CREATE VIEW red_cars AS SELECT id, color FROM cars WHERE color = 'green';
CREATE VIEW count_of_red AS SELECT COUNT(*) AS cars FROM red_cars;
