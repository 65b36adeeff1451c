CREATE TABLE countries (code VARCHAR(8) PRIMARY KEY);
CREATE TABLE cities (
    id INT PRIMARY KEY,
    country VARCHAR(8),
    CONSTRAINT cities_country FOREIGN KEY (country) REFERENCES countries (code)
);
