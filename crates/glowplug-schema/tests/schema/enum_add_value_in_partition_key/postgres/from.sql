CREATE TYPE region AS ENUM ('north', 'south');
CREATE TABLE sales (id int, region region) PARTITION BY LIST (region);
CREATE TABLE sales_north PARTITION OF sales FOR VALUES IN ('north');
