-- up
ALTER TABLE settings
    MODIFY COLUMN a int NOT NULL DEFAULT 2,
    MODIFY COLUMN b varchar(20),
    MODIFY COLUMN c varchar(20) DEFAULT 'it''s \\ "new"',
    MODIFY COLUMN d datetime DEFAULT current_timestamp(),
    MODIFY COLUMN e int DEFAULT (1 + 2),
    MODIFY COLUMN f bit(4) NOT NULL DEFAULT b'1010';

-- down
ALTER TABLE settings
    MODIFY COLUMN a int NOT NULL DEFAULT 1,
    MODIFY COLUMN b varchar(20) DEFAULT 'x',
    MODIFY COLUMN c varchar(20),
    MODIFY COLUMN d datetime,
    MODIFY COLUMN e int DEFAULT 5,
    MODIFY COLUMN f bit(4) NOT NULL DEFAULT b'0';
