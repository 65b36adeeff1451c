-- up
-- times are read in the time zone of the session
-- table-rewrite: values are converted
-- data-loss: values of t.day lose the time of day
ALTER TABLE t
    ALTER COLUMN created_at DROP DEFAULT,
    ALTER COLUMN created_at TYPE timestamptz USING created_at::timestamptz,
    ALTER COLUMN created_at SET DEFAULT now(),
    ALTER COLUMN day TYPE date USING day::date,
    ALTER COLUMN precise TYPE timestamptz USING precise::timestamptz;

-- down
-- times are read in the time zone of the session
-- table-rewrite: values are converted
-- data-loss: values of t.precise lose fractions of seconds
ALTER TABLE t
    ALTER COLUMN created_at DROP DEFAULT,
    ALTER COLUMN created_at TYPE timestamp USING created_at::timestamp,
    ALTER COLUMN created_at SET DEFAULT now(),
    ALTER COLUMN day TYPE timestamptz USING day::timestamptz,
    ALTER COLUMN precise TYPE timestamptz(3) USING precise::timestamptz(3);
