CREATE TYPE region AS ENUM ('north', 'south');
CREATE TABLE owners (id int PRIMARY KEY);
CREATE TABLE sales (
    id int,
    region region,
    day date,
    owner int REFERENCES owners,
    CONSTRAINT sales_pkey PRIMARY KEY (id, region, day),
    CONSTRAINT sales_id_check CHECK (id > 0)
) PARTITION BY LIST (region);
CREATE INDEX sales_day_idx ON sales (day);
CREATE TABLE sales_north PARTITION OF sales FOR VALUES IN ('north');
CREATE TABLE sales_south PARTITION OF sales FOR VALUES IN ('south') PARTITION BY RANGE (day);
CREATE TABLE sales_south_2026 PARTITION OF sales_south FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE sales_rest PARTITION OF sales DEFAULT;
CREATE INDEX sales_north_owner_idx ON sales_north (owner);
CREATE VIEW northern AS SELECT id FROM sales WHERE region = 'north';
CREATE TABLE returns (
    id int PRIMARY KEY,
    sale int,
    region region,
    day date,
    FOREIGN KEY (sale, region, day) REFERENCES sales
);
CREATE TABLE plain (id int, region region) PARTITION BY HASH (region);
COMMENT ON TABLE plain IS 'No rows yet';
