CREATE TABLE countries (code VARCHAR(2) PRIMARY KEY);
CREATE TABLE cities (
    id INT PRIMARY KEY,
    country VARCHAR(2),
    CONSTRAINT cities_country FOREIGN KEY (country) REFERENCES countries (code)
);
INSERT INTO countries VALUES ('de');
INSERT INTO cities VALUES (1, 'de');
