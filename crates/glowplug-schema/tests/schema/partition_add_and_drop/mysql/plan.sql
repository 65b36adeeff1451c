-- up
ALTER TABLE visits ADD PARTITION (
    PARTITION p2 VALUES LESS THAN (2020) COMMENT = 'late'
);

-- down
-- table-rewrite: rows move to other partitions
-- long-lock: rows move to other partitions
-- may-fail: a row may belong to no partition, and a unique key must include the partitioning columns
ALTER TABLE visits
PARTITION BY RANGE (`year`) (
    PARTITION p0 VALUES LESS THAN (2000),
    PARTITION p1 VALUES LESS THAN (2010)
);
