-- up
-- table-rewrite: rows move to other partitions
-- long-lock: rows move to other partitions
-- may-fail: a row may belong to no partition, and a unique key must include the partitioning columns
ALTER TABLE visits ADD COLUMN note varchar(20)
PARTITION BY RANGE (`day`) (
    PARTITION b VALUES LESS THAN (10),
    PARTITION a VALUES LESS THAN (20),
    PARTITION c VALUES LESS THAN (30),
    PARTITION d VALUES LESS THAN (40)
);

-- down
-- data-loss: the values of `note` are lost
-- table-rewrite: rows move to other partitions
-- long-lock: rows move to other partitions
-- may-fail: a row may belong to no partition, and a unique key must include the partitioning columns
ALTER TABLE visits DROP COLUMN note
PARTITION BY RANGE (`day`) (
    PARTITION a VALUES LESS THAN (10),
    PARTITION b VALUES LESS THAN (20),
    PARTITION c VALUES LESS THAN (40)
);
