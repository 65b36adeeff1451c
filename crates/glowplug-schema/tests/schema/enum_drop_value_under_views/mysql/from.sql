CREATE TABLE cars (id INT PRIMARY KEY, color ENUM('red', 'green', 'blue') NOT NULL DEFAULT 'red', KEY cars_color_idx (color));
CREATE VIEW red_cars AS SELECT id, color FROM cars WHERE color = 'red';
CREATE VIEW count_of_red AS SELECT COUNT(*) AS cars FROM red_cars;
