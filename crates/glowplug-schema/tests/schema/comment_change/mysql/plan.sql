-- up
CREATE TABLE more (
    id int NOT NULL COMMENT 'its key',
    PRIMARY KEY (id)
) COMMENT = 'more';
ALTER TABLE users
    MODIFY COLUMN age int COMMENT 'it''s in years, rounded\\',
    COMMENT = 'all people';

-- down
ALTER TABLE users
    MODIFY COLUMN age int COMMENT 'in years',
    COMMENT = 'people';
-- data-loss: the rows of more are lost
DROP TABLE more;
