-- up
-- table-rewrite: the table moves to another storage engine
-- long-lock: the table moves to another storage engine
ALTER TABLE a ENGINE=InnoDB;
-- table-rewrite: rows are stored by another KEY_BLOCK_SIZE
-- table-rewrite: rows are stored by another ROW_FORMAT
ALTER TABLE b
    KEY_BLOCK_SIZE=0,
    ROW_FORMAT=DEFAULT;
-- table-rewrite: rows are stored by another ROW_FORMAT
-- table-rewrite: rows are stored by another `PAGE_COMPRESSED`
ALTER TABLE c
    ROW_FORMAT=DYNAMIC,
    STATS_PERSISTENT=1,
    `PAGE_COMPRESSED`='1';

-- down
-- table-rewrite: the table moves to another storage engine
-- long-lock: the table moves to another storage engine
ALTER TABLE a ENGINE=MyISAM;
-- table-rewrite: rows are stored by another KEY_BLOCK_SIZE
-- table-rewrite: rows are stored by another ROW_FORMAT
ALTER TABLE b
    KEY_BLOCK_SIZE=8,
    ROW_FORMAT=COMPRESSED;
-- table-rewrite: rows are stored by another ROW_FORMAT
-- table-rewrite: rows are stored by another `PAGE_COMPRESSED`
ALTER TABLE c
    ROW_FORMAT=DEFAULT,
    STATS_PERSISTENT=DEFAULT,
    `PAGE_COMPRESSED`=DEFAULT;
