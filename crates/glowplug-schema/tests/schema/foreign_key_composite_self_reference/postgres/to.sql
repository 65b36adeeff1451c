CREATE TABLE nodes (tenant integer, id bigint, parent bigint, PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, parent) REFERENCES nodes (tenant, id));
