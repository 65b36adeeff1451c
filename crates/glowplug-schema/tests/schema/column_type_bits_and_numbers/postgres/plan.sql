-- up
-- data-loss: values of t.digits lose leading zeros; their bits become decimal digits
-- table-rewrite: values are converted
-- may-fail: t.digits may hold numbers beyond the range of the new type
-- may-fail: t.flags may hold numbers beyond the range of the new type
-- data-loss: values of t.mask lose what is longer than the new limit
-- data-loss: values of t.price lose the fractions of numbers
-- may-fail: t.price may hold numbers beyond the range of the new type
ALTER TABLE t
    ALTER COLUMN digits TYPE integer USING digits::text::integer,
    ALTER COLUMN flags TYPE smallint USING flags::integer::smallint,
    ALTER COLUMN mask TYPE bit(16) USING mask::integer::bit(16),
    ALTER COLUMN price TYPE bigint USING price::numeric::bigint;

-- down
-- data-loss: values of t.digits lose what they count; their decimal digits become bits
-- table-rewrite: values are converted
-- may-fail: t.digits may hold numbers of other digits than 0 and 1
-- data-loss: values of t.flags lose what is longer than the new limit
-- may-fail: t.mask may hold numbers beyond the range of the new type
ALTER TABLE t
    ALTER COLUMN digits TYPE varbit USING digits::text::varbit,
    ALTER COLUMN flags TYPE bit(8) USING flags::integer::bit(8),
    ALTER COLUMN mask TYPE smallint USING mask::integer::smallint,
    ALTER COLUMN price TYPE money USING price::money;
