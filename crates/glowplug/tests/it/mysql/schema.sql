CREATE TABLE users (
    id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(50) NOT NULL DEFAULT 'it''s' COMMENT 'how they are called',
    code VARCHAR(10) CHARACTER SET latin1,
    data JSON,
    mood ENUM('sad', 'ok', 'it''s') DEFAULT 'ok',
    balance DECIMAL(10, 2) UNSIGNED DEFAULT 1.50,
    seen DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
    made TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    age INT NOT NULL,
    twice INT AS (age * 2) STORED,
    shout VARCHAR(50) AS (UPPER(name)) VIRTUAL,
    hidden INT INVISIBLE DEFAULT 3,
    sum INT DEFAULT (1 + 2),
    flags BIT(3) DEFAULT b'101',
    place POINT NOT NULL,
    bio TEXT,
    active BOOLEAN DEFAULT TRUE,
    digits INT(5) ZEROFILL,
    small INT CHECK (small > 5),
    UNIQUE KEY users_name (name),
    UNIQUE KEY users_both (code, age),
    UNIQUE KEY users_start (bio(20)),
    KEY users_age (name(10), age DESC) COMMENT 'why',
    KEY users_ignored (age) IGNORED,
    FULLTEXT KEY users_bio (bio),
    SPATIAL KEY users_place (place),
    CONSTRAINT users_adult CHECK (age > 17)
) COMMENT 'people';
CREATE TABLE posts (
    id INT PRIMARY KEY,
    author INT UNSIGNED,
    reader INT UNSIGNED,
    UNIQUE KEY posts_pair (author, reader),
    CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (id)
        ON UPDATE SET NULL ON DELETE CASCADE,
    CONSTRAINT posts_reader FOREIGN KEY (reader) REFERENCES users (id) ON DELETE RESTRICT
) ENGINE = InnoDB ROW_FORMAT = COMPRESSED COLLATE utf8mb4_bin;
CREATE TABLE visits (id INT NOT NULL, year INT NOT NULL, PRIMARY KEY (id, year))
    PARTITION BY RANGE (year) (
        PARTITION early VALUES LESS THAN (2000) COMMENT = 'before',
        PARTITION late VALUES LESS THAN MAXVALUE
    );
CREATE TABLE hits (id INT, kind INT) PARTITION BY KEY (kind) PARTITIONS 4;
CREATE TABLE old (id INT) ENGINE = MyISAM;
CREATE TABLE tracked (id INT) WITH SYSTEM VERSIONING;
CREATE SEQUENCE numbers START 5 INCREMENT 2 MAXVALUE 99 CACHE 10 CYCLE;
CREATE TABLE tickets (id BIGINT DEFAULT NEXTVAL(numbers));
CREATE FUNCTION plus(x INT, y VARCHAR(10)) RETURNS INT DETERMINISTIC RETURN x + 1;
CREATE PROCEDURE touch(IN a INT, OUT b INT) COMMENT 'c' BEGIN SET b = a; SET b = b + 1; END;
CREATE EVENT daily ON SCHEDULE EVERY 1 DAY DISABLE COMMENT 'd' DO SELECT 1;
CREATE VIEW adults AS SELECT id, name AS called FROM users WHERE plus(age, '`x`.') > 17;
CREATE SQL SECURITY INVOKER VIEW called AS
    SELECT a.called FROM adults AS a JOIN posts ON posts.author = a.id;
CREATE VIEW checked AS SELECT id FROM posts WHERE id > 3 WITH LOCAL CHECK OPTION;
CREATE TRIGGER upper_name BEFORE INSERT ON users FOR EACH ROW
    BEGIN SET NEW.name = UPPER(NEW.name); SET NEW.age = 20; END;
CREATE TRIGGER a_second BEFORE INSERT ON users FOR EACH ROW FOLLOWS upper_name SET NEW.age = 21;
CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY);
CREATE TABLE __glowplug_history (a INT);
