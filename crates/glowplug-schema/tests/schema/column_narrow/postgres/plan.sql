-- up
-- data-loss: values of users.name lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE users ALTER COLUMN name TYPE varchar(20) USING name::varchar(20);

-- down
ALTER TABLE users ALTER COLUMN name TYPE varchar(50) USING name::varchar(50);
