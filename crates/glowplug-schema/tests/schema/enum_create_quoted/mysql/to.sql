CREATE TABLE t (
    id INT PRIMARY KEY,
    role ENUM('super_admin', 'Read Only', 'it''s', 'a"b', 'c,d', 'back\\slash', '') NOT NULL DEFAULT 'Read Only',
    `userState` ENUM('A', 'b') DEFAULT 'A',
    open SET('x y', 'it''s') NOT NULL DEFAULT 'x y,it''s'
);
