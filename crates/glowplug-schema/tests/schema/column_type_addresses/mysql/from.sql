CREATE TABLE t (
    id INT PRIMARY KEY,
    host INET4,
    token UUID,
    day DATE,
    place POINT NOT NULL,
    SPATIAL KEY t_place (place)
);
