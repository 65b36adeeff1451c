INSERT INTO users (street) VALUES ('x');
