CREATE TABLE nodes (tenant INT, id BIGINT, parent BIGINT, PRIMARY KEY (tenant, id), CONSTRAINT nodes_parent FOREIGN KEY (tenant, parent) REFERENCES nodes (tenant, id));
