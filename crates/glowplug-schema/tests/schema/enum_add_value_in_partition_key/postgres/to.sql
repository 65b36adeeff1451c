CREATE TYPE region AS ENUM ('north', 'east', 'south');
CREATE TABLE sales (id int, region region) PARTITION BY LIST (region);
CREATE TABLE sales_north PARTITION OF sales FOR VALUES IN ('north');
CREATE TABLE sales_east PARTITION OF sales FOR VALUES IN ('east');
