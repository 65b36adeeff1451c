-- up
-- `flags` is converted to text first: its numbers would be taken for positions in the list; `level` is converted to text first: its values would become their positions in the list; `price` is converted to text first: its numbers would be taken for positions in the list; `tags` is converted to text first: its values would become their positions in the list; `year` is converted to text first: its numbers would be taken for positions in the list
-- table-rewrite: `flags` is converted to text first
-- long-lock: `flags` is converted to text first
-- table-rewrite: `level` is converted to text first
-- long-lock: `level` is converted to text first
-- table-rewrite: `price` is converted to text first
-- long-lock: `price` is converted to text first
-- table-rewrite: `tags` is converted to text first
-- long-lock: `tags` is converted to text first
-- table-rewrite: `year` is converted to text first
-- long-lock: `year` is converted to text first
ALTER TABLE t
    MODIFY COLUMN flags varchar(26),
    MODIFY COLUMN level varchar(2),
    MODIFY COLUMN price varchar(68),
    MODIFY COLUMN tags varchar(4),
    MODIFY COLUMN year varchar(4) NOT NULL;
-- data-loss: `price` becomes enum('2.00','1.50') from decimal(4,2): without strict mode values that do not fit are cut or replaced
-- may-fail: `price` becomes enum('2.00','1.50') from decimal(4,2): under strict mode values that do not fit are refused
-- table-rewrite: `price` becomes enum('2.00','1.50') from decimal(4,2)
-- long-lock: `price` becomes enum('2.00','1.50') from decimal(4,2)
-- data-loss: `year` becomes enum('2021','2020') from year: without strict mode values that do not fit are cut or replaced
-- may-fail: `year` becomes enum('2021','2020') from year: under strict mode values that do not fit are refused
-- table-rewrite: `year` becomes enum('2021','2020') from year
-- long-lock: `year` becomes enum('2021','2020') from year
-- data-loss: `flags` becomes set('5','6') from bit(4): without strict mode values that do not fit are cut or replaced
-- may-fail: `flags` becomes set('5','6') from bit(4): under strict mode values that do not fit are refused
-- table-rewrite: `flags` becomes set('5','6') from bit(4)
-- long-lock: `flags` becomes set('5','6') from bit(4)
-- data-loss: `level` becomes int from enum('10','5','1'): without strict mode values that do not fit are cut or replaced
-- may-fail: `level` becomes int from enum('10','5','1'): under strict mode values that do not fit are refused
-- table-rewrite: `level` becomes int from enum('10','5','1')
-- long-lock: `level` becomes int from enum('10','5','1')
-- data-loss: `tags` becomes smallint from set('2','1'): without strict mode values that do not fit are cut or replaced
-- may-fail: `tags` becomes smallint from set('2','1'): under strict mode values that do not fit are refused
-- table-rewrite: `tags` becomes smallint from set('2','1')
-- long-lock: `tags` becomes smallint from set('2','1')
ALTER TABLE t
    MODIFY COLUMN price enum('2.00','1.50'),
    MODIFY COLUMN year enum('2021','2020') NOT NULL DEFAULT '2020',
    MODIFY COLUMN flags set('5','6'),
    MODIFY COLUMN level int,
    MODIFY COLUMN tags smallint;

-- down
-- `flags` is converted to text first: its values would become their positions in the list; `level` is converted to text first: its numbers would be taken for positions in the list; `price` is converted to text first: its values would become their positions in the list; `tags` is converted to text first: its numbers would be taken for positions in the list; `year` is converted to text first: its values would become their positions in the list
-- table-rewrite: `flags` is converted to text first
-- long-lock: `flags` is converted to text first
-- table-rewrite: `level` is converted to text first
-- long-lock: `level` is converted to text first
-- table-rewrite: `price` is converted to text first
-- long-lock: `price` is converted to text first
-- table-rewrite: `tags` is converted to text first
-- long-lock: `tags` is converted to text first
-- table-rewrite: `year` is converted to text first
-- long-lock: `year` is converted to text first
ALTER TABLE t
    MODIFY COLUMN flags varchar(4),
    MODIFY COLUMN level varchar(26),
    MODIFY COLUMN price varchar(4),
    MODIFY COLUMN tags varchar(26),
    MODIFY COLUMN year varchar(4) NOT NULL;
-- data-loss: `price` becomes decimal(4,2) from enum('2.00','1.50'): without strict mode values that do not fit are cut or replaced
-- may-fail: `price` becomes decimal(4,2) from enum('2.00','1.50'): under strict mode values that do not fit are refused
-- table-rewrite: `price` becomes decimal(4,2) from enum('2.00','1.50')
-- long-lock: `price` becomes decimal(4,2) from enum('2.00','1.50')
-- data-loss: `year` becomes year from enum('2021','2020'): without strict mode values that do not fit are cut or replaced
-- may-fail: `year` becomes year from enum('2021','2020'): under strict mode values that do not fit are refused
-- table-rewrite: `year` becomes year from enum('2021','2020')
-- long-lock: `year` becomes year from enum('2021','2020')
-- data-loss: `flags` becomes bit(4) from set('5','6'): without strict mode values that do not fit are cut or replaced
-- may-fail: `flags` becomes bit(4) from set('5','6'): under strict mode values that do not fit are refused
-- table-rewrite: `flags` becomes bit(4) from set('5','6')
-- long-lock: `flags` becomes bit(4) from set('5','6')
-- data-loss: `level` becomes enum('10','5','1') from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `level` becomes enum('10','5','1') from int: under strict mode values that do not fit are refused
-- table-rewrite: `level` becomes enum('10','5','1') from int
-- long-lock: `level` becomes enum('10','5','1') from int
-- data-loss: `tags` becomes set('2','1') from smallint: without strict mode values that do not fit are cut or replaced
-- may-fail: `tags` becomes set('2','1') from smallint: under strict mode values that do not fit are refused
-- table-rewrite: `tags` becomes set('2','1') from smallint
-- long-lock: `tags` becomes set('2','1') from smallint
ALTER TABLE t
    MODIFY COLUMN price decimal(4,2),
    MODIFY COLUMN year year NOT NULL DEFAULT 2020,
    MODIFY COLUMN flags bit(4),
    MODIFY COLUMN level enum('10','5','1'),
    MODIFY COLUMN tags set('2','1');
