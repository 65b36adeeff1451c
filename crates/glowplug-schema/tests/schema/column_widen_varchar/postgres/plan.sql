-- up
ALTER TABLE users
    ALTER COLUMN name TYPE varchar(50) USING name::varchar(50),
    ALTER COLUMN note TYPE varchar USING note::varchar;

-- down
-- data-loss: values of users.name lose what is longer than the new limit
-- table-rewrite: values are converted
-- data-loss: values of users.note lose what is longer than the new limit
ALTER TABLE users
    ALTER COLUMN name TYPE varchar(20) USING name::varchar(20),
    ALTER COLUMN note TYPE varchar(100) USING note::varchar(100);
