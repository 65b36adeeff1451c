-- up
ALTER TABLE t ALTER COLUMN price TYPE numeric USING price::numeric;

-- down
-- data-loss: values of t.price lose decimal places beyond the new scale
-- table-rewrite: values are converted
-- may-fail: t.price may hold numbers beyond the range of the new type
ALTER TABLE t ALTER COLUMN price TYPE numeric(8,2) USING price::numeric(8,2);
