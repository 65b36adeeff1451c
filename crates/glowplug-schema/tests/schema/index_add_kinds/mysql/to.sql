CREATE TABLE places (
    id INT PRIMARY KEY,
    about TEXT,
    at POINT NOT NULL,
    FULLTEXT KEY places_about (about),
    SPATIAL KEY places_at (at)
);
