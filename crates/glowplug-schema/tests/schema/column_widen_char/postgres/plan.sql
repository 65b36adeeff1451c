-- up
-- table-rewrite: values are converted
ALTER TABLE countries ALTER COLUMN code TYPE char(3) USING code::char(3);

-- down
-- data-loss: values of countries.code lose what is longer than the new limit
-- table-rewrite: values are converted
-- may-fail: rows of countries may have the same code
ALTER TABLE countries ALTER COLUMN code TYPE char(2) USING code::char(2);
