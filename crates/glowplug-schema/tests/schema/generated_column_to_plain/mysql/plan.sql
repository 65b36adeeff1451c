-- up
ALTER TABLE items MODIFY COLUMN gross int;

-- down
-- data-loss: the values of `gross` are computed from now on
-- table-rewrite: the values of `gross` are computed from now on
-- long-lock: the values of `gross` are computed from now on
ALTER TABLE items MODIFY COLUMN gross int GENERATED ALWAYS AS (`price` * 2) STORED;
