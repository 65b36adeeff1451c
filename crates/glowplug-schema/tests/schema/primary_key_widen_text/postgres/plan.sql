-- up
ALTER TABLE cities ALTER COLUMN country TYPE varchar(8) USING country::varchar(8);
ALTER TABLE countries ALTER COLUMN code TYPE varchar(8) USING code::varchar(8);

-- down
-- data-loss: values of cities.country lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE cities ALTER COLUMN country TYPE varchar(2) USING country::varchar(2);
-- data-loss: values of countries.code lose what is longer than the new limit
-- table-rewrite: values are converted
-- may-fail: rows of countries may have the same code
ALTER TABLE countries ALTER COLUMN code TYPE varchar(2) USING code::varchar(2);
