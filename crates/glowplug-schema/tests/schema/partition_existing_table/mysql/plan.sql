-- up
-- table-rewrite: rows move to other partitions
-- long-lock: rows move to other partitions
-- may-fail: a row may belong to no partition, and a unique key must include the partitioning columns
ALTER TABLE visits
PARTITION BY LIST (`year`) (
    PARTITION early VALUES IN (1999,2000),
    PARTITION late VALUES IN (2005)
);

-- down
-- table-rewrite: rows move to other partitions
-- long-lock: rows move to other partitions
ALTER TABLE visits
REMOVE PARTITIONING;
