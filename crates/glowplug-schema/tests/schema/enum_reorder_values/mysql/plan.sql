-- up
-- table-rewrite: `size` becomes enum('small','medium','large') from enum('large','small','medium')
-- long-lock: `size` becomes enum('small','medium','large') from enum('large','small','medium')
ALTER TABLE t MODIFY COLUMN size enum('small','medium','large');

-- down
-- table-rewrite: `size` becomes enum('large','small','medium') from enum('small','medium','large')
-- long-lock: `size` becomes enum('large','small','medium') from enum('small','medium','large')
ALTER TABLE t MODIFY COLUMN size enum('large','small','medium');
