-- up
-- table-rewrite: rows move to other partitions
-- long-lock: rows move to other partitions
-- may-fail: a row may belong to no partition, and a unique key must include the partitioning columns
ALTER TABLE visits
PARTITION BY RANGE COLUMNS (`year`)
SUBPARTITION BY HASH (`id`)
SUBPARTITIONS 2 (
    PARTITION p0 VALUES LESS THAN (2000),
    PARTITION rest VALUES LESS THAN (MAXVALUE)
);

-- down
-- table-rewrite: rows move to other partitions
-- long-lock: rows move to other partitions
ALTER TABLE visits
PARTITION BY HASH (`year`)
PARTITIONS 2;
