-- up
-- data-loss: values of t.at lose the time of day
-- table-rewrite: values are converted
-- may-fail: t.flag may hold numbers beyond the range of the new type
-- data-loss: values of t.price lose the fractions of numbers
-- may-fail: t.price may hold numbers beyond the range of the new type
-- data-loss: values of t.seen lose the time zone
-- may-fail: t.seen may hold texts that are no values of the new type
ALTER TABLE t
    ALTER COLUMN at TYPE date USING at::date,
    ALTER COLUMN day TYPE timestamp USING day::timestamp,
    ALTER COLUMN flag TYPE smallint USING flag::smallint,
    ALTER COLUMN moment TYPE interval USING moment::interval,
    ALTER COLUMN price TYPE integer USING price::integer,
    ALTER COLUMN seen TYPE timestamp USING seen::timestamp;

-- down
-- table-rewrite: values are converted
-- data-loss: values of t.day lose the time of day
-- data-loss: values of t.moment lose the day
ALTER TABLE t
    ALTER COLUMN at TYPE timestamp USING at::timestamp,
    ALTER COLUMN day TYPE date USING day::date,
    ALTER COLUMN flag TYPE integer USING flag::integer,
    ALTER COLUMN moment TYPE time USING moment::time,
    ALTER COLUMN price TYPE double precision USING price::double precision,
    ALTER COLUMN seen TYPE text USING seen::text;
