-- up
-- table-rewrite: values are converted
ALTER TABLE orders
    ALTER COLUMN status DROP DEFAULT,
    ALTER COLUMN status TYPE text USING status::text,
    ALTER COLUMN status SET DEFAULT 'new'::text;
DROP TYPE order_status;

-- down
CREATE TYPE order_status AS ENUM ('new', 'paid');
-- table-rewrite: values are converted
-- may-fail: orders.status may hold texts that are no values of the new type
ALTER TABLE orders
    ALTER COLUMN status DROP DEFAULT,
    ALTER COLUMN status TYPE order_status USING status::order_status,
    ALTER COLUMN status SET DEFAULT 'new'::order_status;
