CREATE TABLE users (
    id INT PRIMARY KEY,
    name VARCHAR(20),
    age INT CHECK (age > 0),
    state VARCHAR(10) NOT NULL DEFAULT 'new',
    CONSTRAINT known CHECK (state IN ('new', 'old'))
);
